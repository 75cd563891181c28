import { ASSUMED_SERVICE, type ServiceQuantiles } from '@commonkey/events';
import { DAYS_LEARNED, learnPace } from '@commonkey/events/paces.ts';
import type { PlainDate } from '@commonkey/program';
import type { Reader } from '../store/store.ts';

/** Minutes at a station that a day is reckoned with. `days`: of how many days they were learned; null where we suppose them. */
export type KnownService = ServiceQuantiles & { days: number | null };

/** A minute's tenth is finer than any day goes. */
const tenths = (minutes: number): number => Math.max(0.1, Math.round(minutes * 10) / 10);

/** What desks taught on the newest days before one; our supposition while they were too few. */
export async function serviceBefore(read: Reader, day: PlainDate): Promise<KnownService> {
  const rows = await read
    .selectFrom('event_paces')
    .select('paces')
    .where('day', '<', day)
    .orderBy('day', 'desc')
    .limit(DAYS_LEARNED)
    .execute();
  const learned = learnPace(rows.map(({ paces }) => paces));
  if (!learned) return { ...ASSUMED_SERVICE, days: null };
  return { median: tenths(learned.median), slow: tenths(learned.slow), days: learned.days };
}
