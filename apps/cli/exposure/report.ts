import {
  type Adversary,
  type Between,
  type Clause,
  type Demand,
  type ItemAnswer,
  inOrder,
  type Outcome,
  ROW_HEADS,
  type Row,
  rangeOf,
  spokenAnswer,
  spokenClause,
  spokenRow,
  wholeNumbers,
} from '@commonkey/exposure';
import type { PlainDate, Program } from '@commonkey/program';
import type { Speak } from '@commonkey/words';
import { columns } from './columns.ts';

export type ScenarioAnswer = { readonly scenario: string; readonly items: readonly ItemAnswer[] };
/** Answers, of what and of when, and what else they rest on. */
export type Found = {
  rules: Program;
  at: PlainDate;
  source: 'volumes' | 'database';
  answers: readonly ScenarioAnswer[];
  whatIf?: readonly Outcome[];
  restsOn: Readonly<Record<string, unknown>>;
};
export type Report = Found & { demand: Demand; adversary: Adversary; say: Speak; language: string };

/** What a demand would get, as text: the sentence first, then whether it can be answered, then what there is. */
export function report({
  demand,
  rules,
  at,
  source,
  adversary,
  answers,
  whatIf,
  say,
  language,
}: Report): string {
  const { type, served, returns } = demand.instrument;
  return [
    say('exposure.head', { demand: demand.id, instrument: type, served, returns: returns ?? 'none' }),
    say('exposure.under', { at, program: rules.id, version: rules.version, adversary }),
    say('exposure.privileged'),
    ...demand.items.flatMap((item, place) => {
      const found = answers.flatMap(({ items }) => items[place] ?? []);
      return [
        '',
        say('exposure.item', { n: place + 1, words: item.words }),
        '',
        ...itemLines(found, item.subjects, say, language),
      ];
    }),
    ...(whatIf ? ['', ...whatIfLines(whatIf, say, language)] : []),
    '',
    say(`exposure.basis.${source}`),
  ].join('\n');
}

function itemLines(
  found: readonly ItemAnswer[],
  subjects: readonly Clause[],
  say: Speak,
  language: string,
): string[] {
  const range = rangeOf(found, language);
  const [first] = found;
  if (!first) return [];
  return [
    ...spokenAnswer(found, range, say).map((line) => `   ${line}`),
    '',
    `   ${say('exposure.clauses', { known: range(({ known }) => known) })}`,
    ...subjects.flatMap((clause, place) => {
      const { name, told, routes } = spokenClause(clause, place, found, say, language);
      return [`     ${name}: ${told.join('; ')}`, ...routes.map((route) => `       ${route}`)];
    }),
    '',
    `   ${say('exposure.rows')} (* ${say('exposure.asked')})`,
    ...table(first.rows, found, say, language),
    ...(first.undescribed.length > 0
      ? [`   ${say('exposure.undescribed', { holds: first.undescribed.join(', ') })}`]
      : []),
  ];
}

function table(rows: readonly Row[], found: readonly ItemAnswer[], say: Speak, language: string): string[] {
  const heads = ROW_HEADS.map((name) => say(`exposure.column.${name}`));
  const cells = inOrder(rows).map((row) => {
    const [series = '', ...others] = spokenRow(row, found, say, language);
    return [`${row.asked ? '* ' : '  '}${series}`, ...others];
  });
  return columns([heads, ...cells]).map((line) => `     ${line}`);
}

/** Each lever beside the rules as they are, with what it gives and what it costs. */
function whatIfLines(found: readonly Outcome[], say: Speak, language: string): string[] {
  const format = wholeNumbers(language);
  const text = ({ least, most }: Between) =>
    least === most ? format.format(least) : `${format.format(least)}–${format.format(most)}`;
  const heads = ['lever', 'people', 'document-days', 'at-desks', 'desk-hours'];
  const rows = found.map((one) => [
    one.name,
    text(one.people),
    text(one.documentDays),
    format.format(one.atDesks),
    one.deskHours === null ? say('exposure.not-counted') : format.format(one.deskHours),
  ]);
  return [
    say('exposure.what-if'),
    ...columns([heads.map((head) => say(`exposure.lever.${head}`)), ...rows]).map((line) => `  ${line}`),
    ...(found.some(({ deskHours }) => deskHours === null) ? [say('exposure.desk-unknown')] : []),
  ];
}
