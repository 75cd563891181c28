import type { Context } from '../../context.ts';
import type { Reader } from '../../store/store.ts';
import { digestOf, newestOf, publishedDemands, publishedEmergencies, versionsOf } from '../publications.ts';
import { committedEvents } from './committed.ts';
import { figuresFrom } from './figures-from.ts';
import { daysOf, type HalfYear } from './half-year.ts';
import { type SaidReport, saidReport } from './said-report.ts';

/**
 * The figures of a half-year, from rows each of which opens an entry of the ledger: a number that somebody changed behind the
 * service’s back is not reported. Where a version is public, they are those of the next one.
 * @throws Fault `report-not-as-committed`
 */
export async function figuresOf(
  { store: { read } }: Pick<Context, 'store'>,
  period: HalfYear,
): Promise<SaidReport> {
  const ground = {
    events: await committedEvents(read, daysOf(period).until),
    demands: (await publishedDemands(read)).map(({ said }) => said),
    emergencies: (await publishedEmergencies(read)).map(({ said }) => said),
    reported: (await newestOf(read, 'report')).map(({ subject }) => subject),
    before: await newestVersion(read, period),
  };
  return figuresFrom(ground, period);
}

/** The newest version that is public of a half-year, and its digest; null before the first. */
export async function newestVersion(
  read: Reader,
  period: HalfYear,
): Promise<{ said: SaidReport; digest: string } | null> {
  const row = (await versionsOf(read, 'report', period)).at(-1);
  return row ? { said: saidReport.parse(JSON.parse(row.said)), digest: digestOf(row.said) } : null;
}
