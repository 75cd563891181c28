import { addDays, isPlainDate, type PlainDate } from '@commonkey/program';
import type { Dated } from '../../store/tables/demands.ts';
import type { DemandCode } from './errors.ts';
import type { DemandView } from './view.ts';

/** A paper that is answered here was not issued, and asks for nothing, so long before or after it came. */
const YEARS = 20;
/** Records are of people, who may have come long ago. */
const FIRST_ITEM_DAY = '1900-01-01';

const yearsFrom = (day: PlainDate, years: number): PlainDate => addDays(day, Math.round(years * 365.25));

/** A day of the paper, or of silence, that cannot be meant: a slip in the year. */
export const absurd = (day: PlainDate, today: PlainDate): boolean =>
  day < yearsFrom(today, -YEARS) || day > yearsFrom(today, YEARS);

/** The same of a day that an item speaks of. */
export const absurdOfItem = (day: PlainDate, today: PlainDate): boolean =>
  day < FIRST_ITEM_DAY || day > yearsFrom(today, YEARS);

type Days = Readonly<Record<Dated, PlainDate | null>> & { received: PlainDate | null };

/** Days of one paper that contradict each other, by the day that is to be put right. What cannot be read is left aside. */
export function contradictions(days: Days): Partial<Record<Dated, DemandCode>> {
  const { issued, service, return: answer, objection, received } = days;
  const after = (one: PlainDate | null, other: PlainDate | null): boolean =>
    one !== null && other !== null && isPlainDate(one) && isPlainDate(other) && one > other;
  return {
    ...((after(issued, service) || after(issued, received)) && { issued: 'demand-issued-late' }),
    ...(after(issued, answer) && { return: 'demand-return-early' }),
    ...(after(objection, answer) && { objection: 'demand-objection-late' }),
  };
}

/**
 * A day that is put right later, or of silence: what is wrong with it beside what stands there now.
 * @param asked.which undefined: it is none of the paper's own
 */
export function dayFault(
  { days, row }: Pick<DemandView, 'days' | 'row'>,
  { which, day }: { which: Dated | 'extension' | undefined; day: string },
  today: PlainDate,
): DemandCode | null {
  if (!isPlainDate(day)) return 'demand-day-missing';
  if (absurd(day, today)) return 'demand-day-absurd-here';
  if (which === undefined) return null;
  const put = which === 'extension' ? 'return' : which;
  return contradictions({ ...days, [put]: day, received: row.received_on })[put] ?? null;
}
