import { isFault } from '@commonkey/words';
import { secondKeys } from '../holds/second-key.ts';
import type { Writer } from '../store/store.ts';
import type { VaultParts } from './parts.ts';
import { addressOf, among, type RecordRow } from './records.ts';
import { todayIn } from './today.ts';
import { waited } from './waited.ts';

/** Faults of one record or one table: the others of the question need not wait for it. */
const OF_ONE = new Set([
  'vault-slot-carried',
  'vault-slot-unknown',
  'vault-epoch-unknown',
  'vault-table-broken',
  'vault-held',
]);

type Shredding = Pick<VaultParts, 'keeper' | 'log' | 'program' | 'clock'>;

/**
 * Ends keys. Those that are dead already count as well.
 * @returns the records whose key is gone from every key store; the others are asked for again another time
 */
export async function shred(
  { holds, ...parts }: Shredding & Pick<VaultParts, 'holds'>,
  tx: Writer,
  rows: readonly RecordRow[],
): Promise<readonly RecordRow[]> {
  let told: Promise<boolean> | null = null;
  // The key process may not have heard yet that a hold is over. Once for all of them: otherwise it knows more than we do.
  const tellMore = async (): Promise<boolean> => {
    if (told) return false;
    told = holds.tell(tx).catch((error: unknown) => waited(parts.log)(error) ?? false);
    return told;
  };
  const second = await secondKeys(tx, rows);
  const gone: RecordRow[] = [];
  for (const secondKeyed of [false, true]) {
    const some = rows.filter(({ id }) => second.has(id) === secondKeyed);
    gone.push(...(await shredOrHalve({ ...parts, secondKeyed }, tx, some, tellMore)));
  }
  return gone;
}

async function shredOrHalve(
  parts: Shredding & { secondKeyed: boolean },
  tx: Writer,
  rows: readonly RecordRow[],
  tellMore: () => Promise<boolean>,
): Promise<readonly RecordRow[]> {
  const { keeper, log, secondKeyed } = parts;
  const again = (some: readonly RecordRow[]) => shredOrHalve(parts, tx, some, tellMore);
  const [first] = rows;
  if (!first) return [];
  try {
    const { replicas, acknowledged } = await keeper.ask('vault-shred', {
      items: rows.map(addressOf),
      ...(secondKeyed && { secondKeys: true }),
    });
    const missing = replicas.some((name) => !acknowledged.includes(name));
    if (missing) log({ event: 'fault', code: 'vault-replica-behind' });
    return missing ? [] : rows;
  } catch (error) {
    if (!isFault(error) || !OF_ONE.has(error.code)) {
      waited(log)(error);
      return [];
    }
    if (error.code === 'vault-held' && (await tellMore())) return again(rows);
    const others = error.code === 'vault-held' ? await correctAges(tx, rows, error.params) : rows;
    if (others.length < rows.length) {
      waited(log)(error);
      return again(others);
    }
    if (rows.length > 1) {
      const half = rows.length >> 1;
      return [...(await again(rows.slice(0, half))), ...(await again(rows.slice(half)))];
    }
    const epoch = error.params.epoch;
    if (error.code !== 'vault-slot-carried' || typeof epoch !== 'string') {
      waited(log)(error);
      if (error.code !== 'vault-held') await setAside(parts, tx, first);
      return [];
    }
    const moved = await follow(parts, tx, first, epoch);
    return moved ? again([moved]) : [];
  }
}

/**
 * Rows that say they came after a hold, of a table that the key process knows to be older: somebody changed them. They say
 * what it says from now on, stay for this time, and are taken back under the hold the next.
 * @returns the others
 */
async function correctAges(
  tx: Writer,
  rows: readonly RecordRow[],
  { epoch, age }: Readonly<Record<string, unknown>>,
): Promise<readonly RecordRow[]> {
  if (typeof epoch !== 'string' || typeof age !== 'number') return rows;
  const wrong = rows.filter((row) => row.epoch === epoch && row.age !== null && row.age !== age);
  if (wrong.length === 0) return rows;
  const ids = wrong.map(({ id }) => id);
  await tx.updateTable('vault_records').set({ age }).where(among('id', ids)).execute();
  return rows.filter((row) => !wrong.includes(row));
}

/** What one record cannot do must not be asked every ten minutes of a process that everybody waits for: once a day. */
async function setAside(parts: Shredding, tx: Writer, { id }: RecordRow): Promise<void> {
  const set_aside_on = todayIn(parts);
  await tx.updateTable('vault_records').set({ set_aside_on }).where('id', '=', id).execute();
}

/** A crash came between the key's move and our note of it: carrying it to where it is says where. */
async function follow(
  { keeper, log }: Pick<VaultParts, 'keeper' | 'log'>,
  tx: Writer,
  row: RecordRow,
  to: string,
): Promise<RecordRow | null> {
  const answer = await keeper.ask('vault-carry', { to, items: [addressOf(row)] }).catch(waited(log));
  const place = answer?.slots[0];
  if (!place) return null;
  await tx.updateTable('vault_records').set(place).where('id', '=', row.id).execute();
  return { ...row, ...place };
}
