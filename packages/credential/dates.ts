import { fault } from './fault.ts';

/** A calendar day, `YYYY-MM-DD`, without a time zone. */
export type PlainDate = string;

export const DAY = 86_400;
const HALF_DAY = DAY / 2;

export function isPlainDate(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && dayOf(Date.parse(`${text}T00:00:00Z`) / 1000) === text;
}

/** 00:00:00Z of the day, in seconds since 1970. Fault: `date-invalid`. */
export function startOf(day: PlainDate): number {
  if (!isPlainDate(day)) throw fault('date-invalid');
  return Date.parse(`${day}T00:00:00Z`) / 1000;
}

/** The UTC day in which a moment (seconds since 1970) lies; '' where it is no moment. */
export function dayOf(seconds: number): PlainDate {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().slice(0, 10);
}

/**
 * The moment from which a card that prints `day` as its last is expired: when that day has ended everywhere
 * (UTC−12), so that nobody is refused on the evening of the day printed on the card.
 */
export function endEverywhere(day: PlainDate): number {
  return startOf(day) + DAY + HALF_DAY;
}

/** The last day that is whole, everywhere, before `exp`: the inverse of `endEverywhere`. */
export function lastDayBefore(exp: number): PlainDate {
  return dayOf(exp - HALF_DAY - 1);
}
