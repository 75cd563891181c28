import { Fault, isFault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import { ageOf } from './ages.ts';
import type { Engine } from './engine.ts';
import { find } from './find.ts';
import { isHeld } from './holds.ts';
import { type Address, addressKey, keyAt } from './table.ts';
import type { Change } from './view.ts';

/**
 * Zeroes the keys; what the commit makes of it is final. Faults: `vault-slot-carried` (a hold has it, name it there),
 * `vault-held` (a living one is under hold, whatever the service's database says; none of the others was touched).
 *
 * @param secondKeys no hold keeps a key that one reviewer opens, for two people open the same (T10)
 */
export async function shred(change: Change, items: readonly Address[], secondKeys: boolean): Promise<void> {
  for (const item of items) {
    const found = await find(change, item);
    if (!found) continue;
    if (addressKey(found.at) !== addressKey(item))
      throw new Fault<KeeperCode>('vault-slot-carried', { epoch: found.at.epoch });
    const isSecond = secondKeys && found.lock === 'review';
    const { epoch } = found.at;
    const age = ageOf(change.entry(epoch));
    if (!isSecond && isHeld(change.index, found.series, age))
      throw new Fault<KeeperCode>('vault-held', { epoch, age });
    kill(change, found);
  }
}

/** Ends one living slot of a table, which will be written anew without it. */
export function kill(
  change: Change,
  { at, table }: { at: Address; table: Parameters<typeof keyAt>[0] },
): void {
  const entry = change.entry(at.epoch);
  if (!entry) throw new Fault<KeeperCode>('vault-table-broken', { epoch: at.epoch });
  keyAt(table, at.slot).fill(0);
  entry.dead += 1;
  change.rewrite(at.epoch);
}

/**
 * All at once: one rewriting for each table, one new root for all. Where a full disk has no room for that, table by
 * table, as each rewriting gives its old file back.
 */
export async function shredAll(
  engine: Engine,
  items: readonly Address[],
  secondKeys: boolean,
): Promise<void> {
  try {
    await engine.change((change) => shred(change, items, secondKeys), true);
  } catch (error) {
    const tables = Map.groupBy(items, ({ epoch }) => epoch);
    if (!isFault(error) || error.code !== 'disk-full' || tables.size === 1) throw error;
    for (const some of tables.values())
      await engine.change((change) => shred(change, some, secondKeys), true);
  }
}
