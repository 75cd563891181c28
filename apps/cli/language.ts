import { type Catalogues, Fault } from '@commonkey/words';

/**
 * The language that was asked for, English where none was: of a language that is not there nobody is answered in another.
 * @param words the sentences of the command, by language
 * @param code the command's own of a language that it does not have, with {language, known}
 */
export function askedLanguage<Code extends string>(
  asked: string | undefined,
  words: Catalogues,
  code: Code,
): string {
  if (asked === undefined) return 'en';
  if (Object.hasOwn(words, asked)) return asked;
  throw new Fault<Code>(code, { language: asked, known: Object.keys(words).join(', ') });
}
