import type { PlainDate } from '@commonkey/program';
import { quarterOf } from '@commonkey/shift';

/** A quarter of a year, as in `2026-Q3`. Its text sorts as time does. */
export type Quarter = string;

export const QUARTER = /^(20[0-9]{2})-Q([1-4])$/;

export { quarterOf };

export function nextQuarter(quarter: Quarter): Quarter {
  const { year, part } = partsOf(quarter);
  return part === 4 ? `${year + 1}-Q1` : `${year}-Q${part + 1}`;
}

/** Its first day, YYYY-MM-DD. */
export function firstDayOf(quarter: Quarter): PlainDate {
  const { year, part } = partsOf(quarter);
  return `${year}-${String(part * 3 - 2).padStart(2, '0')}-01`;
}

/** Both ends are part of it; none where the first is later than the last. */
export function quartersBetween(first: Quarter, last: Quarter): Quarter[] {
  const found: Quarter[] = [];
  for (let one = first; one <= last; one = nextQuarter(one)) found.push(one);
  return found;
}

function partsOf(quarter: Quarter): { year: number; part: number } {
  const [, year = '', part = ''] = QUARTER.exec(quarter) ?? [];
  return { year: Number(year), part: Number(part) };
}
