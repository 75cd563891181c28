import { type Published, suppressed, type Wanted } from '@commonkey/exposure';

/** Counts of one half-year by a name that is the same in every report. */
export type Counts = { readonly period: string; readonly of: ReadonlyMap<string, number> };

/** What is told besides all together, by name: which of the counts each sums up. Without it, each count by itself. */
export type Groups = (names: readonly string[]) => ReadonlyMap<string, readonly string[]>;
const EACH: Groups = (names) => new Map(names.map((name) => [name, [name]]));

/** All of them together first: what comes first is shown first (PC-03). */
function wantedOf({ period, of }: Counts, groups: Groups): Wanted[] {
  const names = [...of.keys()];
  const wanted = new Map<string, readonly string[]>([['*', names], ...groups(names)]);
  return [...wanted].map(([name, atoms]) => ({
    id: `${period}|${name}`,
    atoms: atoms.map((atom) => `${period}|${atom}`),
    value: atoms.reduce((sum, atom) => sum + (of.get(atom) ?? 0), 0),
  }));
}

/**
 * What of a half-year's counts may be told beside all that earlier reports told: by name, and `*` for all together; null where it
 * may not.
 * @param earlier the reports before it, the oldest first, with what each was found to be allowed
 */
export function tellable(
  earlier: readonly Counts[],
  now: Counts,
  groups: Groups = EACH,
): ReadonlyMap<string, number | null> {
  let released: Published[] = [];
  // The rule is a function of the counts alone, so that what earlier reports left out is worked out again and not kept.
  for (const one of earlier) released = [...released, ...suppressed(released, wantedOf(one, groups))];
  return new Map(
    suppressed(released, wantedOf(now, groups)).map(({ id, value, shown }) => [
      id.slice(now.period.length + 1),
      shown ? value : null,
    ]),
  );
}
