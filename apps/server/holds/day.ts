import { type PlainDate, plainDateIn, plainDateOf } from '@commonkey/program';

/**
 * The day on which rows may end for their date: it has begun where the city is, and in UTC, in which some dates were set.
 * Whichever comes later, so that nothing is ever early.
 */
export function dayOfEnding(timeZone: string, at: Date): PlainDate {
  const [inCity, inUtc] = [plainDateIn(timeZone, at), plainDateOf(at)];
  return inCity < inUtc ? inCity : inUtc;
}
