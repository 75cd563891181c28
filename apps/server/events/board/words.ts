import { type Catalogues, type Speak, speaker } from '@commonkey/words';
import { cataloguesBeside } from '../../ui/catalogues.ts';
import { words as houseWords } from '../../ui/words.ts';

/** What somebody who waits reads: the board, their own ticket, and why a code opens nothing. */
export const words: Catalogues = cataloguesBeside(import.meta.url);

const speakers = new Map<string, Speak>();

/** A board speaks several languages in one page, and a ticket the one of whoever gets it. */
export function speakBoard(language: string): Speak {
  const known =
    speakers.get(language) ?? speaker(language, houseWords[language] ?? {}, words[language] ?? {});
  speakers.set(language, known);
  return known;
}
