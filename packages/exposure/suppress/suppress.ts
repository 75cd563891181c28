import { type Interval, intervalOf, type Sum } from './interval.ts';

/** Counts of people below this are not published, unless they are nought (PC-01). */
export const THRESHOLD = 11;
/** Whole numbers that must stay possible of a count that is not published: an interval from n to n + 10 at least (PC-02). */
export const WIDTH = THRESHOLD - 1;

/**
 * A number that somebody would like to publish: the sum of atoms. An atom is the smallest thing counted (a half-year, an
 * instrument, an outcome) under a name that is the same in every release, so that a later table that counts it again is known
 * to.
 */
export type Wanted = Sum & { readonly id: string };
export type Published = Wanted & { readonly shown: boolean };

/**
 * Which numbers of a new table may be published beside everything that ever was. In the order given: what comes first is shown
 * first, so totals before parts. A number is shown if, with it, everything small that is not shown stays as uncertain as
 * `width` wants, in this table and in every earlier one; small numbers are never shown, noughts may be.
 *
 * The marks of what is not shown must not say why: a reader who knew which are small and which only protect them would know more.
 *
 * @param earlier all that was ever published or left out, shown or not
 */
export function suppressed(
  earlier: readonly Published[],
  wanted: readonly Wanted[],
  { threshold = THRESHOLD, width = WIDTH }: { threshold?: number; width?: number } = {},
): Published[] {
  const isSmall = ({ value }: Sum) => value > 0 && value < threshold;
  const secrets = [...earlier.filter(({ shown }) => !shown), ...wanted].filter(isSmall);
  const shown: Sum[] = earlier.filter((one) => one.shown);
  const holds = (sums: readonly Sum[]) =>
    secrets.every((secret) => isUncertain(intervalOf(linked(sums, secret), secret.atoms), width));
  return wanted.map((one) => {
    if (isSmall(one) || !holds([...shown, one])) return { ...one, shown: false };
    shown.push(one);
    return { ...one, shown: true };
  });
}

/** What of a list of releases can still be pinned: for a test, for a second look before a page is signed. */
export function pinned(
  released: readonly Published[],
  { threshold = THRESHOLD, width = WIDTH }: { threshold?: number; width?: number } = {},
): string[] {
  const shown = released.filter((one) => one.shown);
  return released
    .filter((one) => !one.shown && one.value > 0 && one.value < threshold)
    .filter((one) => !isUncertain(intervalOf(linked(shown, one), one.atoms), width))
    .map(({ id }) => id);
}

const isUncertain = (interval: Interval | null, width: number): boolean =>
  interval !== null && interval.most - interval.least >= width;

/** Numbers that have something to do with a secret, by way of others too: the rest says nothing of it. */
function linked(sums: readonly Sum[], { atoms }: Sum): Sum[] {
  const known = new Set(atoms);
  let left = [...sums];
  const found: Sum[] = [];
  for (;;) {
    const near = left.filter((one) => one.atoms.some((atom) => known.has(atom)));
    if (near.length === 0) return found;
    found.push(...near);
    left = left.filter((one) => !near.includes(one));
    for (const one of near) for (const atom of one.atoms) known.add(atom);
  }
}
