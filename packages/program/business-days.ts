import { isBusinessDay } from './calendar.ts';
import { addDays } from './plain-date.ts';
import type { CityCalendar, PlainDate } from './types.ts';

/** A city's calendar as deadlines need it. Without one, Saturdays and Sundays are the only days off that are known. */
export type WorkCalendar = Pick<CityCalendar, 'holidays' | 'through'> | null;

const offDays = (calendar: WorkCalendar): readonly PlainDate[] => calendar?.holidays ?? [];

/**
 * The day that is so many business days later. The day itself does not count; with none to count it is the answer. A holiday
 * that nobody told us of would make the true day later, never earlier: whoever keeps the day given here is in time.
 */
export function businessDaysAfter(day: PlainDate, count: number, calendar: WorkCalendar = null): PlainDate {
  const holidays = offDays(calendar);
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, 1);
    if (isBusinessDay(at, holidays)) left -= 1;
  }
  return at;
}

/** The day itself if it is a business day, else the nearest one before it. */
export function businessDayUpTo(day: PlainDate, calendar: WorkCalendar = null): PlainDate {
  return roll(day, -1, calendar);
}

/** The day itself if it is a business day, else the nearest one after it. */
export function businessDayFrom(day: PlainDate, calendar: WorkCalendar = null): PlainDate {
  return roll(day, 1, calendar);
}

function roll(day: PlainDate, step: 1 | -1, calendar: WorkCalendar): PlainDate {
  const holidays = offDays(calendar);
  let at = day;
  while (!isBusinessDay(at, holidays)) at = addDays(at, step);
  return at;
}

/** Whether the list of holidays is known to be whole up to a day. */
export const isCalendarKnown = (calendar: WorkCalendar, through: PlainDate): boolean =>
  calendar !== null && through <= calendar.through;
