import { IntlMessageFormat } from 'intl-messageformat';
import type { Catalogue } from './speaker.ts';
import type { Compiled, CompiledWords, Piece } from './spoken.ts';

/** The parts of ICU MessageFormat that pages word by themselves. Numbers of the parser's own element types. */
const TYPE = { literal: 0, argument: 1, select: 5, plural: 6, pound: 7 } as const;

type Element = ReturnType<IntlMessageFormat['getAst']>[number];

/** Sentences with their grammar worked out, so that a page can word them without carrying a parser. */
export function compiled(catalogue: Catalogue, language: string): CompiledWords {
  return Object.fromEntries(
    Object.entries(catalogue)
      .filter(([key]) => !key.startsWith('$'))
      .map(([key, pattern]) => {
        const format = new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true });
        return [key, sentence(format.getAst())];
      }),
  );
}

function sentence(elements: readonly Element[]): Compiled {
  const [only] = elements;
  if (only === undefined) return '';
  if (elements.length === 1 && only.type === TYPE.literal) return only.value;
  return elements.map(piece);
}

/** @throws TypeError for an ICU part that the page could not word: a test compiles every sentence there is */
function piece(element: Element): Piece {
  if (element.type === TYPE.literal) return element.value;
  if (element.type === TYPE.argument) return { v: element.value };
  if (element.type === TYPE.pound) return { n: 1 };
  const isChoice = element.type === TYPE.select || element.type === TYPE.plural;
  const isPlain = !('pluralType' in element) || (element.pluralType === 'cardinal' && element.offset === 0);
  if (!isChoice || !isPlain) throw new TypeError('not worded on a page');
  const options = Object.entries(element.options).map(([name, { value }]) => [name, sentence(value)]);
  const by = Object.fromEntries(options) as Record<string, Compiled>;
  return element.type === TYPE.select ? { v: element.value, by } : { v: element.value, many: by };
}
