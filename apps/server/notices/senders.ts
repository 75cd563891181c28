import type { NoticeSettings } from '../config/notices.ts';
import type { Random } from '../context.ts';
import { textSender } from './gateway.ts';
import type { NoticeWay, Sender } from './sender.ts';
import { mailSender } from './smtp.ts';

/** One sender for each way that the city has; whoever opens them closes them. */
export function openSenders(
  { mail, text }: NoticeSettings,
  random: Random,
): Partial<Record<NoticeWay, Sender>> {
  return {
    ...(mail === null ? {} : { mail: mailSender(mail, random) }),
    ...(text === null ? {} : { text: textSender(text) }),
  };
}

/** Ways that somebody may choose: what has no sender is not offered. */
export function waysOf({ mail, text }: NoticeSettings): readonly NoticeWay[] {
  const ways: NoticeWay[] = [];
  if (mail !== null) ways.push('mail');
  if (text !== null) ways.push('text');
  return ways;
}
