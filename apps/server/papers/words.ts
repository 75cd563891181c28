import type { Program } from '@commonkey/program';
import { residentWords } from '@commonkey/program/resident-words.ts';
import { type Catalogue, type Catalogues, type Speak, speaker } from '@commonkey/words';
import { compiled } from '@commonkey/words/compiled.ts';
import type { CompiledWords } from '@commonkey/words/spoken.ts';
import { cataloguesBeside } from '../ui/catalogues.ts';
import { words as uiWords } from '../ui/words.ts';

export const words: Catalogues = cataloguesBeside(import.meta.url);

const OF_THE_CITY = ['paper', 'requirement', 'shows', 'attester', 'list', 'category'];
/** What an assessment can say is lacking or unusable; how the command line words an outcome stays at home. */
const OF_ASSESS = /^assess\.(needs-|too-|not-established|unusable\.|and$|or$|eligible$)/;

/** Everything the checker says in one language: small enough to travel inside the page, so that it works with no network. */
export function checkerWords(program: Pick<Program, 'city' | 'words'>, language: string): Catalogue {
  const city = program.words[language] ?? program.words[program.city.languages[0] ?? 'en'] ?? {};
  const ui = uiWords[language] ?? {};
  return {
    ...only(residentWords[language] ?? {}, (key) => OF_ASSESS.test(key)),
    ...only(city, (key) => OF_THE_CITY.includes(key.split('.')[0] ?? '')),
    ...only(ui, (key) => key === 'ui.problem' || key === 'ui.failed-title'),
    ...words[language],
  };
}

type Made = { say: Speak; compiled: CompiledWords };
const made = new WeakMap<object, Map<string, Made>>();

function wordsMade(program: Pick<Program, 'city' | 'words'>, language: string): Made {
  const known = made.get(program.words) ?? new Map<string, Made>();
  made.set(program.words, known);
  const found = known.get(language);
  if (found) return found;
  const catalogue = checkerWords(program, language);
  const fresh = { say: speaker(language, catalogue), compiled: compiled(catalogue, language) };
  known.set(language, fresh);
  return fresh;
}

/** For the server's own pages. */
export function checkerSpeaker(program: Pick<Program, 'city' | 'words'>, language: string): Speak {
  return wordsMade(program, language).say;
}

/** For the page that words them itself. */
export function checkerCompiled(program: Pick<Program, 'city' | 'words'>, language: string): CompiledWords {
  return wordsMade(program, language).compiled;
}

function only(catalogue: Catalogue, wanted: (key: string) => boolean): Catalogue {
  return Object.fromEntries(Object.entries(catalogue).filter(([key]) => wanted(key)));
}
