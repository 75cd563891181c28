/** What the room of messages has for the others. The sending itself runs by the clock (`send-due.ts`). */
export { endNotices, tellLastDays, tellNews } from './queue.ts';
export type { NoticeWay } from './sender.ts';
export { waysOf } from './senders.ts';
