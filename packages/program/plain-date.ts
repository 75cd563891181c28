import type { Period, PlainDate } from './types.ts';

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY = 86_400_000;

type Parts = { year: number; month: number; day: number };

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
}

function parts(date: PlainDate): Parts {
  const match = SHAPE.exec(date);
  if (!match) throw new RangeError('not a plain date');
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
}

function write({ year, month, day }: Parts): PlainDate {
  const pad = (n: number, width: number) => String(n).padStart(width, '0');
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
}

/** Is this a day that exists, written YYYY-MM-DD? */
export function isPlainDate(text: string): text is PlainDate {
  const match = SHAPE.exec(text);
  if (!match) return false;
  const { year, month, day } = parts(text);
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month);
}

/** The same day so many months on; a day that the month lacks becomes its last one (31 Jan + 1 month = 28 Feb). */
export function addMonths(date: PlainDate, months: number): PlainDate {
  const { year, month, day } = parts(date);
  const index = year * 12 + (month - 1) + months;
  const to = { year: Math.floor(index / 12), month: (index % 12) + 1 };
  return write({ ...to, day: Math.min(day, daysInMonth(to.year, to.month)) });
}

/** 29 February becomes 28 February in a common year. */
export function addYears(date: PlainDate, years: number): PlainDate {
  return addMonths(date, years * 12);
}

function toTime(date: PlainDate): number {
  const { year, month, day } = parts(date);
  // Date.UTC reads years below 100 as 19xx; setUTCFullYear does not.
  return new Date(0).setUTCFullYear(year, month - 1, day);
}

export function addDays(date: PlainDate, days: number): PlainDate {
  const to = new Date(toTime(date) + days * DAY);
  return write({ year: to.getUTCFullYear(), month: to.getUTCMonth() + 1, day: to.getUTCDate() });
}

/** Whole days from one date to another; negative when `to` is earlier. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return (toTime(to) - toTime(from)) / DAY;
}

export function addPeriod(date: PlainDate, period: Period): PlainDate {
  if ('days' in period) return addDays(date, period.days);
  if ('months' in period) return addMonths(date, period.months);
  return addYears(date, period.years);
}

/** Age in full years on a day. Somebody born on 29 February has their birthday on 28 February of a common year. */
export function ageOn(birthDate: PlainDate, on: PlainDate): number {
  const years = parts(on).year - parts(birthDate).year;
  return addYears(birthDate, years) <= on ? years : years - 1;
}

/** The UTC day of an instant, for callers whose clock is a `Date`. */
export function plainDateOf(at: Date): PlainDate {
  return at.toISOString().slice(0, 10);
}

/** The day of an instant where the city is, by its IANA time zone. */
export function plainDateIn(timeZone: string, at: Date): PlainDate {
  const calendar = calendars.get(timeZone) ?? calendarOf(timeZone);
  calendars.set(timeZone, calendar);
  const parts = calendar.formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
}

/** To make one takes long, and a service has one city. */
const calendars = new Map<string, Intl.DateTimeFormat>();

const calendarOf = (timeZone: string) =>
  new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
