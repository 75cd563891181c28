import { createHash } from 'node:crypto';
import { askedQuestion, type QuestionName } from './list.ts';
import { SIGNED_LANGUAGES, wordingOf } from './wording.ts';

type Words = (name: QuestionName, language: string) => readonly (readonly [string, string])[];

const known = new Map<QuestionName, string>();

/** What is signed for: a question that changes in any of it, the words that are read included, is a new one. SHA-256, hexadecimal. */
export function digestOf(name: QuestionName): string {
  const digest = known.get(name) ?? digestWith(name, wordingOf);
  known.set(name, digest);
  return digest;
}

export function digestWith(name: QuestionName, words: Words): string {
  const { why, basis, places, optional = false, fields } = askedQuestion(name);
  const read = SIGNED_LANGUAGES.map((language) => [language, words(name, language)]);
  const said = JSON.stringify([name, why, basis, [...places].sort(), optional, [...fields].sort(), read]);
  return createHash('sha256').update(said).digest('hex');
}
