import { isPlainDate, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { RequestsCode } from './errors.ts';
import type { RecordRequest } from './request.ts';
import { type Parts, takeStep } from './take-step.ts';

/** Days that a request asks about, both included; null on a side that it leaves open. */
export type AskedDays = { from: PlainDate | null; until: PlainDate | null };

/**
 * Notes in plain which days a request asks about, as an officer reads its words. Whoever asked may narrow them: the newest counts.
 * @param typed as a form sends it; empty on a side that it leaves open
 * @throws Fault `request-day-unreadable` | `request-days-reversed` | `request-over`
 */
export async function sayDays(
  parts: Parts,
  id: string,
  typed: { from: string; until: string },
  by: string,
): Promise<void> {
  const [from, until] = [typedDay(typed.from), typedDay(typed.until)];
  if (from !== null && until !== null && from > until) throw new Fault<RequestsCode>('request-days-reversed');
  await takeStep(parts, id, { step: 'dated', by }, async () => ({ asked_from: from, asked_until: until }));
}

function typedDay(text: string): PlainDate | null {
  if (text === '') return null;
  if (!isPlainDate(text)) throw new Fault<RequestsCode>('request-day-unreadable');
  return text;
}

/** The days that were noted last; null where nobody has noted any. */
export function askedDays({ steps }: Pick<RecordRequest, 'steps'>): AskedDays | null {
  const last = steps.findLast(({ step }) => step === 'dated');
  return last ? { from: last.asked_from, until: last.asked_until } : null;
}
