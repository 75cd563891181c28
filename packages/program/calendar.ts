import { addDays, addMonths, daysBetween } from './plain-date.ts';
import type { Commission, PlainDate } from './types.ts';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
export type Weekday = (typeof WEEKDAYS)[number];

/** 1 January 1970 was a Thursday. */
export function weekdayOf(day: PlainDate): Weekday {
  const place = (((daysBetween('1970-01-01', day) + 3) % 7) + 7) % 7;
  return WEEKDAYS[place] ?? 'monday';
}

/** Monday to Friday, and none of the holidays. */
export function isBusinessDay(day: PlainDate, holidays: readonly PlainDate[]): boolean {
  return !['saturday', 'sunday'].includes(weekdayOf(day)) && !holidays.includes(day);
}

/**
 * The last day on which something is still so many business days ahead: that many days back, counting business days
 * only. The day itself does not count; with none to count it is the answer.
 */
export function businessDaysBefore(
  day: PlainDate,
  count: number,
  holidays: readonly PlainDate[] = [],
): PlainDate {
  let at = day;
  for (let left = count; left > 0; ) {
    at = addDays(at, -1);
    if (isBusinessDay(at, holidays)) left -= 1;
  }
  return at;
}

/** A day on which a commission sits. */
export type Meeting = {
  on: PlainDate;
  /** What it shall take up has to be there on this day. */
  papersBy: PlainDate;
  /** The rule puts it on a holiday: ask the commission. */
  onHoliday: boolean;
};

/** The first regular meeting on a day or after it. */
export function nextMeeting(commission: Commission, from: PlainDate): Meeting {
  const meeting = meetingIn(commission, from);
  return meeting.on >= from ? meeting : meetingIn(commission, addMonths(firstOf(from), 1));
}

/** The first meeting for which papers that arrive on a day are still in time. */
export function meetingFor(commission: Commission, arriving: PlainDate): Meeting {
  let meeting = nextMeeting(commission, arriving);
  while (meeting.papersBy < arriving) meeting = nextMeeting(commission, addDays(meeting.on, 1));
  return meeting;
}

/** The meeting of the month in which a day lies. */
function meetingIn(
  { meets, businessDaysBefore: before, holidays = [] }: Commission,
  day: PlainDate,
): Meeting {
  const first = firstOf(day);
  const days = daysBetween(first, addMonths(first, 1));
  const sitting = Array.from({ length: days }, (_, n) => addDays(first, n)).filter(
    (one) => weekdayOf(one) === meets.weekday,
  );
  // Every month has each weekday four times at least.
  const on = sitting.at(meets.nth === 'last' ? -1 : meets.nth - 1) ?? first;
  return { on, papersBy: businessDaysBefore(on, before, holidays), onHoliday: holidays.includes(on) };
}

const firstOf = (day: PlainDate): PlainDate => `${day.slice(0, 8)}01`;
