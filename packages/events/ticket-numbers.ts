import type { Chance } from './seeded.ts';

/** Why a party gets the number that it gets. Nothing of it is kept: it chooses a number and is forgotten. */
export const TICKET_KINDS = ['walk-in', 'booked', 'first'] as const;
export type TicketKind = (typeof TICKET_KINDS)[number];

/** Whom the numbers of a day are for. */
export type NumberPlan = {
  /** Parts of a hundred of the places that are kept for whoever just comes. */
  walkInShare: number;
  /** Chance for a block of numbers: the same for the same block, and nobody outside can work it out. */
  chanceOf(block: number): Chance;
};

/** Of ten numbers in a row, two are for those who go first. */
export const BLOCK = 10;
export const FIRST_IN_BLOCK = 2;
/** More than a city can serve in a day. */
export const LAST_NUMBER = 9999;

/** Whom each of the ten numbers of a block is for, in an order that is drawn for that block. */
export function kindsIn(block: number, { walkInShare, chanceOf }: NumberPlan): readonly TicketKind[] {
  const others = BLOCK - FIRST_IN_BLOCK;
  // Somebody may always just come, also where the whole day was to be booked.
  const walkIns = Math.max(1, Math.round((others * walkInShare) / 100));
  const kinds = Array.from({ length: BLOCK }, (_, at): TicketKind => {
    if (at < FIRST_IN_BLOCK) return 'first';
    return at < FIRST_IN_BLOCK + walkIns ? 'walk-in' : 'booked';
  });
  return shuffled(kinds, chanceOf(block));
}

/**
 * The number of a party: the lowest that nobody has, of those for its kind, behind every number that was called.
 *
 * Numbers are called in their order, so this is the whole rule of who comes before whom. Whoever goes first, or comes at the time that
 * they booked, gets a number that was left free further ahead. Of ten numbers at most two go first, so nobody is passed by more of them
 * than that; and since nobody can tell which numbers were left free for whom, no number says anything of the party that has it.
 *
 * @param given numbers that were given that day, by whomever they are held now
 * @param after the highest number called, or a number that a time still to come stands for
 * @returns null where a day's numbers are used up
 */
export function nextNumber(
  kind: TicketKind,
  { given, after, plan }: { given: ReadonlySet<number>; after: number; plan: NumberPlan },
): number | null {
  for (let block = Math.floor(after / BLOCK); block * BLOCK < LAST_NUMBER; block++) {
    const kinds = kindsIn(block, plan);
    for (const [at, found] of kinds.entries()) {
      const number = block * BLOCK + at + 1;
      // A number for whoever just comes is as good where it comes sooner.
      const fits = found === kind || found === 'walk-in';
      if (fits && number > after && number <= LAST_NUMBER && !given.has(number)) return number;
    }
  }
  return null;
}

function shuffled<T>(all: readonly T[], chance: Chance): readonly T[] {
  const mixed = [...all];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = Math.floor(chance() * (at + 1));
    const [a, b] = [mixed[at], mixed[other]];
    if (a !== undefined && b !== undefined) [mixed[at], mixed[other]] = [b, a];
  }
  return mixed;
}
