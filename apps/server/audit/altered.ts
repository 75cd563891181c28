import { leafOf } from '@commonkey/ledger';
import { alteredHolds } from '../holds/seal.ts';
import { committedLeaves } from '../store/committed.ts';
import type { TableName } from '../store/database.ts';
import type { Store } from '../store/store.ts';
import { type Kept, keptCertificates, keptOpenings } from './kept.ts';

const AT_ONCE = 5_000;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * Rows that say something else than what was committed to when they were written, by table: whoever edits a hold, a receipt
 * or a certificate behind the service's back can change the row and not the leaf. Of holds also those whose seal does not fit:
 * a leaf can be added by whoever writes the database, a seal cannot. Empty where all of them hold.
 */
export async function alteredRows(store: Pick<Store, 'read'>): Promise<ReadonlyMap<TableName, number>> {
  const unopened = await unopenedOf(store, await keptOpenings(store));
  const altered = new Map<TableName, number>();
  const more = (table: TableName) => void altered.set(table, (altered.get(table) ?? 0) + 1);
  // A hold has an entry for each step of its life, and one row.
  const said = new Set<unknown>();
  for (const { table, openings } of unopened) {
    const hold = table === 'legal_holds' ? openings[0].event.hold : null;
    if (hold && said.has(hold)) continue;
    if (hold) said.add(hold);
    more(table);
  }
  for (const { id } of await alteredHolds(store.read)) if (!said.has(id)) more('legal_holds');
  return altered;
}

/**
 * What must be as it was written before anything ends: how many holds have another seal, and how many certificates open no
 * leaf. A hold whose seal fits and whose leaf is gone is still that hold.
 */
export async function alteredGuards({ read }: Pick<Store, 'read'>): Promise<number> {
  const certificates = await unopenedOf({ read }, await keptCertificates(read));
  return (await alteredHolds(read)).length + certificates.length;
}

async function unopenedOf({ read }: Pick<Store, 'read'>, kept: readonly Kept[]): Promise<Kept[]> {
  const unopened: Kept[] = [];
  for (let at = 0; at < kept.length; at += AT_ONCE) {
    const some = kept.slice(at, at + AT_ONCE).map((one) => ({ one, leaves: leavesOf(one) }));
    const there = await committedLeaves(
      read,
      some.flatMap(({ leaves }) => leaves),
    );
    for (const { one, leaves } of some) if (!leaves.some((leaf) => there.has(hex(leaf)))) unopened.push(one);
  }
  return unopened;
}

const leavesOf = ({ openings }: Kept): Uint8Array[] => openings.map(leafOf);
