import type {
  Adversary,
  Between,
  Clausal,
  Clause,
  Demand,
  ItemAnswer,
  Outcome,
  Row,
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

/** Least and most over the scenarios, as one text. */
export type Range = (of: (item: ItemAnswer) => number) => string;

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

const numbers = (language: string) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 0, useGrouping: 'always' });

export function rangeOf(found: readonly ItemAnswer[], language: string): Range {
  const format = numbers(language);
  return (of) => {
    const values = found.map(of);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return least === most ? format.format(least) : `${format.format(least)}–${format.format(most)}`;
  };
}

function itemLines(
  found: readonly ItemAnswer[],
  subjects: readonly Clause[],
  say: Speak,
  language: string,
): string[] {
  const format = numbers(language);
  const range = rangeOf(found, language);
  const [first] = found;
  if (!first) return [];
  return [
    ...sentence(found, range, say).map((line) => `   ${line}`),
    '',
    `   ${say('exposure.clauses', { known: range(({ known }) => known) })}`,
    ...subjects.flatMap((clause, place) => clauseLines(clause, place, first, range, say)),
    '',
    `   ${say('exposure.rows')} (${say('exposure.asked')})`,
    ...table(found, say, format),
    ...(first.undescribed.length > 0
      ? [`   ${say('exposure.undescribed', { holds: first.undescribed.join(', ') })}`]
      : []),
  ];
}

export function sentence(found: readonly ItemAnswer[], range: Range, say: Speak): string[] {
  const all = ({ producible: { yes, reading, unknown } }: ItemAnswer) => yes + reading + unknown;
  if (found.every((item) => all(item) === 0)) return [say('exposure.none')];
  const some = (of: (item: ItemAnswer) => number, key: string) =>
    found.some((item) => of(item) > 0) ? [say(key, { people: range(of) })] : [];
  const handed = found.some(({ rows }) => rows.some(({ asked, reach }) => asked && reach === 'hands'));
  const kinds = [...new Set(found.flatMap((item) => item.documents.uncounted))];
  const dated = found.flatMap(({ ends }) => (ends.first && ends.last ? [ends] : []));
  const first = dated.map((one) => one.first ?? '').sort()[0];
  const last = dated
    .map((one) => one.last ?? '')
    .sort()
    .at(-1);
  const endless = found.some(({ ends }) => ends.endless > 0);
  return [
    say(handed ? 'exposure.some' : 'exposure.taken', { people: range(all) }),
    ...some(({ documents: { atLeast } }) => atLeast, 'exposure.documents'),
    ...(kinds.length > 0 ? [say('exposure.uncounted', { holds: kinds.join(', ') })] : []),
    ...some(({ producible }) => producible.yes, 'exposure.yes'),
    ...some(({ producible }) => producible.reading, 'exposure.reading'),
    ...some(({ producible }) => producible.unknown, 'exposure.unknown'),
    ...some(({ ends }) => ends.endless, 'exposure.endless'),
    ...(first && last ? [say(endless ? 'exposure.ends' : 'exposure.all-ends', { first, last })] : []),
  ];
}

function clauseLines(clause: Clause, place: number, first: ItemAnswer, range: Range, say: Speak): string[] {
  const found = first.clauses[place];
  if (!found) return [];
  const name =
    'is' in clause
      ? say('exposure.clause.other', { field: clause.field, is: clause.is })
      : say('exposure.clause.applied', { from: clause.from ?? 'open', until: clause.until ?? 'open' });
  const told = (['yes', 'no', 'reading', 'unknown'] as const).filter((one) => (found.people[one] ?? 0) > 0);
  const parts = told.map((one) =>
    say(`exposure.told.${one}`, {
      people: range((item) => item.clauses[place]?.people[one] ?? 0),
      told: found.told.join(', '),
    }),
  );
  return [`     ${name}: ${parts.join('; ')}`, ...routeLines(found, say)];
}

function routeLines({ people, routes }: Clausal, say: Speak): string[] {
  if (people.unknown === 0) return [];
  if (routes.length === 0) return [`       ${say('exposure.no-route')}`];
  return routes.map(
    ({ series, holds, people: n }) => `       ${say('exposure.route', { series, holds, people: n })}`,
  );
}

function table(found: readonly ItemAnswer[], say: Speak, format: Intl.NumberFormat): string[] {
  const heads = ['series', 'holds', 'people', 'documents', 'ends', 'reach'].map((name) =>
    say(`exposure.column.${name}`),
  );
  const [first] = found;
  const rows = [...(first?.rows ?? [])].sort((a, b) => Number(b.asked) - Number(a.asked));
  return columns([heads, ...rows.map((row) => rowOf(row, found, say, format))]).map((line) => `     ${line}`);
}

function rowOf(row: Row, found: readonly ItemAnswer[], say: Speak, format: Intl.NumberFormat): string[] {
  const same = found.flatMap(({ rows }) =>
    rows.filter((one) => one.series === row.series && one.channel === row.channel && one.holds === row.holds),
  );
  const range = (of: (one: Row) => number) => {
    const values = same.map(of);
    const [least, most] = [Math.min(...values), Math.max(...values)];
    return least === most ? format.format(least) : `${format.format(least)}–${format.format(most)}`;
  };
  const last =
    same
      .map(({ ends }) => ends.last ?? '')
      .sort()
      .at(-1) ?? '';
  const endless = same.some(({ ends }) => ends.endless > 0);
  return [
    `${row.asked ? '* ' : '  '}${row.series}`,
    row.holds,
    range(({ people: { yes, reading, unknown } }) => yes + reading + unknown),
    row.documents === null ? say('exposure.not-counted') : range(({ documents }) => documents ?? 0),
    [last, ...(endless ? [say('exposure.never')] : [])].filter((part) => part !== '').join(' / '),
    say(`exposure.reach.${row.reach}`),
  ];
}

/** Each lever beside the rules as they are, with what it gives and what it costs. */
function whatIfLines(found: readonly Outcome[], say: Speak, language: string): string[] {
  const format = numbers(language);
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
