import type { Speak } from '@commonkey/words';
import type { Clause } from '../demand/schema.ts';
import { isDeclared } from '../demand/vocabulary.ts';
import type { ItemAnswer } from './answer.ts';
import { type Range, rangeOf, rangeText, wholeNumbers } from './range.ts';
import type { Row } from './rows.ts';
import { SINGLING_BOUND } from './singling.ts';
import type { WhenItEnds } from './span.ts';
import { spokenPapers } from './spoken-papers.ts';
import { spokenRest } from './spoken-rest.ts';

/**
 * The answer to one item in sentences, the first of which stands for all of them. `found`: of each scenario. `say` must know
 * `exposureWords`.
 */
export function spokenAnswer(found: readonly ItemAnswer[], range: Range, say: Speak): string[] {
  const all = ({ producible: { yes, reading, unknown } }: ItemAnswer) => yes + reading + unknown;
  const there = ({ rows }: ItemAnswer) =>
    Math.max(
      0,
      ...rows
        .filter(({ asked }) => asked)
        .map(({ people: { yes, reading, unknown } }) => yes + reading + unknown),
    );
  // What nobody can read this way is there all the same: "nothing is held" would be false of it.
  if (found.every((item) => all(item) === 0))
    return [
      found.some((item) => there(item) > 0)
        ? say('exposure.unread', { people: range(there) })
        : say('exposure.none'),
      ...spokenRest(found, range, say),
    ];
  const some = (of: (item: ItemAnswer) => number, key: string) =>
    found.some((item) => of(item) > 0) ? [say(key, { people: range(of), all: range(all) })] : [];
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
    ...spokenPapers(found, range, say),
    ...(kinds.length > 0 ? [say('exposure.uncounted', { holds: kinds.join(', ') })] : []),
    ...some(({ producible }) => producible.yes, 'exposure.yes'),
    ...some(({ producible }) => producible.reading, 'exposure.reading'),
    ...some(({ producible }) => producible.unknown, 'exposure.unknown'),
    ...(found.some(({ atLeast }) => atLeast) ? [say('exposure.at-least')] : []),
    ...some(({ ends }) => ends.endless, 'exposure.endless'),
    ...some(({ ends }) => ends.held, 'exposure.held'),
    ...some(({ ends }) => ends.uncertified, 'exposure.uncertified'),
    ...(first && last ? [say(endless ? 'exposure.ends' : 'exposure.all-ends', { first, last })] : []),
    ...spokenRest(found, range, say),
  ];
}

export type SpokenClause = {
  readonly name: string;
  readonly told: readonly string[];
  readonly routes: readonly string[];
};

/** One clause: how far it can be answered, and what still leans to it where it cannot. */
export function spokenClause(
  clause: Clause,
  place: number,
  found: readonly ItemAnswer[],
  say: Speak,
  language: string,
): SpokenClause {
  const range = rangeOf(found, language);
  const name =
    'is' in clause
      ? say('exposure.clause.other', { field: clause.field, is: clause.is })
      : say('exposure.clause.applied', { from: clause.from ?? 'open', until: clause.until ?? 'open' });
  const first = found[0]?.clauses[place];
  if (!first) return { name, told: [], routes: [] };
  const told = (['yes', 'no', 'reading', 'unknown'] as const).filter((one) =>
    found.some(({ clauses }) => (clauses[place]?.people[one] ?? 0) > 0),
  );
  if (told.length === 0) return { name, told: [say('exposure.told.nobody')], routes: [] };
  const declared = isDeclared(clause.field);
  return {
    name,
    told: told.map((one) =>
      say(one === 'reading' && !declared ? 'exposure.told.undeclared' : `exposure.told.${one}`, {
        people: range((item) => item.clauses[place]?.people[one] ?? 0),
        told: first.told.join(', '),
      }),
    ),
    routes: first.people.unknown === 0 ? [] : routesOf(first.routes, { declared, say, language }),
  };
}

function routesOf(
  routes: ItemAnswer['clauses'][number]['routes'],
  { declared, say, language }: { declared: boolean; say: Speak; language: string },
): string[] {
  if (routes.length === 0) return [say(declared ? 'exposure.no-route' : 'exposure.no-route-undeclared')];
  const number = wholeNumbers(language);
  return routes.map(({ series, holds, people, few, score }) =>
    [
      say('exposure.route', { series, holds, people: number.format(people) }),
      say(few === 0 ? 'exposure.singles-none' : 'exposure.singles', {
        few: number.format(few),
        score: shareText(score, say, language),
      }),
      ...(score > SINGLING_BOUND
        ? [say('exposure.singles-much', { bound: percent(SINGLING_BOUND, language) })]
        : []),
    ].join(' '),
  );
}

const percent = (share: number, language: string): string =>
  new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(share);

/** A share that is there is never rounded to none. */
const shareText = (share: number, say: Speak, language: string): string =>
  share > 0 && share < 0.001
    ? say('exposure.share-below', { share: percent(0.001, language) })
    : say('exposure.share', { share: percent(share, language) });

export const ROW_HEADS = ['series', 'holds', 'way', 'form', 'people', 'documents', 'ends', 'reach'] as const;

/** The cells of one row, in the order of `ROW_HEADS`. What is asked for comes first in a list of rows. */
export function spokenRow(row: Row, found: readonly ItemAnswer[], say: Speak, language: string): string[] {
  const same = found.flatMap(({ rows }) =>
    rows.filter(
      (one) =>
        one.series === row.series &&
        one.channel === row.channel &&
        one.holds === row.holds &&
        one.form === row.form,
    ),
  );
  const range = (of: (one: Row) => number) => rangeText(same.map(of), language);
  const last =
    same
      .map(({ ends }) => ends.last ?? '')
      .sort()
      .at(-1) ?? '';
  const people = range(({ people: { yes, reading, unknown } }) => yes + reading + unknown);
  return [
    row.series,
    row.holds,
    say(`exposure.way.${row.channel}`),
    say(`exposure.form-short.${row.form}`),
    row.atLeast ? say('exposure.least', { people }) : people,
    row.documents === null ? say('exposure.not-counted') : range(({ documents }) => documents ?? 0),
    endText(
      same.map(({ ends }) => ends),
      last,
      say,
    ),
    say(`exposure.reach.${row.reach}`),
  ];
}

/** The last day of what has one, and what has none. */
export function endText(all: readonly WhenItEnds[], last: string, say: Speak): string {
  const some = (of: (one: WhenItEnds) => number, key: string) =>
    all.some((one) => of(one) > 0) ? [say(key)] : [];
  return [
    ...(last === '' ? [] : [last]),
    ...some(({ endless }) => endless, 'exposure.never'),
    ...some(({ held }) => held, 'exposure.on-hold'),
    ...some(({ uncertified }) => uncertified, 'exposure.uncertified-short'),
  ].join(' / ');
}

/** What is asked for first. */
export const inOrder = (rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => Number(b.asked) - Number(a.asked));
