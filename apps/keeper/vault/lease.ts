import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { ageOf, ageWanted, begunAt } from './ages.ts';
import { type Lock, shelfOf } from './epoch-name.ts';
import type { EpochEntry } from './roots.ts';
import { keyAt, newTable } from './table.ts';
import type { Change } from './view.ts';

export type Wish = { series: string; lock: Lock; month: string; count: number; beside?: string };
export type Leased = { epoch: string; slot: number; key: string };

const MOST_VOLUMES = 99_999;
const RESTORED_GAP = 1_000;

/** Gives out the next unused slots, opening a further volume when none of their age has room. */
export async function lease(
  change: Change,
  wish: Wish,
  volume: number,
): Promise<{ slots: Leased[]; age: number }> {
  const given: Leased[] = [];
  const age = ageWanted(change, wish);
  while (given.length < wish.count) {
    const entry = openVolume(change, { ...wish, age }, volume);
    const table = await change.table(entry.epoch);
    const until = Math.min(entry.slots, entry.leased + wish.count - given.length);
    for (let slot = entry.leased; slot < until; slot++)
      given.push({ epoch: entry.epoch, slot, key: keyAt(table, slot).toString('base64url') });
    entry.leased = until;
  }
  return { slots: given, age };
}

function openVolume(change: Change, wish: Wish & { age: number }, slots: number): EpochEntry {
  const { index, lost } = change;
  const shelf = shelfOf(wish);
  // A restored vault starts beyond any volume that the lost one can have opened since; one without its tables beyond those
  // that rows still name.
  const last = Math.max(index.volumes[shelf] ?? 0, index.restored * RESTORED_GAP, lost.volumeOf(shelf));
  const open = index.epochs.find(
    (entry) => entry.epoch.startsWith(`${shelf}.`) && entry.leased < entry.slots && ageOf(entry) === wish.age,
  );
  if (open) return open;
  if (last >= MOST_VOLUMES) throw new Fault<KeeperCode>('vault-shelf-full');
  const entry = {
    ...{ epoch: `${shelf}.${last + 1}`, file: '', generation: 0, slots, leased: 0, dead: 0 },
    ...begunAt(wish.age),
  };
  index.volumes[shelf] = last + 1;
  index.epochs.push(entry);
  change.begin(entry.epoch, newTable(slots));
  return entry;
}
