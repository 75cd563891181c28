import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { type Lock, shelfOf } from './epoch-name.ts';
import type { EpochEntry } from './roots.ts';
import { keyAt, newTable } from './table.ts';
import type { Change } from './view.ts';

export type Wish = { series: string; lock: Lock; month: string; count: number };
export type Leased = { epoch: string; slot: number; key: string };

const MOST_VOLUMES = 99_999;
const RESTORED_GAP = 1_000;

/** Gives out the next unused slots, opening a further volume when one is full. */
export async function lease(change: Change, wish: Wish, volume: number): Promise<Leased[]> {
  const given: Leased[] = [];
  while (given.length < wish.count) {
    const entry = openVolume(change, wish, volume);
    const table = await change.table(entry.epoch);
    const until = Math.min(entry.slots, entry.leased + wish.count - given.length);
    for (let slot = entry.leased; slot < until; slot++)
      given.push({ epoch: entry.epoch, slot, key: keyAt(table, slot).toString('base64url') });
    entry.leased = until;
  }
  return given;
}

function openVolume(change: Change, wish: Wish, slots: number): EpochEntry {
  const { index } = change;
  const shelf = shelfOf(wish);
  // A restored vault starts beyond any volume that the lost one can have opened since.
  const last = Math.max(index.volumes[shelf] ?? 0, index.restored * RESTORED_GAP);
  const held = change.entry(`${shelf}.${last}`);
  if (held && held.leased < held.slots) return held;
  if (last >= MOST_VOLUMES) throw new Fault<KeeperCode>('vault-shelf-full');
  const entry = { epoch: `${shelf}.${last + 1}`, file: '', generation: 0, slots, leased: 0, dead: 0 };
  index.volumes[shelf] = last + 1;
  index.epochs.push(entry);
  change.begin(entry.epoch, newTable(slots));
  return entry;
}
