import { createHash } from 'node:crypto';
import { THRESHOLD } from '@commonkey/exposure';
import { z } from 'zod';
import { type AgeCell, ageName, BAND } from './ages.ts';
import { QUARTER } from './quarter.ts';
import { type Cell, CHANNELS, numberName } from './told.ts';

const quarter = z.string().regex(QUARTER);
const count = z.number().int().min(0);

/**
 * What a release rests on, small counts and all. It is kept with the release, so that what was left out once can be left out for good
 * after the shifts' own rows have ended; the ledger commits to it under a salt.
 */
export const counted = z.strictObject({
  v: z.literal(1),
  through: quarter,
  cells: z.array(
    z.strictObject({
      quarter,
      channel: z.enum(CHANNELS),
      /** What the release stands on: what was found, or what an earlier release said where the two are too near each other. */
      cards: count,
      /** From the history that the city handed in; null where that says nothing of the quarter. */
      imported: count.nullable(),
      /** By desks that closed; null where nobody can count them. */
      closed: count.nullable(),
    }),
  ),
  /** Cards by age, of those whose age is known; absent where nobody counted ages. */
  ages: z
    .array(
      z.strictObject({
        quarter,
        band: z.string().regex(BAND),
        cards: count,
        imported: count.nullable(),
        closed: count.nullable(),
      }),
    )
    .optional(),
  /** How many shifts were counted in each quarter. */
  shifts: z.record(z.string(), count),
  /** Which history was the newest. */
  history: z.number().int().positive().nullable(),
});
export type Counted = z.infer<typeof counted>;
export type CountedCell = Counted['cells'][number];
export type CountedAge = NonNullable<Counted['ages']>[number];

/** What was found of a cell, before it is held against earlier releases. */
export const foundIn = ({ imported, closed }: Pick<CountedCell, 'imported' | 'closed'>): number =>
  (imported ?? 0) + (closed ?? 0);

/**
 * What a release may stand on, for a cell that was found to hold so many. A late shift of three people, told as a correction, would
 * tell of three people: a correction waits until it differs from every number that was ever told of the cell by as much as a count
 * needs to be told at all.
 */
export function settled(earlier: readonly Counted[], cell: Omit<Cell, 'cards'>, found: number): number {
  const name = numberName(cell.quarter, cell.channel);
  return held(
    earlier.flatMap(({ cells }) =>
      cells.filter((one) => numberName(one.quarter, one.channel) === name).map(({ cards }) => cards),
    ),
    found,
  );
}

/** The same of a band of ages. */
export function settledAge(earlier: readonly Counted[], cell: Omit<AgeCell, 'cards'>, found: number): number {
  const name = ageName(cell);
  return held(
    earlier.flatMap(({ ages = [] }) => ages.filter((one) => ageName(one) === name).map(({ cards }) => cards)),
    found,
  );
}

function held(told: readonly number[], found: number): number {
  const last = told.at(-1);
  if (last === undefined || told.every((one) => one === found || Math.abs(one - found) >= THRESHOLD))
    return found;
  return last;
}

/** What a ledger entry says of it, to nobody who lacks the salt: small counts could be tried one after another. */
export const countedDigest = (text: string, salt: Uint8Array): string =>
  createHash('sha256').update('commonkey-statistics-v1\0').update(salt).update(text).digest('hex');
