/** What the room of messages has for the others. The sending itself runs by the clock (`send-due.ts`). */
export { isMailAddress, isTelephone } from './address.ts';
export { wordNotice } from './message.ts';
export { endNotices, tellLastDays, tellNews } from './queue.ts';
export type { NoticeWay, NoticeWords, Sender } from './sender.ts';
export { openSenders, waysOf } from './senders.ts';
