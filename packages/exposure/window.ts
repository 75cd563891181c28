import type { PlainDate } from '@commonkey/program';
import { type DayNumber, dateOf, dayNumber, monthIndex, monthStart } from './day-number.ts';

export const MONTHS_BACK = 36;
export const MONTHS_AHEAD = 120;

/** The months a forecast tells of. */
export type Window = {
  /** YYYY-MM, in order. */
  readonly months: readonly string[];
  /** First day of each month, and the day after the last one. */
  readonly starts: readonly DayNumber[];
  /** Place in `months` of the month that was asked from. */
  readonly now: number;
};

export function windowAround(on: PlainDate): Window {
  const first = monthIndex(dayNumber(on)) - MONTHS_BACK;
  const count = MONTHS_BACK + 1 + MONTHS_AHEAD;
  const starts = Array.from({ length: count + 1 }, (_, month) => monthStart(first + month));
  return {
    months: starts.slice(0, -1).map((day) => dateOf(day).slice(0, 7)),
    starts,
    now: MONTHS_BACK,
  };
}
