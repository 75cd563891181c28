import { CARRY_EPOCH } from './epoch-name.ts';
import { NOTHING_LOST } from './lost.ts';
import type { Roots } from './roots.ts';
import type { Store } from './store.ts';
import { KEY, openTable } from './table.ts';
import { openSight, type Sight } from './view.ts';

/** Dead slots put between what a replica knew of a carry table and what comes next. */
const GAP = 4_096;

/**
 * Copies a replica's tables and makes its index safe to go on with. The replica may have missed the last leases and
 * carryings, and a slot must never be given out twice: what it took for unused is closed, and new places are numbered
 * beyond what the lost vault can have reached.
 */
export async function prepareRestored(roots: Roots, from: Store, to: Store): Promise<Sight> {
  for (const { file } of roots.index.epochs) {
    const sealed = await from.readTable(file);
    if (sealed) await to.putTable(file, sealed);
  }
  const sight = openSight(
    roots,
    async (entry, { secrets }) => {
      const root = secrets.get(entry.file);
      const sealed = await from.readTable(entry.file);
      return root && sealed && (await openTable(root, sealed, entry.epoch, entry.generation));
    },
    { whereIs: (address) => address, lost: NOTHING_LOST },
  );
  for (const entry of roots.index.epochs) {
    if (CARRY_EPOCH.test(entry.epoch)) {
      const { keys, origins } = await sight.change.table(entry.epoch);
      const gap = Array.from({ length: GAP }, () => []);
      sight.change.begin(entry.epoch, {
        keys: Buffer.concat([keys, Buffer.alloc(GAP * KEY)]),
        origins: [...origins, ...gap],
      });
      keys.fill(0);
      entry.slots += GAP;
      entry.dead += GAP;
    }
    entry.leased = entry.slots;
  }
  roots.index.restored += 1;
  return sight;
}
