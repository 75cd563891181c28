import { cardFault } from './faults.ts';

/**
 * Codabar (ANSI/AIM BC3): each character is four bars and three spaces, wide (1) or narrow (0), bars and spaces
 * alternating, then a narrow space.
 */
const PATTERNS: Readonly<Record<string, string>> = {
  '0': '0000011',
  '1': '0000110',
  '2': '0001001',
  '3': '1100000',
  '4': '0010010',
  '5': '1000010',
  '6': '0100001',
  '7': '0100100',
  '8': '0110000',
  '9': '1001000',
  A: '0011010',
  B: '0101001',
  C: '0001011',
  D: '0001110',
};

/** Dots of narrow and wide elements at 300 dpi: 0.254 and 0.593 mm, 1 : 2.33 (the standard wants 2.25 to 3 below 0.5 mm). */
export const NARROW = 3;
export const WIDE = 7;
/** Ten narrow elements of light before and after. */
export const CODABAR_QUIET = 10 * NARROW;

/** Start and stop letters around the number; scanners strip them. */
const START = 'A';
const STOP = 'B';

export type Bar = { readonly x: number; readonly width: number };
export type Bars = { readonly bars: readonly Bar[]; readonly width: number };

/**
 * Check digit of a 14-digit library number over its first 13: odd places doubled, less 9 from 10 on, ten's complement.
 * Throws `card-library-bad-number`.
 */
export function libraryCheckDigit(first13: string): string {
  if (!/^\d{13}$/.test(first13)) throw cardFault('card-library-bad-number');
  const sum = [...first13].reduce((total, digit, i) => {
    const value = i % 2 === 0 ? Number(digit) * 2 : Number(digit);
    return total + (value >= 10 ? value - 9 : value);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}

/** Fourteen digits whose last is right. */
export function isLibraryNumber(number: string): boolean {
  return /^\d{14}$/.test(number) && libraryCheckDigit(number.slice(0, 13)) === number[13];
}

/**
 * Bars of a library number in whole dots, without quiet zones. Throws `card-library-bad-number` for a wrong check
 * digit or a shape that is not fourteen digits.
 */
export function codabar(number: string): Bars {
  if (!isLibraryNumber(number)) throw cardFault('card-library-bad-number');
  const bars: Bar[] = [];
  let x = 0;
  for (const character of START + number + STOP) {
    [...(PATTERNS[character] ?? '')].forEach((element, i) => {
      const width = element === '1' ? WIDE : NARROW;
      if (i % 2 === 0) bars.push({ x, width });
      x += width;
    });
    x += NARROW;
  }
  return { bars, width: x - NARROW };
}
