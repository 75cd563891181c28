import { leafOf } from '@commonkey/ledger';
import type { TableName } from '../store/database.ts';
import type { Reader, Store } from '../store/store.ts';
import { type Kept, keptOpenings } from './kept.ts';

const AT_ONCE = 5_000;
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/**
 * Rows that say something else than what was committed to when they were written, by table: whoever edits a hold, a receipt
 * or a certificate behind the service's back can change the row and not the leaf. Empty where all of them hold.
 */
export async function alteredRows(store: Pick<Store, 'read'>): Promise<ReadonlyMap<TableName, number>> {
  const altered = new Map<TableName, number>();
  const kept = await keptOpenings(store);
  for (let at = 0; at < kept.length; at += AT_ONCE) {
    const some = kept.slice(at, at + AT_ONCE).map((one) => ({ one, leaves: leavesOf(one) }));
    const there = await committedLeaves(
      store.read,
      some.flatMap(({ leaves }) => leaves),
    );
    for (const { one, leaves } of some)
      if (!leaves.some((leaf) => there.has(hex(leaf))))
        altered.set(one.table, (altered.get(one.table) ?? 0) + 1);
  }
  return altered;
}

const leavesOf = ({ openings }: Kept): Uint8Array[] => openings.map(leafOf);

/** Which of these are in the ledger, or wait for their number; hexadecimal. */
export async function committedLeaves(
  read: Reader,
  leaves: readonly Uint8Array[],
  tables: readonly ('ledger_unsequenced' | 'ledger_leaves')[] = ['ledger_unsequenced', 'ledger_leaves'],
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  // In this order: what moves meanwhile moves from the first to the second.
  for (const table of tables) {
    const rows = await read
      .selectFrom(table)
      .select('commitment')
      .where('commitment', '=', (eb) => eb.fn.any(eb.val(leaves)))
      .execute();
    for (const { commitment } of rows) found.add(hex(commitment));
  }
  return found;
}
