import { alteredRows } from '../audit/altered.ts';
import type { Config } from '../config/config.ts';
import { sealKeyIn } from '../config/secrets.ts';
import { ledgerStands, openLogFiles } from '../ledger/service.ts';
import { openStore } from '../store/store.ts';
import { addressOf } from './database.ts';
import type { Finding } from './finding.ts';

/**
 * Whether the ledger’s rows are still those that were published, and holds, receipts and certificates say what they committed
 * to. Needs a database that is up.
 */
export async function ledgerFindings(config: Config): Promise<Finding[]> {
  const address = await addressOf(config);
  if (address === null) return [{ level: 'unknown', code: 'ledger-rows-unknown' }];
  const store = openStore(address, { read: 1, write: 1 }, sealKeyIn(config.dataFolder));
  try {
    const note = await openLogFiles(config.dataFolder).note();
    const stands = await ledgerStands(store.read, note);
    const differs: Finding[] = stands === 'differs' ? [{ level: 'fail', code: 'ledger-leaves-differ' }] : [];
    return [...differs, ...judgeRows(await alteredRows(store))];
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
