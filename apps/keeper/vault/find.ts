import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { type MonthEpoch, readEpoch, shelfOf } from './epoch-name.ts';
import { type Address, isDead, type Table } from './table.ts';
import type { View } from './view.ts';

/** `lock` and `series` are those of the first table it lay in. */
export type Found = { at: Address; table: Table } & Pick<MonthEpoch, 'lock' | 'series'>;

/**
 * A living key, wherever it was carried; undefined where it is gone, or declared lost with its key process. Faults: `vault-slot-unknown` (never leased),
 * `vault-epoch-unknown` (this vault never had it: a question from another vault's database must not read as "gone").
 */
export async function find(view: View, address: Address): Promise<Found | undefined> {
  const at = view.whereIs(address);
  const entry = view.entry(at.epoch);
  if (!entry) {
    if (!isLost(view, at) && !hasEnded(view, at.epoch))
      throw new Fault<KeeperCode>('vault-epoch-unknown', { epoch: at.epoch });
    return undefined;
  }
  if (at.slot >= entry.leased) throw new Fault<KeeperCode>('vault-slot-unknown', { epoch: at.epoch });
  const table = await view.table(at.epoch);
  if (isDead(table, at.slot)) return undefined;
  const { lock, series } = ownEpoch(at, table);
  return { at, table, lock, series };
}

/** After a restoration nobody can tell what was never there from what was lost; either way no key is left. */
function hasEnded({ index }: View, name: string): boolean {
  if (index.restored > 0 || index.ended.includes(name)) return true;
  const month = readEpoch(name);
  return month !== null && month.volume <= (index.volumes[shelfOf(month)] ?? 0);
}

function ownEpoch({ epoch, slot }: Address, table: Table): MonthEpoch {
  const own = readEpoch(epoch) ?? readEpoch(table.origins[slot]?.[0]?.epoch ?? '');
  if (!own) throw new Fault<KeeperCode>('vault-table-broken', { epoch });
  return own;
}

/**
 * Whether a key is beyond opening because its key process was lost, and not because anybody ended it. Where a replica has brought
 * the vault back, what it does not know counts as ended, as after every such loss.
 */
export function isLost(view: Pick<View, 'index' | 'entry' | 'whereIs' | 'lost'>, address: Address): boolean {
  const { epoch } = view.whereIs(address);
  return view.index.restored === 0 && view.lost.has(epoch) && view.entry(epoch) === undefined;
}
