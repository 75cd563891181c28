import type { Catalogue, Catalogues } from '@commonkey/words';
import { IntlMessageFormat } from 'intl-messageformat';

/**
 * Languages that nobody speaks, made of the English sentences when a test runs: `en-XA` is accented and about 40 % longer,
 * as a German or a Polish page is; `ar-XB` has the same sentences in Arabic letters and runs right to left. What still
 * reads as English on such a page came from no catalogue.
 */
export const PSEUDO = ['en-XA', 'ar-XB'] as const;
type Pseudo = (typeof PSEUDO)[number];

const PLAIN = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const LETTERS: Readonly<Record<Pseudo, string>> = {
  'en-XA': 'àƀçđéƒĝĥîĵķļɱñôþɋŕšţûṽŵχýžÀƁÇĐÉƑĜĤÎĴĶĻṀÑÔÞǪŔŠŢÛṼŴΧÝŽ',
  'ar-XB': 'ابتدهفغحيجكلمنوپقرسطعثضخىزابتدهفغحيجكلمنوپقرسطعثضخىز',
};

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/** Adds both to each catalogue of a room. The room's pages then come in them too. */
export function addPseudo(...rooms: readonly Catalogues[]): void {
  for (const room of rooms)
    Object.assign(room, Object.fromEntries(PSEUDO.map((tag) => [tag, pseudoCatalogue(room.en ?? {}, tag)])));
}

export function pseudoCatalogue(english: Catalogue, tag: Pseudo): Catalogue {
  return Object.fromEntries(
    Object.entries(english).map(([key, pattern]) => [key, pseudoPattern(pattern, tag)]),
  );
}

export function pseudoPattern(pattern: string, tag: Pseudo): string {
  return printed(new IntlMessageFormat(pattern, 'en', undefined, { ignoreTag: true }).getAst(), tag);
}

function printed(elements: Elements, tag: Pseudo): string {
  return elements
    .map((element) => {
      if (!('value' in element)) return '#';
      if ('options' in element) {
        const kind = 'pluralType' in element ? 'plural' : 'select';
        const options = Object.entries(element.options).map(
          ([name, option]) => `${name} {${printed(option.value, tag)}}`,
        );
        return `{${element.value}, ${kind}, ${options.join(' ')}}`;
      }
      if (element.type !== 0) return `{${String(element.value)}}`;
      return disguised(String(element.value), tag).replace(/[{}]/g, "'$&'").replaceAll("'", "''");
    })
    .join('');
}

/** Each letter by another one; in `en-XA` each vowel twice. */
function disguised(text: string, tag: Pseudo): string {
  return [...text]
    .map((letter) => {
      const other = [...LETTERS[tag]][PLAIN.indexOf(letter)] ?? letter;
      return tag === 'en-XA' && /[aeiou]/i.test(letter) ? other + other.toLowerCase() : other;
    })
    .join('');
}
