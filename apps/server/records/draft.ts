import { randomUUID } from 'node:crypto';
import { addDays, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { scheduleOf } from '../holds/holds.ts';
import { listOn } from '../holds/listing.ts';
import { lockForDestroying } from '../holds/locks.ts';
import type { RecordsCode } from './errors.ts';
import { inclusiveDates } from './inclusive-dates.ts';
import { type Parts, todayOf, writeStep } from './take-step.ts';

/** How far ahead of their day records may be listed: filing waits, and a list of next year’s is only wrong by then. */
const AHEAD_DAYS = 180;

export const furthestDay = (parts: Pick<Parts, 'program' | 'clock'>): PlainDate =>
  addDays(todayOf(parts), AHEAD_DAYS);

/**
 * Looks for holds, and drafts the certificate for what is left: every record of the series that is due by a day.
 * @returns the certificate's id
 * @throws Fault `certificate-not-needed` | `certificate-no-approval` {series} | `certificate-draft-too-far` {last} |
 *   `certificate-nothing-due` {held}: there is nothing, or a hold keeps all of it
 */
export async function draftCertificate(
  parts: Parts,
  store: Context['store'],
  { series, through }: { series: string; through: PlainDate },
  by: string,
): Promise<string> {
  const rule = parts.program.program.series.find(({ id }) => id === series);
  // What was typed in place of a name is not repeated.
  if (!rule?.certificate) throw new Fault<RecordsCode>('certificate-not-needed', rule ? { series } : {});
  const { approval } = rule;
  if (!approval) throw new Fault<RecordsCode>('certificate-no-approval', { series });
  const last = furthestDay(parts);
  if (through > last) throw new Fault<RecordsCode>('certificate-draft-too-far', { last });
  const id = randomUUID();
  await store.write(async (tx) => {
    // No hold arrives between the look and the list.
    await lockForDestroying(tx);
    const { mayBegin } = parts.holds;
    const { seriesOf } = scheduleOf(parts.program.program);
    const listed = await listOn(tx, id, { series, through }, { seriesOf, ask: mayBegin });
    if (!listed) throw new Fault<RecordsCode>('certificate-nothing-due', { series });
    const known = { rule, program: parts.program.program, today: todayOf(parts) };
    const paper = {
      id,
      series,
      application_no: approval.application,
      item_no: approval.item,
      due_from: listed.dueFrom,
      due_through: listed.dueThrough,
      volume: listed.volume,
      method: listed.method,
      ...(await inclusiveDates(tx, { ...listed, id }, known)),
    };
    await tx.insertInto('certificates').values(paper).execute();
    await writeStep(parts, tx, paper, { step: 'drafted', place: 1, by, stayed: listed.held });
  });
  return id;
}
