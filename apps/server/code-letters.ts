import { typedCode } from '@commonkey/shift';
import type { Random } from './clock.ts';

// Crockford's base 32: no I, L, O, U.
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Random letters of Crockford's base 32, five bits each, and a check letter behind them. */
export function drawCode(random: Random, letters: number): string {
  const values = Array.from(random(letters), (byte) => byte & 31);
  return [...values, checkOf(values)].map((value) => ALPHABET.charAt(value)).join('');
}

/** In groups, as shown and printed. */
export const groupsOfFive = (code: string): string => code.replace(/(.{5})(?=.)/g, '$1-');

/**
 * The code of what somebody typed: any case, blanks and hyphens anywhere, O for 0, I and L for 1. Undefined where letters
 * are missing, or one is wrong, or two neighbours changed places: that tells nothing of which codes exist.
 * @param letters without the check letter
 */
export function readDrawn(typed: string, letters: number): string | undefined {
  const read = typedCode(typed, letters + 1);
  if (read === undefined) return undefined;
  const values = Array.from(read, (letter) => ALPHABET.indexOf(letter));
  return checkOf(values.slice(0, letters)) === values[letters] ? read : undefined;
}

/**
 * A weighted sum in GF(32). The weights are different powers of the primitive element, so that every wrong letter and
 * every swap of neighbours changes it; a sum of integers modulo 32 would miss some.
 */
function checkOf(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum = timesTwo(sum ^ value);
  return sum;
}

/** Multiplied by the primitive element of GF(32), x^5 + x^2 + 1. */
function timesTwo(value: number): number {
  const doubled = value << 1;
  return doubled & 32 ? doubled ^ 0b100101 : doubled;
}
