import { isDeepStrictEqual } from 'node:util';
import { plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { record } from '../../store/record.ts';
import type { Reader, Writer } from '../../store/store.ts';
import { digestOf, publishedEvent, versionsOf } from '../publications.ts';
import type { ReportCode } from './errors.ts';
import { figuresOf, newestVersion } from './figures.ts';
import { daysOf, type HalfYear } from './half-year.ts';
import type { SaidReport } from './said-report.ts';
import { firstDayOfService } from './service-begins.ts';

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
 * The first of the two puts the figures of a half-year up, as they are now: its report, or a correction of the one that is public.
 * @throws Fault `report-not-over` | `report-before-service` | `report-already` | `report-not-as-committed`
 */
export async function proposeReport(context: Context, period: HalfYear, by: string): Promise<void> {
  const on = plainDateIn(context.program.program.city.timeZone, context.clock.now());
  if (daysOf(period).until >= on) throw new Fault<ReportCode>('report-not-over');
  const began = await firstDayOfService(context);
  if (began === null || daysOf(period).until < began) throw new Fault<ReportCode>('report-before-service');
  const figures = await figuresOf(context, period);
  const before = await newestVersion(context.store.read, period);
  if (before && saysTheSame(before.said, figures)) throw new Fault<ReportCode>('report-already');
  await context.store.write(async (tx) => {
    await refuseOther(tx, period, before?.digest);
    await tx
      .insertInto('publications')
      .values({
        id: crypto.randomUUID(),
        kind: 'report',
        subject: period,
        said: JSON.stringify(figures),
        published_on: null,
        asked_by: by,
        published_by: null,
        ledger_salt: null,
      })
      .execute();
  });
}

/** Whether a version says nothing else than the one before it. What that one did not count yet is no correction. */
export const saysTheSame = (before: SaidReport, now: SaidReport): boolean =>
  isDeepStrictEqual(within(before, before), within(before, now));

/** The figures of a report as far as another one has such figures. */
function within(other: SaidReport, said: SaidReport): object {
  const parts = Object.entries(said).filter(([part]) => part in other && !['v', 'correction'].includes(part));
  return Object.fromEntries(
    parts.map(([part, figures]) => {
      const known = Object(other)[part];
      if (figures === null || typeof figures !== 'object') return [part, figures];
      return [part, Object.fromEntries(Object.entries(figures).filter(([name]) => name in known))];
    }),
  );
}

/** A version is held against the newest before it: with another between them, both together could tell what each leaves out. */
async function refuseOther(tx: Writer, period: HalfYear, before: string | undefined): Promise<void> {
  const newest = (await versionsOf(tx, 'report', period)).at(-1);
  if ((newest && digestOf(newest.said)) !== before) throw new Fault<ReportCode>('report-already');
}

/**
 * The second of the two makes it public. The figures are worked out again, and must be those that the first saw.
 * @throws Fault `report-nothing` | `report-needs-second-person` | `report-changed` | `report-already` | `report-not-as-committed`
 */
export async function agreeToReport(context: Context, period: HalfYear, by: string): Promise<void> {
  const waiting = await waitingReport(context.store.read, period);
  if (!waiting) throw new Fault<ReportCode>('report-nothing');
  if (waiting.askedBy === by) throw new Fault<ReportCode>('report-needs-second-person');
  const before = await newestVersion(context.store.read, period);
  if (JSON.stringify(await figuresOf(context, period)) !== waiting.said)
    throw new Fault<ReportCode>('report-changed');
  const { clock, program, random } = context;
  const published_on = plainDateIn(program.program.city.timeZone, clock.now());
  await context.store.write(async (tx) => {
    await refuseOther(tx, period, before?.digest);
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

/** What the public reads of a half-year, the newest version; null before one is public. */
export async function publishedReport(read: Reader, period: HalfYear): Promise<SaidReport | null> {
  return (await newestVersion(read, period))?.said ?? null;
}
