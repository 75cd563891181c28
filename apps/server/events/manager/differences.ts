import type { DayCounts } from '../../store/tables/events.ts';
import { spoiledIn } from './sum-counts.ts';

/** What does not agree when a day is closed. Each is said in words, and none of them keeps a day open. */
export type Difference =
  | { what: 'missing'; count: number }
  /** Whom stations served, and whom desks told of: `away` is the first less the second. */
  | { what: 'people'; served: number; told: number; away: number }
  | { what: 'spoiled'; stations: number; desks: number }
  /** Cards that another desk had handed over first. */
  | { what: 'second'; count: number };

/**
 * @param stations what was counted at the door: people who were served, and cards that came out wrong
 * @param missing desks that have not reported
 */
export function differencesOf(
  stations: { served: number; spoiled: number },
  counts: DayCounts,
  missing: number,
): Difference[] {
  const told = counts.cards + counts.refused;
  const away = stations.served - told;
  const desks = spoiledIn(counts);
  const found: Difference[] = [];
  if (missing > 0) found.push({ what: 'missing', count: missing });
  if (stations.served > 0 && away !== 0) found.push({ what: 'people', served: stations.served, told, away });
  if (stations.spoiled > 0 && stations.spoiled !== desks)
    found.push({ what: 'spoiled', stations: stations.spoiled, desks });
  if (counts.second > 0) found.push({ what: 'second', count: counts.second });
  return found;
}
