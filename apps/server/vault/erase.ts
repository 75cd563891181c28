import { DISPOSAL_TRIGGERS, type DisposalTrigger } from '../holds/destroy.ts';
import { endSealedRecords } from '../holds/sealed-records.ts';
import type { Writer } from '../store/store.ts';
import { sayBegun } from './begun.ts';
import type { VaultParts } from './parts.ts';
import { addressOf, among, type RecordRow } from './records.ts';
import { shred } from './shred.ts';
import { waited } from './waited.ts';

/**
 * Ends the keys, then the bytes, then rows and receipts, of records that may end or whose key is dead. What a key store has
 * not acknowledged, or the blob store not removed, stays as it is for the next time.
 * @returns how many are gone and receipted
 */
export async function erase(parts: VaultParts, tx: Writer, rows: readonly RecordRow[]): Promise<number> {
  const shredded = await shred(parts, tx, rows);
  const gone = await removeBlobs(parts, shredded);
  await endSealedRecords(
    tx,
    gone.map(({ id, series, because, disposal_certificate: certificate }) => ({
      id,
      series,
      because: triggerOf(because),
      certificate,
    })),
    { now: parts.clock.now(), random: parts.random },
  );
  return gone.length;
}

/**
 * Takes the tombstone off whatever still has its key, and off what was declared lost with an earlier key process, for nobody ended
 * that. Null where the key process does not say.
 */
export async function takeBack(
  parts: VaultParts,
  tx: Writer,
  rows: readonly RecordRow[],
): Promise<ReadonlySet<string> | null> {
  const { keeper, log } = parts;
  if (rows.length === 0) return new Set();
  const answer = await keeper.ask('vault-alive', { items: rows.map(addressOf) }).catch(waited(log));
  if (answer === null) return null;
  const taken = rows.filter((_, i) => answer.alive[i] === true || answer.lost?.[i] === true);
  const living = new Set(taken.map(({ id }) => id));
  if (living.size === 0) return living;
  await tx
    .updateTable('vault_records')
    .set({ tombstoned_on: null, because: null, set_aside_on: null })
    .where(among('id', [...living]))
    .execute();
  for (const [because, some] of Map.groupBy(taken, (row) => row.because))
    await sayBegun(parts, tx, some, { authority: triggerOf(because), takenBack: true });
  return living;
}

const AT_ONCE = 16;

async function removeBlobs(
  { blobs, log }: VaultParts,
  rows: readonly RecordRow[],
): Promise<readonly RecordRow[]> {
  const gone: RecordRow[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const some = rows.slice(from, from + AT_ONCE);
    const removed = await Promise.all(
      some.map(async ({ blob }) => blob === null || (await blobs.remove(blob).catch(waited(log))) !== null),
    );
    gone.push(...some.filter((_, i) => removed[i] === true));
  }
  return gone;
}

function triggerOf(because: string | null): DisposalTrigger {
  const known = DISPOSAL_TRIGGERS.find((one) => one === because);
  if (!known) throw new RangeError('a reason that no destruction begins with');
  return known;
}
