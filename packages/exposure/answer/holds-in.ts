import { type Hold, holdOf } from '../holds.ts';
import type { Alive, Bundle } from './cells.ts';

export type HeldThing = {
  readonly alive: Alive;
  readonly series: string;
  readonly holds: string;
  readonly hold: Hold;
};

/** What opens the file for one reviewer, as long as it is there. */
export const REVIEWERS_KEY = 'review-key';

/** Each kind of thing of a bundle, in the form in which it lies there. */
export function holdsIn(bundle: Bundle): HeldThing[] {
  const forOne = bundle.some(({ series }) => series.holds.includes(REVIEWERS_KEY));
  return bundle.flatMap((alive) =>
    alive.series.holds.map((holds) => {
      const hold = holdOf(holds, alive.series.medium);
      const sealed = alive.form ?? hold.form;
      const form = forOne && sealed === 'sealed' ? ('under-review' as const) : sealed;
      return { alive, series: alive.series.id, holds, hold: { ...hold, form } };
    }),
  );
}
