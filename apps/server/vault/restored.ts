import { lockForDestroying } from '../holds/locks.ts';
import type { Writer } from '../store/store.ts';
import { agreeOnHolds } from './agreed.ts';
import { BATCH, inBatches, lastOf } from './batches.ts';
import { erase } from './erase.ts';
import type { VaultParts } from './parts.ts';
import { addressOf } from './records.ts';

/**
 * A database out of a backup speaks of records whose keys have died since. They are ended before anybody is let in, and so
 * are applications of which nothing sealed is left by that. First of all the holds come back that the copy does not know.
 *
 * A key that the key process has never heard of is not a dead one: then its fault (`vault-epoch-unknown`) stops this, for
 * these are another vault's records.
 */
export async function settleRestored(parts: VaultParts, { oldCopy }: { oldCopy: boolean }): Promise<number> {
  await agreeOnHolds(parts);
  let ended = 0;
  const emptied = new Set<string>();
  await inBatches(parts.store, async (tx, after) => {
    const done = await settleBatch(parts, tx, { after, oldCopy });
    ended += done.ended;
    for (const application of done.applications) emptied.add(application);
    return done.last;
  });
  for (const application of emptied) await endIfEmpty(parts, application);
  return ended;
}

async function settleBatch(
  parts: VaultParts,
  tx: Writer,
  { after, oldCopy }: { after: string | null; oldCopy: boolean },
) {
  await lockForDestroying(tx);
  let all = tx.selectFrom('vault_records').selectAll().orderBy('id').limit(BATCH);
  if (after !== null) all = all.where('id', '>', after);
  const rows = await all.forUpdate().execute();
  const last = lastOf(rows);
  if (rows.length === 0) return { ended: 0, applications: [], last };
  const { alive } = await parts.keeper.ask('vault-alive', { items: rows.map(addressOf) });
  // What had begun to end when the service stopped has its own reason, and is not new. In an old copy it has ended since, and
  // its receipt comes back from where receipts are kept besides.
  const dead = rows
    .filter((_, i) => alive[i] === false)
    .map((row) => ({ ...row, because: (oldCopy ? null : row.because) ?? ('restored' as const) }));
  const ended = await erase(parts, tx, dead);
  return { ended, applications: dead.flatMap(({ application }) => application ?? []), last };
}

async function endIfEmpty(parts: VaultParts, application: string): Promise<void> {
  await parts.store.write(async (tx) => {
    const left = await tx
      .selectFrom('vault_records')
      .select('id')
      .where('application', '=', application)
      .executeTakeFirst();
    if (left) return;
    const because = 'restored';
    await parts.holds.destroy(tx, { table: 'portal_sessions', where: { application }, because });
    await parts.holds.destroy(tx, { table: 'applications', where: { id: application }, because });
  });
}
