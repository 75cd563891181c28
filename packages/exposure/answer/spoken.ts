import type { Speak } from '@commonkey/words';
import type { Clause } from '../demand/schema.ts';
import { isDeclared, RECORD_CLASSES } from '../demand/vocabulary.ts';
import type { ItemAnswer } from './answer.ts';
import type { Clausal, Route } from './clausal.ts';
import { type Range, rangeOf, rangeText } from './range.ts';
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
  const there = ({ there: { yes, reading, unknown } }: ItemAnswer) => yes + reading + unknown;
  // What nobody can read this way is there all the same: "nothing is held" would be false of it.
  if (found.every((item) => all(item) === 0))
    return [
      found.some((item) => there(item) > 0)
        ? say('exposure.unread', { people: range(there) })
        : say('exposure.none', { kinds: kindsOf(found, say) }),
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

/** What was looked for and is not there. */
function kindsOf([first]: readonly ItemAnswer[], say: Speak): string {
  const asked = first === undefined || first.records === 'all' ? RECORD_CLASSES : first.records;
  return asked.map((one) => say(`exposure.class.${one}`)).join(', ');
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
  const all = found.flatMap(({ clauses }) => clauses[place] ?? []);
  const toldBy = [...new Set(all.flatMap((one) => one.told))].join(', ');
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
        told: toldBy,
      }),
    ),
    routes: all.some(({ people }) => people.unknown > 0)
      ? routesOf(all, { field: clause.field, say, language })
      : [],
  };
}

/** What leans to it in any of the scenarios: the most of each, so that nobody is told of less than there may be. */
function routesOf(
  all: readonly Clausal[],
  { field, say, language }: { field: string; say: Speak; language: string },
): string[] {
  const worst = new Map<string, Route[]>();
  for (const route of all.flatMap(({ routes }) => routes)) {
    const key = `${route.series} ${route.holds}`;
    worst.set(key, [...(worst.get(key) ?? []), route]);
  }
  if (worst.size === 0)
    return [say(isDeclared(field) ? 'exposure.no-route' : 'exposure.no-route-undeclared')];
  const lines = [...worst.values()].map((same) => {
    const [{ series, holds }] = same as [Route];
    const range = (of: (one: Route) => number) => rangeText(same.map(of), language);
    const score = Math.max(...same.map((one) => one.score));
    return [
      say('exposure.route', { series, holds, people: range(({ people }) => people) }),
      say(score === 0 ? 'exposure.singles-none' : 'exposure.singles', {
        few: range(({ few }) => few),
        score: shareText(score, say, language),
      }),
      ...(score > SINGLING_BOUND
        ? [say('exposure.singles-much', { bound: percent(SINGLING_BOUND, language) })]
        : []),
    ].join(' ');
  });
  return field === 'applied' ? [...lines, say('exposure.route-days')] : lines;
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
  // Where one scenario has nothing of it that is a nought, and the range begins there.
  const none = same.length < found.length ? [0] : [];
  const range = (of: (one: Row) => number) => rangeText([...none, ...same.map(of)], language);
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
    same.some(({ atLeast }) => atLeast) ? say('exposure.least', { people }) : people,
    same.some(({ documents }) => documents === null)
      ? say('exposure.not-counted')
      : range(({ documents }) => documents ?? 0),
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

/** Each line once, whichever scenario it is there in. */
export function rowsOver(found: readonly ItemAnswer[]): Row[] {
  const rows = new Map<string, Row>();
  for (const row of found.flatMap((item) => item.rows)) {
    const key = `${row.series} ${row.channel} ${row.holds} ${row.form}`;
    if (!rows.has(key)) rows.set(key, row);
  }
  return inOrder([...rows.values()]);
}
