import { randomBytes } from 'node:crypto';
import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import type { Roots } from './roots.ts';
import { newFileName, type Store } from './store.ts';
import { KEY, openTable, sealTable, type Table } from './table.ts';

/**
 * Writes changed tables beside the old ones, each under a new root, and reads them back. Nothing refers to them before
 * the roots file does. Changes `next` alone; gives the new files' bytes. Fault `vault-table-broken`.
 */
export async function writeTables(
  store: Store,
  next: Roots,
  rewritten: ReadonlyMap<string, Table>,
): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  for (const [epoch, table] of rewritten) {
    const entry = next.index.epochs.find((held) => held.epoch === epoch);
    if (!entry) continue;
    next.secrets.get(entry.file)?.fill(0);
    next.secrets.delete(entry.file);
    const root = randomBytes(KEY);
    entry.file = newFileName();
    entry.generation += 1;
    next.secrets.set(entry.file, root);
    const sealed = sealTable(root, table, epoch, entry.generation);
    await store.putTable(entry.file, sealed);
    const trial = await store.readTable(entry.file);
    const read = trial && (await openTable(root, trial, epoch, entry.generation));
    if (!read?.keys.equals(table.keys)) throw new Fault<KeeperCode>('vault-table-broken', { epoch });
    read.keys.fill(0);
    files.set(entry.file, sealed);
  }
  return files;
}
