import type { Series } from '@commonkey/program';
import { endsOf } from '@commonkey/program/disposition.ts';
import { type DayNumber, plusPeriod } from '../day-number.ts';
import type { Days } from './cells.ts';

const LONGEST_MONTH = 31;

/**
 * On which days what is due on a day can have come in, by the rules of its series: every end that counts from the receipt
 * says that it did not come earlier. `until`: it was there by then.
 */
export function receivedWithin(series: Series, due: DayNumber, until: DayNumber): Days {
  const ends = [...endsOf(series), ...(series.atMost ? [series.atMost] : [])].filter(
    ({ after }) => after === 'receipt',
  );
  const first = Math.max(Number.NEGATIVE_INFINITY, ...ends.map(({ period }) => earliest(period, due)));
  return { first, last: until };
}

/** The first day from which a period reaches a day. Months differ in length: found by trying, from too early. */
function earliest(period: Series['period'], due: DayNumber): DayNumber {
  if ('days' in period) return due - period.days;
  const months = 'months' in period ? period.months : 12 * period.years;
  let day = due - months * LONGEST_MONTH;
  while (plusPeriod(day, period) < due) day += 1;
  return day;
}
