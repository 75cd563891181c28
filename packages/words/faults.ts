import { IntlMessageFormat } from 'intl-messageformat';
import { sentencesOf } from './languages.ts';
import type { Catalogues } from './speaker.ts';

export type CatalogueFault = {
  code:
    | 'words-missing-key'
    | 'words-extra-key'
    | 'words-bad-pattern'
    /** Other values are filled in than in the reference, or other cases are told apart. */
    | 'words-other-values'
    /** A whole number from 0 to 100 has no form of its own although the language wants one (CLDR plural rules). */
    | 'words-plural-lacking';
  language: string;
  key: string;
};

type Elements = ReturnType<IntlMessageFormat['getAst']>;
type Options = Readonly<Record<string, { value: Elements }>>;

/**
 * Every key that some language lacks, has alone, cannot parse, or words with other values or too few plural forms.
 * `reference` is the language others are held against.
 */
export function catalogueFaults(catalogues: Catalogues, reference: string): CatalogueFault[] {
  const faults: CatalogueFault[] = [];
  const wanted = sentencesOf(catalogues[reference] ?? {});
  for (const [language, catalogue] of Object.entries(catalogues)) {
    const sentences = sentencesOf(catalogue);
    for (const key of Object.keys(wanted))
      if (!(key in sentences)) faults.push({ code: 'words-missing-key', language, key });
    for (const [key, pattern] of Object.entries(sentences)) {
      const meant = wanted[key];
      if (meant === undefined) faults.push({ code: 'words-extra-key', language, key });
      const elements = parse(pattern, language);
      if (!elements) {
        faults.push({ code: 'words-bad-pattern', language, key });
        continue;
      }
      const expected = meant === undefined ? undefined : parse(meant, reference);
      if (!hasPlurals(elements, language, expected ?? elements))
        faults.push({ code: 'words-plural-lacking', language, key });
      if (expected && valuesOf(expected) !== valuesOf(elements))
        faults.push({ code: 'words-other-values', language, key });
    }
  }
  return faults;
}

function parse(pattern: string, language: string): Elements | undefined {
  try {
    return new IntlMessageFormat(pattern, language, undefined, { ignoreTag: true }).getAst();
  } catch {
    return undefined;
  }
}

type Choice = { name: string; options: Options; plural: boolean };

/** Names filled in anywhere, and each place that chooses between words. */
function walk(elements: Elements, names: Set<string>, choices: Choice[]): void {
  for (const element of elements) {
    if (!('value' in element) || typeof element.value !== 'string') continue;
    const isText = element.type === 0;
    if (!isText) names.add(element.value);
    if (!('options' in element)) continue;
    choices.push({ name: element.value, options: element.options, plural: 'pluralType' in element });
    for (const { value } of Object.values(element.options)) walk(value, names, choices);
  }
}

function choicesIn(elements: Elements): Choice[] {
  const choices: Choice[] = [];
  walk(elements, new Set(), choices);
  return choices;
}

/** Is there a word for every small number, wherever the reference itself words one thing otherwise than many? */
function hasPlurals(elements: Elements, language: string, reference: Elements): boolean {
  const bends = new Set(choicesIn(reference).flatMap((choice) => (isBent(choice) ? [choice.name] : [])));
  const rules = new Intl.PluralRules(language);
  const numbers = Array.from({ length: 101 }, (_, n) => n);
  return choicesIn(elements)
    .filter((choice) => choice.plural && (bends.has(choice.name) || isBent(choice)))
    .every(({ options }) => numbers.every((n) => `=${n}` in options || rules.select(n) in options));
}

function isBent({ plural, options }: Choice): boolean {
  return plural && Object.keys(options).some((option) => !option.startsWith('=') && option !== 'other');
}

/** Values and the cases of each `select`, as text to compare. How a plural is formed is each language's own affair. */
function valuesOf(elements: Elements): string {
  const names = new Set<string>();
  const choices: Choice[] = [];
  walk(elements, names, choices);
  const cases = choices
    .filter(({ plural }) => !plural)
    .map(({ name, options }) => `${name}: ${Object.keys(options).sort().join(' ')}`);
  return [...[...names].sort(), ...[...new Set(cases)].sort()].join('\n');
}
