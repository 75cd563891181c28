import { ADVERSARIES, type Adversary, isRead, reachOf } from '../adversaries.ts';
import { type Custody, DEFAULT_CUSTODY } from '../custody.ts';
import type { HoldForm } from '../holds.ts';
import type { Cell } from './cells.ts';
import { holdsIn } from './holds-in.ts';

/** How something leads to a living person: where they live, how they are reached, what they look like. */
export type Locates = 'address' | 'contact' | 'face';

/** Something that lies there today by which whoever reads it finds somebody, or knows them when they are seen. */
export type Harm = {
  readonly series: string;
  readonly holds: string;
  readonly form: HoldForm;
  readonly by: readonly Locates[];
  readonly people: number;
  readonly atLeast: boolean;
  /** Who reads it without asking. Whoever may order it is another question, and told elsewhere. */
  readonly takenBy: readonly Adversary[];
};

/** What somebody who is hunted is found by. No list of such people is kept: everybody is counted as if they were. */
export function harmOf(cells: readonly Cell[], custody: Custody = DEFAULT_CUSTODY): Harm[] {
  const found = new Map<string, Harm>();
  for (const cell of cells)
    for (const bundle of cell.bundles)
      for (const { series, holds, hold } of holdsIn(bundle)) {
        const by: Locates[] = [];
        if (hold.tells.includes('address')) by.push('address');
        if (hold.class === 'contact') by.push('contact');
        if (hold.tells.includes('face')) by.push('face');
        if (by.length === 0) continue;
        const key = `${series} ${holds} ${hold.form}`;
        const before = found.get(key);
        found.set(key, {
          series,
          holds,
          form: hold.form,
          by,
          people: (before?.people ?? 0) + cell.people,
          atLeast: before?.atLeast === true || cell.atLeast === true,
          takenBy: ADVERSARIES.filter((one) => {
            const reach = reachOf(one, hold.form, custody);
            return isRead(reach) && reach !== 'hands';
          }),
        });
      }
  return [...found.values()].sort((a, b) => b.takenBy.length - a.takenBy.length || b.people - a.people);
}
