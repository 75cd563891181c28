import type { RecordKind } from '@commonkey/program';
import { legalSeries, seriesOf } from '@commonkey/program';
import { sealRecord } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import { sql } from 'kysely';
import type { Reader, Writer } from '../store/store.ts';
import type { VaultRoomCode } from './errors.ts';
import { type Leases, OLDEST } from './leases.ts';
import type { VaultParts } from './parts.ts';
import { openSlots, recordRow } from './records.ts';
import {
  LOCKS,
  MATTER_KINDS,
  MATTER_SERIES,
  type MatterKind,
  type RecordToSeal,
  type SealedKind,
  type SealedRecord,
} from './vault.ts';

/** What is larger goes to the blob store. */
const LARGEST_IN_ROW = 8_192;
/** From sealing to keeping. Reconciliation waits longer than a lease lasts and this together. */
export const KEEP_WITHIN = 3_600_000;

/** A piece is part of a draft, and ends by the same rule. */
export function seriesName(program: VaultParts['program'], kind: SealedKind): string {
  if (kind === 'request' || kind === 'event-contact') return MATTER_SERIES[kind];
  if (isMatterKind(kind)) return legalSeries(program, kind).id;
  const of: RecordKind = kind === 'piece' ? 'draft' : kind;
  return seriesOf(program, of).id;
}

const isMatterKind = (kind: SealedKind): kind is MatterKind => MATTER_KINDS.some((one) => one === kind);

type Parts = Pick<VaultParts, 'program' | 'blobs' | 'random' | 'elapsed' | 'store'> & { leases: Leases };

export async function seal<R extends RecordToSeal>(
  parts: Parts,
  record: R,
): Promise<SealedRecord<R['kind']>> {
  const { application = null, matter = null, endsOn, plain, share } = record;
  const kind: R['kind'] = record.kind;
  const series = seriesName(parts.program, kind);
  const shelf = { series, lock: LOCKS[kind], month: endsOn.slice(0, 7) };
  const beside = application === null ? null : await oldestTable(parts.store.read, application);
  const { epoch, slot, age, key } = await parts.leases.take(shelf, beside);
  const id = crypto.randomUUID();
  try {
    const sealed = await sealRecord({ recordId: id, epoch, slotKey: key, share, plain }, parts.random);
    const sealedAt = parts.elapsed();
    return {
      id,
      application,
      matter,
      kind,
      series,
      endsOn,
      epoch,
      slot,
      age,
      sealedAt,
      ...(await lay(parts, sealed)),
    };
  } finally {
    key.fill(0);
  }
}

/**
 * A table with a record of this application, of those the oldest: whatever is sealed of it later is as old, so that a hold that takes
 * the application takes that too. How old the table is the key process says, and not the row. Of an application that is there, and has
 * none left, nothing tells; one that is only being made has nothing older.
 */
async function oldestTable(read: Reader, application: string): Promise<string | null> {
  const row = await read
    .selectFrom('vault_records')
    .select('epoch')
    .where('application', '=', application)
    .orderBy(sql`age`, (order) => order.asc().nullsFirst())
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (row) return row.epoch;
  const known = await read.selectFrom('applications').select('id').where('id', '=', application).execute();
  return known.length > 0 ? OLDEST : null;
}

/** Where the bytes lie: in the row, or in a blob that nothing refers to before the row does. */
async function lay(
  { blobs, random }: Pick<Parts, 'blobs' | 'random'>,
  sealed: Uint8Array,
): Promise<{ sealed: Uint8Array | null; blob: string | null }> {
  if (sealed.length <= LARGEST_IN_ROW) return { sealed, blob: null };
  const blob = Buffer.from(random(16)).toString('hex');
  await blobs.put(blob, sealed);
  return { sealed: null, blob };
}

export async function keep(
  { elapsed }: Pick<Parts, 'elapsed'>,
  tx: Writer,
  record: SealedRecord,
): Promise<void> {
  if (elapsed() - record.sealedAt > KEEP_WITHIN) throw new Fault<VaultRoomCode>('record-stale');
  const { id, application, matter, kind, series, endsOn, epoch, slot, age, sealed, blob } = record;
  await tx
    .insertInto('vault_records')
    .values({ id, application, matter, kind, series, epoch, slot, age, sealed, blob, ends_on: endsOn })
    .execute();
  if (application !== null) await noteAge(tx, application, age);
}

/** The row of an application is as old as the oldest that was ever sealed of it, and stays so when that has ended. */
async function noteAge(tx: Writer, application: string, age: number): Promise<void> {
  await tx
    .updateTable('applications')
    .set({ age })
    .where('id', '=', application)
    .where(({ eb, or }) => or([eb('age', 'is', null), eb('age', '>', age)]))
    .execute();
}

/** The old blob stays until nobody refers to it for a while: this transaction may yet be taken back. */
export async function rewrite(
  parts: VaultParts,
  tx: Writer,
  id: string,
  plain: Uint8Array,
  share: Uint8Array | null,
): Promise<void> {
  const row = await recordRow(tx, id);
  const [slotKey] = await openSlots(parts.keeper, [row], { purpose: 'resident', approvals: [] });
  if (!slotKey) throw new Fault<VaultRoomCode>('record-gone');
  try {
    const sealed = await sealRecord({ recordId: id, epoch: row.epoch, slotKey, share, plain }, parts.random);
    await tx
      .updateTable('vault_records')
      .set(await lay(parts, sealed))
      .where('id', '=', id)
      .execute();
  } finally {
    slotKey.fill(0);
  }
}
