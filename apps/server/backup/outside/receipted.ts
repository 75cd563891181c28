import type { Context } from '../../context.ts';
import { SAID_AGAIN } from '../../holds/receipt.ts';
import { readRows } from './files.ts';
import { type KeptRows, lacking, noRows, rowsIn } from './rows.ts';

/** How many records of each series ended by what the copy did not know; what an earlier old copy had brought back, not again. */
export function receiptedIn({ disposal_receipts }: Pick<KeptRows, 'disposal_receipts'>): Map<string, number> {
  const sum = new Map<string, number>();
  for (const { series, count, authority } of disposal_receipts.values())
    if (authority !== SAID_AGAIN) sum.set(series, (sum.get(series) ?? 0) + count);
  return sum;
}

/**
 * For how many records of each series a first receipt will come back into an old copy, less those that a start cut short has
 * ended again already.
 */
export async function receiptsToCome({
  store,
  config,
}: {
  store: Pick<Context['store'], 'read'>;
  config: Pick<Context['config'], 'dataFolder'>;
}): Promise<ReadonlyMap<string, number>> {
  const known = (await readRows(config.dataFolder)) ?? noRows();
  const here = await rowsIn(store.read);
  const toCome = receiptedIn(lacking(here, known));
  for (const { series, count, authority } of lacking(known, here).disposal_receipts.values())
    if (authority === SAID_AGAIN) toCome.set(series, (toCome.get(series) ?? 0) - count);
  return toCome;
}
