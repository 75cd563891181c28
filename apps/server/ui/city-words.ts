import { type Program, programWords } from '@commonkey/program';
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
  const say =
    known.get(has) ?? speaker(has, programWords[has] ?? programWords.en ?? {}, program.words[has] ?? {});
  known.set(has, say);
  return say;
}

/** A day as people of that language write it. */
export function longDay(language: string, day: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${day}T00:00:00Z`),
  );
}
