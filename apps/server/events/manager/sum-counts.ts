import type { ReportedShift } from '../../desks/service.ts';
import type { DayCounts } from '../../store/tables/events.ts';

/** What several desks counted, as one. */
export function sumCounts(shifts: readonly Pick<ReportedShift, 'counts' | 'fees'>[]): DayCounts {
  const of = (count: (one: ReportedShift['counts']) => number) =>
    shifts.reduce((sum, { counts }) => sum + count(counts), 0);
  return {
    cards: of(({ cards }) => cards),
    handedOver: of(({ handedOver = 0 }) => handedOver),
    spoiled: byName(shifts.map(({ counts }) => counts.spoiled)),
    void: of((one) => one.void),
    unused: of(({ unused }) => unused),
    refused: of(({ refused }) => refused),
    corrected: of(({ corrected }) => corrected),
    replaced: of(({ replaced }) => replaced),
    renewed: of(({ renewed }) => renewed),
    revoked: of(({ revoked }) => revoked),
    second: of(({ second = 0 }) => second),
    fees: byName(shifts.map(({ fees }) => fees)),
  };
}

/** Names in their order, so that the same counts are always the same words. */
function byName(all: readonly Readonly<Record<string, number>>[]): Record<string, number> {
  const names = [...new Set(all.flatMap((one) => Object.keys(one)))].sort();
  return Object.fromEntries(names.map((name) => [name, all.reduce((sum, one) => sum + (one[name] ?? 0), 0)]));
}

export const spoiledIn = ({ spoiled }: { spoiled: Readonly<Record<string, number>> }): number =>
  Object.values(spoiled).reduce((sum, count) => sum + count, 0);
