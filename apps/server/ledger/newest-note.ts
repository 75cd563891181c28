import type { Reader } from '../store/store.ts';

/** The newest checkpoint that is signed, as a note; null before the first. Nothing of it is verified. */
export async function newestNote(read: Reader): Promise<string | null> {
  const row = await read
    .selectFrom('ledger_checkpoints')
    .select('note')
    .where('note', 'is not', null)
    .orderBy('tree_size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.note ?? null;
}
