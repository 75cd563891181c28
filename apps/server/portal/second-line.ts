import { nameFault } from '@commonkey/card/typed/name.ts';
import { SECOND_LANGUAGES } from '@commonkey/card/typed/second-languages.ts';
import type { Program } from '@commonkey/program';

const SCRIPTS: readonly { script: RegExp; codes: readonly string[] }[] = [
  { script: /^[\p{Script=Arabic}\P{L}]+$/u, codes: ['ar', 'fa', 'ur'] },
  { script: /^[\p{Script=Cyrillic}\P{L}]+$/u, codes: ['be', 'bg', 'ru', 'sr', 'uk'] },
  { script: /^[\p{Script=Han}\P{L}]+$/u, codes: ['zh'] },
  { script: /^[\p{Script=Greek}\P{L}]+$/u, codes: ['el'] },
];

/**
 * Languages in whose letters a card of this program can carry this name on its second line; none where the program has no
 * such line, or the name is in Latin letters, or in letters that the card's typefaces lack.
 */
export function languagesFor(program: Program, name: string | undefined): typeof SECOND_LANGUAGES {
  if (!program.card.secondScript || name === undefined || nameFault(name, 'any') !== null) return [];
  const codes = SCRIPTS.find(({ script }) => script.test(name))?.codes ?? [];
  return /\p{L}/u.test(name) ? SECOND_LANGUAGES.filter(({ code }) => codes.includes(code)) : [];
}
