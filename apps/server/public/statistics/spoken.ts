import type { Speak } from '@commonkey/words';
import type { Quarter } from './quarter.ts';

/** Whole numbers in Western digits, as days are written. */
export const number = (language: string, value: number): string =>
  new Intl.NumberFormat(`${language}-u-nu-latn`, { useGrouping: 'always' }).format(value);

/** A count as a reader gets it; one that is not told says so, and never stands as nought. */
export const spokenCount = (
  value: number | null,
  { say, language }: { say: Speak; language: string },
): string => (value === null ? say('statistics.not-told') : number(language, value));

export function spokenQuarter(quarter: Quarter, say: Speak): string {
  const [year = '', part = ''] = quarter.split('-Q');
  return say('statistics.quarter', { year, part });
}

/** As a line of its own begins. */
export const capital = (text: string, language: string): string =>
  text.slice(0, 1).toLocaleUpperCase(language) + text.slice(1);
