import { addDays, type PlainDate } from '@commonkey/program';

/** As in `2026-H2`. */
export type HalfYear = string;

export const isHalfYear = (text: string): boolean => /^[0-9]{4}-H[12]$/.test(text);

export const halfYearOf = (day: PlainDate): HalfYear =>
  `${day.slice(0, 4)}-H${day.slice(5, 7) < '07' ? 1 : 2}`;

/** First and last day, both of it. */
export function daysOf(period: HalfYear): { from: PlainDate; until: PlainDate } {
  const year = period.slice(0, 4);
  return period.endsWith('1')
    ? { from: `${year}-01-01`, until: `${year}-06-30` }
    : { from: `${year}-07-01`, until: `${year}-12-31` };
}

/** The last one that is over on a day. */
export const lastOver = (on: PlainDate): HalfYear => halfYearOf(addDays(daysOf(halfYearOf(on)).from, -1));
