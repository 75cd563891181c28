import type { Reader } from './store.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

/** Which of these leaves are in the ledger, or wait for their number; hexadecimal. */
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
