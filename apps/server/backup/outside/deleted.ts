import type { Context } from '../../context.ts';
import { readRows } from './files.ts';
import { isBehind } from './keep.ts';
import { KEPT_TABLES, type KeptTable, lineOf, rowsIn } from './rows.ts';

/**
 * Rows that were written down outside the database and are not in it any more as they were, by table: nothing that the service
 * does ends or changes one of them. Empty where all are there, and where the database is an old copy that the next start looks
 * after. Null where nothing was written down yet. Faults of the key process.
 */
export async function deletedRows({
  store,
  config,
}: {
  store: Pick<Context['store'], 'read'>;
  config: Context['config'];
}): Promise<ReadonlyMap<KeptTable, number> | null> {
  const known = await readRows(config.dataFolder);
  if (known === null) return null;
  const deleted = new Map<KeptTable, number>();
  if (await isBehind({ store, config })) return deleted;
  const here = await rowsIn(store.read);
  for (const table of KEPT_TABLES) {
    const there = new Set([...here[table].values()].map((row) => lineOf(table, row)));
    const gone = [...known[table].values()].filter((row) => !there.has(lineOf(table, row))).length;
    if (gone > 0) deleted.set(table, gone);
  }
  return deleted;
}
