import { append, EMPTY_FRONTIER, leafHash, root } from '@commonkey/ledger';
import type { Reader } from '../store/store.ts';
import { publishedTree } from './log-files.ts';

/** Whether the rows of the ledger are those that a checkpoint speaks of: every leaf again, up to its size. */
export type Stands = 'whole' | 'differs' | 'empty';

/** `note`: a signed checkpoint as it is published; null before the first. Its signature is not looked at. */
export async function ledgerStands(read: Reader, note: string | null): Promise<Stands> {
  const said = publishedTree(note);
  if (!said) return 'empty';
  const rows = await read
    .selectFrom('ledger_leaves')
    .select('commitment')
    .where('leaf_index', '<', said.size)
    .orderBy('leaf_index')
    .execute();
  let frontier = EMPTY_FRONTIER;
  for (const { commitment } of rows) frontier = append(frontier, leafHash(new Uint8Array(commitment)));
  return frontier.size === said.size && Buffer.from(root(frontier)).equals(said.root) ? 'whole' : 'differs';
}
