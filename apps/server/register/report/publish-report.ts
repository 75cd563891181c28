import { plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { record } from '../../store/record.ts';
import type { Reader, Writer } from '../../store/store.ts';
import { newestOf, publishedEvent } from '../publications.ts';
import type { ReportCode } from './errors.ts';
import { figuresOf } from './figures.ts';
import { daysOf, type HalfYear } from './half-year.ts';
import { type SaidReport, saidReport } from './said-report.ts';

export type WaitingReport = { readonly id: string; readonly askedBy: string; readonly said: string };

/** The one that waits for its second person, the newest; null without one, and once it is public. */
export async function waitingReport(read: Reader | Writer, period: HalfYear): Promise<WaitingReport | null> {
  const row = await read
    .selectFrom('publications')
    .select(['id', 'asked_by', 'said', 'published_by'])
    .where('kind', '=', 'report')
    .where('subject', '=', period)
    .orderBy('turn', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && row.published_by === null ? { id: row.id, askedBy: row.asked_by, said: row.said } : null;
}

/**
 * The first of the two puts the figures of a half-year up, as they are now.
 * @throws Fault `report-not-over` | `report-already` | `report-not-as-committed`
 */
export async function proposeReport(context: Context, period: HalfYear, by: string): Promise<void> {
  const on = plainDateIn(context.program.program.city.timeZone, context.clock.now());
  if (daysOf(period).until >= on) throw new Fault<ReportCode>('report-not-over');
  const said = JSON.stringify(await figuresOf(context, period));
  await context.store.write(async (tx) => {
    await refuseSecond(tx, period);
    await tx
      .insertInto('publications')
      .values({
        id: crypto.randomUUID(),
        kind: 'report',
        subject: period,
        said,
        published_on: null,
        asked_by: by,
        published_by: null,
        ledger_salt: null,
      })
      .execute();
  });
}

/** A report is made once: one that said other numbers for the same half-year would undo what both left out. */
async function refuseSecond(tx: Writer, period: HalfYear): Promise<void> {
  const found = await tx
    .selectFrom('publications')
    .select('id')
    .where('kind', '=', 'report')
    .where('subject', '=', period)
    .where('published_by', 'is not', null)
    .executeTakeFirst();
  if (found) throw new Fault<ReportCode>('report-already');
}

/**
 * The second of the two makes it public. The figures are worked out again, and must be those that the first saw.
 * @throws Fault `report-nothing` | `report-needs-second-person` | `report-changed` | `report-already` | `report-not-as-committed`
 */
export async function agreeToReport(context: Context, period: HalfYear, by: string): Promise<void> {
  const waiting = await waitingReport(context.store.read, period);
  if (!waiting) throw new Fault<ReportCode>('report-nothing');
  if (waiting.askedBy === by) throw new Fault<ReportCode>('report-needs-second-person');
  if (JSON.stringify(await figuresOf(context, period)) !== waiting.said)
    throw new Fault<ReportCode>('report-changed');
  const { clock, program, random } = context;
  const published_on = plainDateIn(program.program.city.timeZone, clock.now());
  await context.store.write(async (tx) => {
    await refuseSecond(tx, period);
    const row = { kind: 'report', subject: period, said: waiting.said, published_on } as const;
    const { salt } = await record(tx, publishedEvent(row), random);
    const { numUpdatedRows } = await tx
      .updateTable('publications')
      .set({ published_on, published_by: by, ledger_salt: salt })
      .where('id', '=', waiting.id)
      .where('published_by', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) throw new Fault<ReportCode>('report-nothing');
  });
}

/** What the public reads of a half-year; null before it is public. */
export async function publishedReport(read: Reader, period: HalfYear): Promise<SaidReport | null> {
  const row = (await newestOf(read, 'report')).find(({ subject }) => subject === period);
  return row ? saidReport.parse(JSON.parse(row.said)) : null;
}
