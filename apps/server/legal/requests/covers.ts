import { type Demand, RECORD_CLASSES, type RecordClass } from '@commonkey/exposure';
import type { RequestClass } from '../../store/tables/requests.ts';

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
