import { type Demand, RECORD_CLASSES, type RecordClass } from '@commonkey/exposure';
import { addDays, type PlainDate } from '@commonkey/program';
import type { RequestClass } from '../../store/tables/requests.ts';
import type { AskedDays } from './days.ts';

/** What a scope must look for before anything is said of a kind of records. The other kinds have nothing here that could be counted. */
const LOOKED_FOR: Readonly<Partial<Record<RequestClass, readonly RecordClass[]>>> = {
  applications: ['application', 'contact'],
  papers: ['papers'],
  pictures: ['pictures'],
  cards: ['card-record'],
};

/** Kinds of which this service cannot tell whether there are any: what cannot be looked for is undetermined, and never nothing. */
export const notKeptHere = (classes: readonly RequestClass[]): RequestClass[] =>
  classes.filter((one) => LOOKED_FOR[one] === undefined);

/** What a scope has to look for, for these kinds. */
export const lookedForOf = (classes: readonly RequestClass[]): RecordClass[] => [
  ...new Set(classes.flatMap((one) => LOOKED_FOR[one] ?? [])),
];

export const recordsOf = ({ records }: Demand['items'][number]): readonly RecordClass[] =>
  records === 'all' ? RECORD_CLASSES : records;

/** Kinds that a request is about and its scope does not look for, or not for all of it. */
export function notLookedFor(
  classes: readonly RequestClass[],
  { items }: Pick<Demand, 'items'>,
): RequestClass[] {
  const looked = new Set(items.flatMap(recordsOf));
  return classes.filter((one) => LOOKED_FOR[one]?.some((kind) => !looked.has(kind)));
}

/** Before and after all days that a program could know of. */
const FIRST: PlainDate = '0001-01-01';
const LAST: PlainDate = '9999-12-31';
type Span = { from: PlainDate; until: PlainDate };

/** The days that one item looks at: all of its clauses about days at once. */
const daysOf = ({ subjects }: Demand['items'][number]): Span =>
  subjects.reduce<Span>(
    (span, clause) =>
      'is' in clause
        ? span
        : {
            from: (clause.from ?? FIRST) > span.from ? (clause.from ?? FIRST) : span.from,
            until: (clause.until ?? LAST) < span.until ? (clause.until ?? LAST) : span.until,
          },
    { from: FIRST, until: LAST },
  );

/** Whether spans, taken together, leave out no day of another. */
function cover(spans: readonly Span[], { from, until }: Span): boolean {
  let next = from;
  for (const span of [...spans].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (span.from > next) return false;
    if (span.until >= until) return true;
    if (span.until >= next) next = addDays(span.until, 1);
  }
  return false;
}

/** Kinds that a request is about and its scope does not look for on every day that the request asks about. */
export function daysLeftOut(
  classes: readonly RequestClass[],
  { items }: Pick<Demand, 'items'>,
  { from, until }: AskedDays,
): RequestClass[] {
  const asked = { from: from ?? FIRST, until: until ?? LAST };
  const spansOf = (kind: RecordClass) => items.filter((item) => recordsOf(item).includes(kind)).map(daysOf);
  return classes.filter((one) => LOOKED_FOR[one]?.some((kind) => !cover(spansOf(kind), asked)));
}
