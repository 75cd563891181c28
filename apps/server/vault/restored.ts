import { lockForDestroying } from '../holds/locks.ts';
import type { DisposalTrigger } from '../holds/triggers.ts';
import type { Writer } from '../store/store.ts';
import { agreeOnHolds } from './agreed.ts';
import { BATCH, inBatches, lastOf } from './batches.ts';
import { type Emptied, endEmptied } from './emptied.ts';
import { erase } from './erase.ts';
import type { VaultParts } from './parts.ts';
import { addressOf, type RecordRow } from './records.ts';

/** By series; null where the database is no old copy. */
type ToCome = ReadonlyMap<string, number> | null;

/**
 * A database out of a backup speaks of records whose keys have died since. They are ended before anybody is let in, and so
 * are applications of which nothing sealed is left by that. First of all the holds come back that the copy does not know.
 *
 * What was declared lost with its keys was ended by nobody: its row ends on its own day, if no hold and no certificate keeps it.
 *
 * A key that the key process has never heard of is not a dead one: then its fault (`vault-epoch-unknown`) stops this, for
 * these are another vault's records.
 */
export async function settleRestored(parts: VaultParts, { oldCopy }: { oldCopy: ToCome }): Promise<number> {
  await agreeOnHolds(parts);
  let ended = 0;
  let lost = 0;
  let toCome = oldCopy;
  const emptied: Emptied = new Map();
  await inBatches(parts.store, async (tx, after) => {
    const done = await settleBatch(parts, tx, { after, toCome });
    ended += done.ended;
    lost += done.lost;
    toCome = done.toCome;
    for (const [application, because] of done.applications) emptied.set(application, because);
    return done.last;
  });
  lost += await endEmptied(parts, emptied, oldCopy);
  if (lost > 0) parts.log({ event: 'fault', code: 'receipts-lost-with-copy' });
  return ended;
}

async function settleBatch(
  parts: VaultParts,
  tx: Writer,
  { after, toCome }: { after: string | null; toCome: ToCome },
) {
  await lockForDestroying(tx);
  let all = tx.selectFrom('vault_records').selectAll().orderBy('id').limit(BATCH);
  if (after !== null) all = all.where('id', '>', after);
  const rows = await all.forUpdate().execute();
  const last = lastOf(rows);
  if (rows.length === 0) return { ended: 0, lost: 0, applications: [], last, toCome };
  const { alive, lost: withKeys = [] } = await parts.keeper.ask('vault-alive', {
    items: rows.map(addressOf),
  });
  const found = reasonsOf(
    rows.filter((_, i) => alive[i] === false && withKeys[i] !== true),
    toCome,
  );
  const ended = await erase(parts, tx, found.dead);
  const lost = found.dead.filter(({ because }) => because === 'receipt-lost').length;
  const applications = found.dead.flatMap(({ application, because }) =>
    application === null ? [] : [[application, because] as const],
  );
  return { ended, lost, applications, last, toCome: found.toCome };
}

/**
 * What had begun to end when the service stopped has its own reason, and is not new. In an old copy it has ended since, and
 * its receipt comes back from where receipts are kept besides: for as many as are there. Of the others it is lost.
 */
function reasonsOf(rows: readonly RecordRow[], toCome: ToCome) {
  if (toCome === null) {
    const dead = rows.map((row) => ({ ...row, because: row.because ?? 'restored' }));
    return { dead, toCome };
  }
  const left = new Map(toCome);
  const dead = rows.map((row) => {
    const some = left.get(row.series) ?? 0;
    left.set(row.series, some - 1);
    const because: DisposalTrigger = some > 0 ? 'restored' : 'receipt-lost';
    return { ...row, because };
  });
  return { dead, toCome: left };
}
