import { suppressed, type Wanted } from '@commonkey/exposure';

/** A count as the version before told it, null where it did not, and as it is now. */
export type Recounted = { readonly before: number | null; readonly now: number };

/**
 * What of counts that may be of people may be told once more, by name, and `*` for all together: null where it may not.
 *
 * Whoever has both versions has their difference, and that is a count too: one from 1 to 10 points at somebody as any other does.
 * So what an earlier version left out stays out, and of the rest only what leaves no small difference to be worked out (PC-01,
 * PC-02). Both versions then say one table of the first counts and another of the differences, which share nothing.
 */
export function toldAgain(
  all: Recounted,
  parts: ReadonlyMap<string, Recounted>,
): ReadonlyMap<string, number | null> {
  const told = [...parts].filter(([, { before }]) => before !== null);
  const names = [...told.map(([name]) => name), ...(told.length < parts.size ? [REST] : [])];
  const rest = more(all) - told.reduce((sum, [, one]) => sum + more(one), 0);
  const differences: Wanted[] = [
    ...(all.before === null ? [] : [{ id: '*', atoms: names, value: more(all) }]),
    ...told.map(([name, one]) => ({ id: name, atoms: [name], value: more(one) })),
    // Told nowhere, and last: nothing before it may give it away.
    ...(all.before !== null && told.length < parts.size ? [{ id: REST, atoms: [REST], value: rest }] : []),
  ];
  // The rule knows counts alone. What fell tells how far it fell.
  const fell = differences.some(({ value }) => value < 0);
  const shown = new Set(
    fell ? [] : suppressed([], differences).flatMap(({ id, shown }) => (shown ? [id] : [])),
  );
  const said = (name: string, { now }: Recounted) => [name, shown.has(name) ? now : null] as const;
  return new Map([said('*', all), ...[...parts].map(([name, one]) => said(name, one))]);
}

/** Of all parts that the version before left out. */
const REST = ' rest';

const more = ({ before, now }: Recounted): number => now - (before ?? 0);
