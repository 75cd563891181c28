import { Fault } from '@commonkey/words';
import type { TextSettings } from '../config/notices.ts';
import type { NoticeCode } from './errors.ts';
import type { Sender } from './sender.ts';
import { telephoneOf } from './telephone.ts';

const PATIENCE = 20_000;
/** Answers by which a gateway says that it is this one message it does not take. */
const OF_THIS_NUMBER = [400, 404, 422];

/** Posts messages to the city's gateway for text messages. Taken over is what it answers with 2xx. */
export function textSender(settings: TextSettings): Sender {
  const { url, format, fields, authorization, country } = settings;
  return {
    async send(address, { text }) {
      const to = telephoneOf(address, country);
      if (to === null) throw new Fault<NoticeCode>('notice-refused');
      const filled = Object.entries(fields).map(([name, value]): [string, string] => [
        name,
        value.replace(/\{(to|text)\}/g, (_, part) => (part === 'to' ? to : text)),
      ]);
      const status = await post(url, format, filled, authorization);
      if (status >= 200 && status < 300) return;
      throw new Fault<NoticeCode>(OF_THIS_NUMBER.includes(status) ? 'notice-refused' : 'notice-sender-away');
    },
    close() {},
  };
}

async function post(
  url: string,
  format: TextSettings['format'],
  fields: readonly [string, string][],
  authorization: string | null,
): Promise<number> {
  const type = format === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
  const body =
    format === 'json' ? JSON.stringify(Object.fromEntries(fields)) : String(new URLSearchParams([...fields]));
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': type, ...(authorization === null ? {} : { authorization }) },
      body,
      // Another address than the city's own would be another company that learns the number.
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    await answer.body?.cancel();
    return answer.status;
  } catch {
    // The cause of a failed request may quote what was sent.
    throw new Fault<NoticeCode>('notice-sender-away');
  }
}
