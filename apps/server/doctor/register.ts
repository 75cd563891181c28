import { isFault } from '@commonkey/words';
import { missingLeaves } from '../audit/kept-leaves.ts';
import { deletedRows } from '../backup/outside/deleted.ts';
import { readMark } from '../backup/outside/files.ts';
import { isBehind } from '../backup/outside/keep.ts';
import { KEPT_TABLES } from '../backup/outside/rows.ts';
import { isExchanged } from '../backup/outside/same-database.ts';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import { sealKeyIn } from '../config/secrets.ts';
import { openStore, type Store } from '../store/store.ts';
import { addressOf } from './database.ts';
import type { Finding } from './finding.ts';

/**
 * Whether the registers of certificates and receipts still have every row that was written down outside the database, and
 * whether this is the database that was here last. Needs the database and the key process; their own findings say where one is
 * not up.
 */
export async function registerFindings(config: Config, clock: Clock): Promise<Finding[]> {
  const address = await addressOf(config);
  if (address === null) return [];
  const store = openStore(address, { read: 1, write: 1 }, sealKeyIn(config.dataFolder));
  try {
    return await judgeRegister(store, config, clock);
  } catch (error) {
    if (isFault(error)) return [];
    return [{ level: 'unknown', code: 'ledger-rows-unknown' }];
  } finally {
    await store.close();
  }
}

async function judgeRegister(store: Store, config: Config, clock: Clock): Promise<Finding[]> {
  const findings: Finding[] = [];
  if (await isExchanged(store.read, config.dataFolder))
    findings.push({ level: 'fail', code: 'database-exchanged' });
  const day = (await readMark(config.dataFolder))?.withinHour;
  if (day) findings.push({ level: 'warn', code: 'lost-within-hour', params: { day } });
  findings.push(...(await judgeLostReceipts(store)));
  const deleted = await deletedRows({ store, config });
  if (deleted === null) return [...findings, { level: 'unknown', code: 'register-not-kept' }];
  for (const [table, count] of deleted)
    findings.push({ level: 'fail', code: 'ledger-rows-deleted', params: { table, count } });
  return [...findings, ...(await judgeOtherRows(store, config, clock))];
}

/** Receipts that an old copy lacked and nothing outside it had, by series: the ledger committed to them, and nothing opens that. */
async function judgeLostReceipts(store: Store): Promise<Finding[]> {
  const lost = await store.read
    .selectFrom('disposal_receipts')
    .select((of) => ['series', of.fn.sum<string>('count').as('count'), of.fn.max('destroyed_on').as('day')])
    .where('authority', '=', 'receipt-lost')
    .groupBy('series')
    .orderBy('series')
    .execute();
  return lost.map(({ series, count, day }) => ({
    level: 'warn',
    code: 'receipts-lost-with-copy',
    params: { series, count: Number(count), day },
  }));
}

/** Rows of every other register, by the entries that they open. Of those that are named already nothing twice. */
async function judgeOtherRows(store: Store, config: Config, clock: Clock): Promise<Finding[]> {
  if (await isBehind({ store, config })) return [];
  const missing = await missingLeaves({ store, config }, clock.now().toISOString().slice(0, 10));
  if (missing === null) return [];
  const whole: readonly string[] = KEPT_TABLES;
  const deleted = [...missing.deleted].filter(([table]) => !whole.includes(table));
  const lost = [...missing.lost].filter(([table]) => !whole.includes(table));
  return [
    ...deleted.map(
      ([table, count]): Finding => ({ level: 'fail', code: 'ledger-rows-deleted', params: { table, count } }),
    ),
    ...lost.map(
      ([table, { count, day }]): Finding => ({
        level: 'warn',
        code: 'rows-lost-with-copy',
        params: { table, count, day },
      }),
    ),
  ];
}
