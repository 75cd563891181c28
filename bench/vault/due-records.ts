import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { configure } from '../../apps/server/config/config.ts';
import { startDatabase } from '../../apps/server/database.ts';
import { migrate } from '../../apps/server/store/migrate.ts';
import { openStore } from '../../apps/server/store/store.ts';
import { keeperIn, random, vaultHall } from '../../apps/server/vault/testing/hall.ts';
import type { Undo } from '../undo.ts';
import { cellarFor } from './cellar.ts';

/**
 * Records of one application: what it sent, what its card says, whom to tell, who may open it. Bytes as they are: those with
 * pictures lie in files of their own, each of which is removed for good, and the others in their rows.
 */
const KINDS = { papers: 900_000, card: 60_000, contact: 300, 'review-box': 300 } as const;
const kindsOf = Object.keys(KINDS) as (keyof typeof KINDS)[];

/** Fills a database with records that fall due on one day and times the one sweep that ends them. */
export async function dueRecords(
  bench: Undo,
  count: number,
): Promise<{ records: number; receipts: number; seconds: number; left: number }> {
  const folder = await mkdtemp(join(tmpdir(), 'ck-bench-vault-'));
  bench.after(() => rm(folder, { recursive: true, force: true }));
  const database = await startDatabase(configure({ COMMONKEY_DATA: folder }, folder), random);
  bench.after(database.stop);
  await migrate(database.address);
  const store = openStore(database.address);
  bench.after(store.close);
  const keeper = await keeperIn(bench, { replicas: [await cellarFor(bench)] });
  const hall = await vaultHall(store, keeper, { time: '2026-11-22T12:00:00Z' });
  const plain = random(Math.max(...Object.values(KINDS)));
  for (let made = 0; made < count; ) {
    const application = await hall.application();
    for (const kind of kindsOf.slice(0, count - made)) {
      await hall.store(kind, application, '2027-02-10', plain.subarray(0, KINDS[kind]));
      made += 1;
    }
  }
  hall.at('2027-02-10T18:00:00Z');
  const from = performance.now();
  await hall.vault.sweep();
  const seconds = (performance.now() - from) / 1000;
  const left = await store.read.selectFrom('vault_records').select('id').execute();
  const receipts = await store.read.selectFrom('disposal_receipts').select(['count']).execute();
  const records = receipts.reduce((sum, receipt) => sum + receipt.count, 0);
  if (left.length > 0 || records < count) throw new Error(`${left.length} records of the bench were left`);
  return { records: count, receipts: receipts.length, seconds, left: left.length };
}
