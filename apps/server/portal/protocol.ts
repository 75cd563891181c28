import type { Program, RecordKind, Series } from '@commonkey/program';
import { cityWords } from '../ui/city-words.ts';
import type { Answers } from './answers.ts';

/**
 * Why each thing is asked: the sealed record that it goes into. That record's series in the program has the purpose, the legal
 * basis and the last day; a question without a line here does not compile (UX-07).
 */
export const PROTOCOL = {
  path: { goesInto: 'card', called: 'who' },
  name: { goesInto: 'card', called: 'name' },
  latinName: { goesInto: 'card', called: 'latin' },
  secondLanguage: { goesInto: 'card', called: 'second' },
  birthDate: { goesInto: 'card', called: 'birth' },
  emergencyContact: { goesInto: 'card', called: 'emergency' },
  home: { goesInto: 'card', called: 'home' },
  address: { goesInto: 'card', called: 'address' },
  careOf: { goesInto: 'card', called: 'care-of' },
  face: { goesInto: 'card', called: 'face' },
  pictures: { goesInto: 'papers', called: null },
  contact: { goesInto: 'contact', called: 'contact' },
} as const satisfies Record<keyof Answers, { goesInto: RecordKind; called: string | null }>;

export const ASKED_FOR = ['card', 'papers', 'contact'] as const;

/** Keys of the words for what goes into a record. */
export function askedFor(record: (typeof ASKED_FOR)[number]): string[] {
  return Object.values(PROTOCOL).flatMap(({ goesInto, called }) =>
    goesInto === record && called !== null ? [`apply.check.${called}`] : [],
  );
}

/** The legal basis of a record, in the reader's language where the city has worded it, and else as its rules have it (UX-07). */
export function basisOf(program: Pick<Program, 'city' | 'words'>, language: string, series: Series): string {
  const key = `series.${series.id}.basis`;
  const words = program.words[language] ?? program.words[program.city.languages[0] ?? 'en'];
  return words?.[key] === undefined ? series.basis : cityWords(program, language)(key);
}
