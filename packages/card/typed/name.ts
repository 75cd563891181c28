export type NameFault = 'name-missing' | 'name-too-long' | 'name-not-latin' | 'name-odd-sign';

/** Longest name line a card carries, in letters as a reader counts them. */
export const NAME_LETTERS = 60;

const LATIN = /^[\p{Script=Latin}\p{M}\p{Zs}'’ʻʼ.\-‐·]+$/u;
const ANY_SCRIPT = /^[\p{L}\p{M}\p{Zs}\p{Nl}'’ʻʼ׳״.\-‐·・،\u200c\u200d]+$/u;

/** Letters as people count them: a base with its marks is one. */
export function letters(text: string): number {
  return [...new Intl.Segmenter('und', { granularity: 'grapheme' }).segment(text)].length;
}

/** As it will be printed: composed (NFC), single spaces, no ends of blank. Nothing else is changed, ever. */
export function tidyName(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
}

/** @param most the line's letters: a card's unless said, as a paper may carry a longer name than a card */
export function nameFault(typed: string, script: 'latin' | 'any', most = NAME_LETTERS): NameFault | null {
  const name = tidyName(typed);
  if (name === '' || !/\p{L}/u.test(name)) return 'name-missing';
  if (letters(name) > most) return 'name-too-long';
  if (script === 'latin' && !LATIN.test(name))
    return /\p{L}/u.test(name.replace(/\p{Script=Latin}/gu, '')) ? 'name-not-latin' : 'name-odd-sign';
  if (script === 'any' && !ANY_SCRIPT.test(name)) return 'name-odd-sign';
  return null;
}
