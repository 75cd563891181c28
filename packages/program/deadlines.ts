import {
  businessDayFrom,
  businessDaysAfter,
  businessDayUpTo,
  isCalendarKnown,
  type WorkCalendar,
} from './business-days.ts';
import { businessDaysBefore } from './calendar.ts';
import { addDays, daysBetween } from './plain-date.ts';
import type { PlainDate } from './types.ts';

export const DEADLINE_KINDS = [
  'return-date',
  'objection',
  'hearing',
  'i9-inspection',
  'records-reply',
  'records-reply-extended',
  'records-reply-commercial',
  'review-answer',
  'hold-review',
  'certificate-filing',
  'commission-papers',
  'gag-expiry',
  'own-request-reply',
  'emergency-paper',
  'emergency-review',
] as const;
export type DeadlineKind = (typeof DEADLINE_KINDS)[number];

/** How a day is reached from the one that starts it. `business`: business days on (or back, where negative). */
export type Reckoning =
  | { unit: 'on-the-day' }
  /** `rolls`: a last day that is no business day becomes the next one; else it stays. */
  | { unit: 'calendar'; count: number; rolls?: 'next' }
  | { unit: 'business'; count: number };

/**
 * What each kind is reckoned by where the city's rules say nothing else: the lengths are those that deadlines of this kind
 * have in the law they come from (8 CFR 274a.2(b)(2)(ii) for the inspection); a city's own come as `reckoning`.
 */
export const USUAL: Readonly<Record<DeadlineKind, Reckoning>> = {
  'return-date': { unit: 'on-the-day' },
  objection: { unit: 'calendar', count: 14 },
  hearing: { unit: 'on-the-day' },
  'i9-inspection': { unit: 'business', count: 3 },
  'records-reply': { unit: 'business', count: 5 },
  'records-reply-extended': { unit: 'business', count: 10 },
  'records-reply-commercial': { unit: 'business', count: 21 },
  'review-answer': { unit: 'business', count: 7 },
  'hold-review': { unit: 'calendar', count: 90 },
  'certificate-filing': { unit: 'calendar', count: -30 },
  'commission-papers': { unit: 'business', count: -5 },
  'gag-expiry': { unit: 'on-the-day' },
  'own-request-reply': { unit: 'on-the-day' },
  'emergency-paper': { unit: 'on-the-day' },
  'emergency-review': { unit: 'on-the-day' },
};

export type Asked = {
  kind: DeadlineKind;
  /** The day that starts it: service, receipt, return, meeting, expiry; for what counts back, the day it counts back from. */
  from: PlainDate;
  /** The city's own rule, or the day's own. */
  reckoning?: Reckoning;
  /** It is due by this day in any case: an objection by the return date. */
  notAfter?: PlainDate;
  /** It became known on this day: nobody is reminded earlier. Where left out, `from`, if it counts on from there. */
  since?: PlainDate;
};

export type Alarm = { daysBefore: number; on: PlainDate };
export type Deadline = {
  kind: DeadlineKind;
  due: PlainDate;
  /** The last business day on which something can still be done: the due day itself or one before it. */
  actBy: PlainDate;
  /** The earliest first. Never on a day off, never two on one day, never before the day that starts it. */
  alarms: readonly Alarm[];
  /** False where a holiday that is not listed could lie in between. */
  holidaysKnown: boolean;
};

/** Days of warning before the last day to act. */
export const ALARM_DAYS = [7, 3, 1] as const;

/** When something is due, and when to remind. Plain dates alone: it knows of nothing and nobody that they belong to. */
export function deadline(
  { kind, from, reckoning = USUAL[kind], notAfter, since }: Asked,
  calendar: WorkCalendar = null,
): Deadline {
  const reached = reach(from, reckoning, calendar);
  const due = notAfter !== undefined && notAfter < reached ? notAfter : reached;
  const actBy = businessDayUpTo(due, calendar);
  const latest = [from, due].sort().at(-1) ?? due;
  return {
    kind,
    due,
    actBy,
    alarms: alarmsFor(actBy, since ?? (countsOn(reckoning) ? from : null), calendar),
    holidaysKnown: isCalendarKnown(calendar, latest),
  };
}

const countsOn = (reckoning: Reckoning): boolean => 'count' in reckoning && reckoning.count >= 0;

function reach(from: PlainDate, reckoning: Reckoning, calendar: WorkCalendar): PlainDate {
  if (reckoning.unit === 'on-the-day') return from;
  const { count } = reckoning;
  if (reckoning.unit === 'business')
    return count >= 0
      ? businessDaysAfter(from, count, calendar)
      : businessDaysBefore(from, -count, calendar?.holidays ?? []);
  const day = addDays(from, count);
  return reckoning.rolls === 'next' ? businessDayFrom(day, calendar) : day;
}

function alarmsFor(actBy: PlainDate, start: PlainDate | null, calendar: WorkCalendar): Alarm[] {
  const alarms: Alarm[] = [];
  for (const days of ALARM_DAYS) {
    const on = businessDayUpTo(addDays(actBy, -days), calendar);
    if (start !== null && on < start) continue;
    // Of two that a long weekend rolls onto one day the nearer says enough.
    if (alarms.at(-1)?.on === on) alarms.pop();
    alarms.push({ daysBefore: daysBetween(on, actBy), on });
  }
  return alarms;
}
