import type { Reader } from '../../../store/store.ts';
import { allRequests, isOver } from '../request.ts';

/** Below this nobody is told how many. */
export const LEAST_SAID = 11;

/** A number as anybody may read it: none, fewer than eleven, or in tens. */
export type InTens = { none: true } | { fewer: number } | { about: number };
export type RequestCounts = { came: InTens; waiting: InTens; answered: InTens };

export function inTens(count: number): InTens {
  if (count === 0) return { none: true };
  return count < LEAST_SAID ? { fewer: LEAST_SAID } : { about: Math.round(count / 10) * 10 };
}

/**
 * How many requests came, and how they stand. Each is rounded by itself, so what is left of one after another tells no number
 * below ten.
 */
export async function requestCounts(read: Reader): Promise<RequestCounts> {
  const all = await allRequests(read);
  const over = all.filter(isOver).length;
  return { came: inTens(all.length), waiting: inTens(all.length - over), answered: inTens(over) };
}
