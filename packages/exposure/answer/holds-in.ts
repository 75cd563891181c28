import { type Hold, holdOf } from '../holds.ts';
import type { Bundle } from './cells.ts';

/** Each kind of thing of a bundle, in the form in which it lies there. */
export function holdsIn(bundle: Bundle): { series: string; holds: string; hold: Hold }[] {
  return bundle.flatMap(({ series, form }) =>
    series.holds.map((holds) => {
      const hold = holdOf(holds, series.medium);
      return { series: series.id, holds, hold: form ? { ...hold, form } : hold };
    }),
  );
}
