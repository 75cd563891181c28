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

/**
 * Nothing but that key: it ends with the decision and no hold keeps it, since a hold keeps what it opens under the halves of two
 * (docs/adr/0029-review-box-and-holds.md). Where there are none it is the only way, and kept.
 */
export const isSecondKey = ({ series: { holds }, onlyKey }: Pick<Alive, 'series' | 'onlyKey'>): boolean =>
  onlyKey !== true && holds.length > 0 && holds.every((one) => one === REVIEWERS_KEY);

/** Each kind of thing of a bundle, in the form in which it lies there. */
export function holdsIn(bundle: Bundle): HeldThing[] {
  const box = bundle.find(({ series }) => series.holds.includes(REVIEWERS_KEY));
  const forOne = box?.onlyKey === true ? ('one-reviewer' as const) : ('under-review' as const);
  return bundle.flatMap((alive) =>
    alive.series.holds.map((holds) => {
      const hold = holdOf(holds, alive.series.medium);
      const sealed = alive.form ?? hold.form;
      const form = box && sealed === 'sealed' ? forOne : sealed;
      return { alive, series: alive.series.id, holds, hold: { ...hold, form } };
    }),
  );
}
