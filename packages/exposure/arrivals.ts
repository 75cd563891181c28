import { cameBy } from './apportion.ts';
import type { DayNumber } from './day-number.ts';
import { spanOf } from './volumes.ts';
import type { Volumes } from './volumes-schema.ts';

export type DayOf = { readonly day: DayNumber; readonly count: number };

/** Days on which somebody came, each with how many, in order, until a last day. */
export function dayByDay(arrivals: Volumes['arrivals'], until: DayNumber): DayOf[] {
  return arrivals
    .flatMap((arrival) => {
      const { first, last } = spanOf(arrival);
      const steps = last - first + 1;
      return Array.from({ length: Math.max(0, Math.min(last, until) - first + 1) }, (_, step) => ({
        day: first + step,
        count: cameBy(arrival.count, step + 1, steps) - cameBy(arrival.count, step, steps),
      }));
    })
    .sort((a, b) => a.day - b.day);
}
