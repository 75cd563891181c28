import type { Period, PlainDate } from '@commonkey/program';

/** Days since 1970-01-01 in the proleptic Gregorian calendar: a forecast asks for millions of them. */
export type DayNumber = number;

const DAY = 86_400_000;
const ERA_DAYS = 146_097;
/** 0000-03-01 to 1970-01-01. */
const SHIFT = 719_468;

export function dayNumber(date: PlainDate): DayNumber {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  return fromCivil(year, month, day);
}

export function dateOf(day: DayNumber): PlainDate {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

/** As `addPeriod` of the program package: a day that a month lacks becomes its last one. */
export function plusPeriod(day: DayNumber, period: Period): DayNumber {
  if ('days' in period) return day + period.days;
  const months = 'months' in period ? period.months : 12 * period.years;
  const { year, month, date } = civil(day);
  const index = year * 12 + (month - 1) + months;
  const first = monthStart(index);
  return first + Math.min(date, monthStart(index + 1) - first) - 1;
}

/** Months since January of the year 0. */
export function monthIndex(day: DayNumber): number {
  const { year, month } = civil(day);
  return year * 12 + month - 1;
}

/** First day of a month. */
export function monthStart(index: number): DayNumber {
  return fromCivil(Math.floor(index / 12), (index % 12) + 1, 1);
}

// Years begin in March, so that the leap day is the last of its year.
function fromCivil(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * ERA_DAYS + dayOfEra - SHIFT;
}

function civil(day: DayNumber): { year: number; month: number; date: number } {
  const shifted = day + SHIFT;
  const era = Math.floor(shifted / ERA_DAYS);
  const dayOfEra = shifted - era * ERA_DAYS;
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch + (fromMarch < 10 ? 3 : -9);
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    date: dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
  };
}
