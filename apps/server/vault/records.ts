import { Fault } from '@commonkey/words';
import { type Selectable, sql } from 'kysely';
import type { KeeperLink } from '../keeper/client.ts';
import type { Asked } from '../keeper/operations.ts';
import type { Reader } from '../store/store.ts';
import type { VaultTables } from '../store/tables/vault.ts';
import type { Blobs } from './blobs/blobs.ts';
import type { VaultRoomCode } from './errors.ts';
import {
  type Belongs,
  MATTER_KINDS,
  type SealedKind,
  VAULT_KINDS,
  type VaultKind,
  type Which,
} from './vault.ts';

export type RecordRow = Selectable<VaultTables['vault_records']>;

/** One record that can still be read. Fault `record-gone`. */
export async function recordRow(read: Reader, id: string): Promise<RecordRow> {
  const [row] = await recordRows(read, [id]);
  if (!row) throw new Fault<VaultRoomCode>('record-gone');
  return row;
}

/** Records that can still be read, in the order asked for. Fault `record-gone` if one is not. */
export async function recordRows(read: Reader, ids: readonly string[]): Promise<RecordRow[]> {
  if (ids.length === 0) return [];
  const found = await read
    .selectFrom('vault_records')
    .selectAll()
    .where(among('id', ids))
    .where('tombstoned_on', 'is', null)
    .execute();
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.map((id) => {
    const row = byId.get(id);
    if (!row) throw new Fault<VaultRoomCode>('record-gone');
    return row;
  });
}

/** One of a list, which may be empty and is nothing then: `in ()` is no SQL. */
export const among = (column: 'id' | 'kind' | 'series', list: readonly string[]) =>
  sql<boolean>`${sql.ref(column)} = any(${[...list]})`;

/** The column that says what a record hangs on, and whose it is. */
export const hangsOn = ({ application, matter }: Belongs): ['application' | 'matter', string] =>
  matter === undefined ? ['application', application] : ['matter', matter];

/** Records of an application or a matter that nobody has begun to end. */
export function liveRows(read: Reader, { kinds, ids, ...of }: Which) {
  const [column, id] = hangsOn(of);
  let rows = read
    .selectFrom('vault_records')
    .selectAll()
    .where(column, '=', id)
    .where('tombstoned_on', 'is', null);
  if (kinds) rows = rows.where(among('kind', kinds));
  if (ids) rows = rows.where(among('id', ids));
  return rows.orderBy('id');
}

export function kindOfRow({ kind }: Pick<RecordRow, 'kind'>): SealedKind {
  const known = [...VAULT_KINDS, ...MATTER_KINDS].find((one) => one === kind);
  if (!known) throw new RangeError('a kind of record that the schema does not allow');
  return known;
}

/** Of a row that hangs on an application. */
export function residentKind({ kind }: Pick<RecordRow, 'kind'>): VaultKind {
  const known = VAULT_KINDS.find((one) => one === kind);
  if (!known) throw new RangeError('a kind of record that no application has');
  return known;
}

const OPENED_AT_ONCE = 256;

/** The keeper's halves, for the caller to zero. Fault `record-gone` if one is gone; none is handed out then. */
export async function openSlots(
  keeper: Pick<KeeperLink, 'ask'>,
  rows: readonly RecordRow[],
  how: Pick<Asked['vault-open'], 'purpose' | 'approvals'>,
): Promise<Uint8Array[]> {
  const keys: Uint8Array[] = [];
  for (let from = 0; from < rows.length; from += OPENED_AT_ONCE) {
    const items = rows.slice(from, from + OPENED_AT_ONCE).map(addressOf);
    const answer = await keeper.ask('vault-open', { items, ...how });
    for (const key of answer.keys) {
      if (key === null) {
        for (const one of keys) one.fill(0);
        throw new Fault<VaultRoomCode>('record-gone');
      }
      keys.push(new Uint8Array(Buffer.from(key, 'base64url')));
    }
  }
  return keys;
}

export const addressOf = ({ epoch, slot }: Pick<RecordRow, 'epoch' | 'slot'>) => ({ epoch, slot });

export async function bytesOf(blobs: Blobs, { sealed, blob }: RecordRow): Promise<Uint8Array> {
  if (sealed !== null) return sealed;
  if (blob === null) throw new Fault<VaultRoomCode>('blob-missing');
  return blobs.get(blob);
}
