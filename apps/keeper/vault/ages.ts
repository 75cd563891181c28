import type { Lock } from './epoch-name.ts';
import { inForce, type KeptHold } from './holds.ts';
import type { Index } from './roots.ts';
import type { View } from './view.ts';

/**
 * What came after a hold over past days can be of none of them. When such a hold is noted the vault grows one older and the
 * hold gets that age: every slot leased later lies in a table begun at that age, and what is sealed under it came later than the
 * hold's last day. It rests on what happened here and in which order, and on no day that anybody could write into a database.
 */
export const ageOf = (held: { age?: number } | undefined): number => held?.age ?? 0;

/** An age as it is kept: that of a vault which never had such a hold is not said. */
export const begunAt = (age: number): { age?: number } => (age === 0 ? {} : { age });

/** Gives their age to holds in force whose last day is over, everywhere and certainly. One that has an age keeps it. */
export function giveAges(index: Index, sure: Date | null): void {
  const aged = index.holds.filter((one) => one.age === undefined && inForce(one) && isOver(one, sure));
  if (aged.length === 0) return;
  // What is leased already stays older than the hold. The first age is never a hold's: what cannot be told is as old as that.
  if (ageOf(index) === 0 || index.epochs.some((entry) => ageOf(entry) === ageOf(index)))
    index.age = ageOf(index) + 1;
  for (const hold of aged) hold.age = ageOf(index);
}

/** The time that has come by both clocks, this process's and city hall's: one that stands wrong frees nothing. Null: nobody knows. */
export function bothSay(own: Date | null, theirs: string | undefined): Date | null {
  if (own === null || theirs === undefined) return null;
  return new Date(Math.min(own.getTime(), Date.parse(theirs)));
}

/** From a day's beginning in UTC until it has ended everywhere. */
const DAY_AND_HALF = 36 * 3_600_000;

function isOver({ narrowed, ...placed }: KeptHold, sure: Date | null): boolean {
  const { until } = narrowed ?? placed;
  if (sure === null || until === null) return false;
  // A day that is none is never over: NaN is less than nothing.
  return Date.parse(`${until}T00:00:00Z`) + DAY_AND_HALF <= sure.getTime();
}

/** What hangs on a matter of the law department may speak of any day, whenever it came. */
const OF_ANY_DAY: ReadonlySet<Lock> = new Set<Lock>(['matter', 'process', 'counsel']);

/** The age of the table that a wish is for. Beside what has ended, or was never here, everything is as old as can be. */
export function ageWanted(
  { index, entry }: Pick<View, 'index' | 'entry'>,
  { lock, beside }: { lock: Lock; beside?: string },
): number {
  if (OF_ANY_DAY.has(lock)) return 0;
  return ageOf(beside === undefined ? index : entry(beside));
}
