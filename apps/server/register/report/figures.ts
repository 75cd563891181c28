import type { Context } from '../../context.ts';
import { newestOf, publishedDemands, publishedEmergencies } from '../publications.ts';
import { committedEvents } from './committed.ts';
import { figuresFrom } from './figures-from.ts';
import { daysOf, type HalfYear } from './half-year.ts';
import type { SaidReport } from './said-report.ts';

/**
 * The figures of a half-year, from rows each of which opens an entry of the ledger: a number that somebody changed behind the
 * service’s back is not reported.
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
  };
  return figuresFrom(ground, period);
}
