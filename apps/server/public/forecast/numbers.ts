import type { Range } from './outlook.ts';

/** Whole numbers in Western digits, as days are written. */
export function number(language: string, value: number): string {
  const format = new Intl.NumberFormat(`${language}-u-nu-latn`, {
    maximumFractionDigits: 0,
    useGrouping: 'always',
  });
  return format.format(value);
}

/** Left to right even among letters that run the other way (Unicode's isolates). */
const [ISOLATE, END] = ['\u2066', '\u2069'];

/** One number, or the least and the most. */
export function range(language: string, [least, most]: Range): string {
  const [low, high] = [number(language, least), number(language, most)];
  return low === high ? low : `${ISOLATE}${low}–${high}${END}`;
}
