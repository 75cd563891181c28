import { alteredRows } from '../audit/altered.ts';
import type { Config } from '../config/config.ts';
import { openStore } from '../store/store.ts';
import { addressOf } from './database.ts';
import type { Finding } from './finding.ts';

/** Whether holds, receipts and certificates still say what the ledger committed to. Needs a database that is up. */
export async function ledgerFindings(config: Config): Promise<Finding[]> {
  const address = await addressOf(config);
  if (address === null) return [{ level: 'unknown', code: 'ledger-rows-unknown' }];
  const store = openStore(address, { read: 1, write: 1 });
  try {
    return judgeRows(await alteredRows(store));
  } catch {
    return [{ level: 'unknown', code: 'ledger-rows-unknown' }];
  } finally {
    await store.close();
  }
}

export function judgeRows(altered: ReadonlyMap<string, number>): Finding[] {
  if (altered.size === 0) return [{ level: 'ok', code: 'ledger-rows-hold' }];
  return [...altered].map(([table, count]) => ({
    level: 'fail',
    code: 'ledger-rows-altered',
    params: { table, count },
  }));
}
