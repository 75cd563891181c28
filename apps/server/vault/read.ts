import { openRecord } from '@commonkey/vault';
import type { Reader } from '../store/store.ts';
import type { VaultParts } from './parts.ts';
import {
  addressOf,
  among,
  bytesOf,
  kindOfRow,
  liveRows,
  openSlots,
  recordRows,
  residentKind,
} from './records.ts';
import type { RecordHead, Released, ReleaseFor, Standing, Which } from './vault.ts';
import { waited } from './waited.ts';

export async function heads(read: Reader, application: string): Promise<readonly RecordHead[]> {
  const rows = await read
    .selectFrom('vault_records')
    .select(['id', 'kind', 'ends_on', 'tombstoned_on'])
    .where('application', '=', application)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: residentKind(row),
    endsOn: row.ends_on,
    ending: row.tombstoned_on !== null,
  }));
}

/** What the key process does not say is not said to be lost. */
export async function keysLost(
  { keeper, log }: Pick<VaultParts, 'keeper' | 'log'>,
  read: Reader,
  which: Which,
): Promise<boolean> {
  const rows = await liveRows(read, which).execute();
  if (rows.length === 0) return false;
  const answer = await keeper.ask('vault-alive', { items: rows.map(addressOf) }).catch(waited(log));
  return answer?.lost?.includes(true) ?? false;
}

/** A table is lost with all that lies in it: one place of each is asked for, however many wait. */
export async function lostTables(
  { keeper, log }: Pick<VaultParts, 'keeper' | 'log'>,
  read: Reader,
  { states, kinds }: Standing,
): Promise<readonly string[]> {
  const rows = await read
    .selectFrom('applications')
    .innerJoin('vault_records', 'vault_records.application', 'applications.id')
    .select(({ fn }) => ['epoch', fn.min('slot').as('slot')])
    .where('state', 'in', states)
    .where(among('kind', kinds))
    .where('tombstoned_on', 'is', null)
    .groupBy('epoch')
    .execute();
  if (rows.length === 0) return [];
  const answer = await keeper.ask('vault-alive', { items: rows.map(addressOf) }).catch(waited(log));
  return rows.filter((_, i) => answer?.lost?.[i] === true).map(({ epoch }) => epoch);
}

export async function open(
  { keeper, blobs }: VaultParts,
  read: Reader,
  ids: readonly string[],
  share: Uint8Array | null,
): Promise<readonly Uint8Array[]> {
  const rows = await recordRows(read, ids);
  const keys = await openSlots(keeper, rows, { purpose: 'resident', approvals: [] });
  try {
    return await Promise.all(
      rows.map(async (row, i) =>
        openRecord({
          recordId: row.id,
          slotKey: keys[i] ?? new Uint8Array(0),
          share,
          sealed: await bytesOf(blobs, row),
        }),
      ),
    );
  } finally {
    for (const key of keys) key.fill(0);
  }
}

export async function release(
  { keeper, blobs }: VaultParts,
  read: Reader,
  which: Which,
  how: ReleaseFor,
): Promise<readonly Released[]> {
  const rows = await liveRows(read, which).execute();
  // The bytes first: a key that is asked for counts against the hour, whatever comes of it.
  const sealed = await Promise.all(rows.map((row) => bytesOf(blobs, row)));
  const keys = await openSlots(keeper, rows, how);
  return rows.map((row, i) => ({
    id: row.id,
    kind: kindOfRow(row),
    sealed: sealed[i] ?? new Uint8Array(0),
    slotKey: keys[i] ?? new Uint8Array(0),
  }));
}
