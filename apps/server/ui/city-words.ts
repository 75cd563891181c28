import type { Program } from '@commonkey/program';
import { residentWords } from '@commonkey/program/resident-words.ts';
import { type Speak, speaker } from '@commonkey/words';

const made = new WeakMap<object, Map<string, Speak>>();

/**
 * Words for what the city's own rules name (papers, series, notices) and for what `@commonkey/program` answers. A language
 * that the city has no words in falls back to its first, whole: half a page in each would be worse.
 */
export function cityWords(program: Pick<Program, 'city' | 'words'>, language: string): Speak {
  const has = program.words[language] ? language : (program.city.languages[0] ?? 'en');
  const known = made.get(program.words) ?? new Map<string, Speak>();
  made.set(program.words, known);
  const say = known.get(has) ?? speaker(has, residentWords[has] ?? {}, program.words[has] ?? {});
  known.set(has, say);
  return say;
}
