import { tidyName } from './tidy-name.ts';

export { tidyName };

export type NameFault = 'name-missing' | 'name-too-long' | 'name-not-latin' | 'name-odd-sign';

/** Longest name line a card carries, in letters as a reader counts them. */
export const NAME_LETTERS = 60;

/** Half rings, turned commas and primes stand for letters that Latin has none for: ʻokina, ʿayn, hamza, the soft sign. */
const LATIN_LETTERS = String.raw`\p{Script=Latin}\u02b9-\u02c1`;
const LATIN = new RegExp(String.raw`^[${LATIN_LETTERS}\p{M}\p{Zs}'‘’.,\-‐·]+$`, 'u');
/** Beside what Latin has: marks within names of Hebrew, Arabic, Armenian, Japanese, Chinese, Tibetan and Ethiopic. */
const ANY_SCRIPT = /^[\p{L}\p{M}\p{Zs}\p{Nl}'‘’.,\-‐·׳״־،՚֊・゠･‧་፡\u200c\u200d]+$/u;
const BEYOND_LATIN = new RegExp(String.raw`(?![${LATIN_LETTERS}])\p{L}`, 'u');

/** Letters as people count them: a base with its marks is one. */
export function letters(text: string): number {
  return [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].length;
}

/** @param most the line's letters: a card's unless said, as a paper may carry a longer name than a card */
export function nameFault(typed: string, script: 'latin' | 'any', most = NAME_LETTERS): NameFault | null {
  const name = tidyName(typed);
  if (name === '' || !/\p{L}/u.test(name)) return 'name-missing';
  if (letters(name) > most) return 'name-too-long';
  if (script === 'latin' && !LATIN.test(name))
    return BEYOND_LATIN.test(name) ? 'name-not-latin' : 'name-odd-sign';
  if (script === 'any' && !ANY_SCRIPT.test(name)) return 'name-odd-sign';
  return null;
}
