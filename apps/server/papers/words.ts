import { type Program, programWords } from '@commonkey/program';
import { type Catalogue, type Catalogues, type Speak, speaker } from '@commonkey/words';
import { cataloguesBeside } from '../ui/catalogues.ts';
import { words as uiWords } from '../ui/words.ts';

export const words: Catalogues = cataloguesBeside(import.meta.url);

const OF_THE_CITY = ['paper', 'requirement', 'shows', 'attester', 'list', 'category', 'unestablished'];

/** Everything the checker says in one language: small enough to travel inside the page, so that it works with no network. */
export function checkerWords(program: Pick<Program, 'city' | 'words'>, language: string): Catalogue {
  const city = program.words[language] ?? program.words[program.city.languages[0] ?? 'en'] ?? {};
  const ui = uiWords[language] ?? {};
  return {
    ...only({ ...programWords.en, ...programWords[language] }, (key) => key.startsWith('assess.')),
    ...only(city, (key) => OF_THE_CITY.includes(key.split('.')[0] ?? '')),
    ...only(ui, (key) => key === 'ui.problem' || key === 'ui.failed-title'),
    ...words[language],
  };
}

const made = new WeakMap<object, Map<string, Speak>>();

export function checkerSpeaker(program: Pick<Program, 'city' | 'words'>, language: string): Speak {
  const known = made.get(program.words) ?? new Map<string, Speak>();
  made.set(program.words, known);
  const say = known.get(language) ?? speaker(language, checkerWords(program, language));
  known.set(language, say);
  return say;
}

function only(catalogue: Catalogue, wanted: (key: string) => boolean): Catalogue {
  return Object.fromEntries(Object.entries(catalogue).filter(([key]) => wanted(key)));
}
