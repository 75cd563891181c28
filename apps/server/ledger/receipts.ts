import { leafOf, type Opening, type Proven, tileTree, verifyReceipt, writeReceipt } from '@commonkey/ledger';
import { Fault, isFault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { logKey } from './key.ts';
import { openLogFiles, publishedTree } from './log-files.ts';

/** What became of a receipt that somebody pasted. */
export type Checked =
  /** It holds, and today's log begins with the one it speaks of. */
  | { verdict: 'holds'; proven: Proven; size: number }
  /** It was true of a log that is not the one shown here: either side may have been changed. */
  | { verdict: 'another-story'; proven: Proven }
  /** It cannot be read, or something in it is not as it was signed. */
  | { verdict: 'does-not-hold'; code: string };

/** Checks a receipt (C2SP tlog-proof) against the log that is published now. Nothing of it is kept. */
export async function checkReceipt(context: Context, text: string): Promise<Checked> {
  const key = await logKey(context);
  try {
    const witnesses = context.witnesses.map((witness) => witness.key);
    const proven = await verifyReceipt(text, { key, witnesses });
    const size = await sizeIfOurs(context, proven);
    return size === null ? { verdict: 'another-story', proven } : { verdict: 'holds', proven, size };
  } catch (error) {
    if (!isFault(error) || !error.code.startsWith('ledger-')) throw error;
    return { verdict: 'does-not-hold', code: error.code };
  }
}

/** The published size, if the published log begins with the tree that the receipt speaks of. */
async function sizeIfOurs(context: Context, { checkpoint }: Proven): Promise<number | null> {
  const files = openLogFiles(context.config.dataFolder);
  const published = publishedTree(await files.note());
  if (!published || published.size < checkpoint.size) return null;
  const then = await tileTree(checkpoint.size, files.read).root();
  return Buffer.from(then).equals(checkpoint.root) ? published.size : null;
}

/**
 * The receipt of a leaf in the published log. Fault `ledger-leaf-unknown` also while it waits for the next full hour.
 * @param content a leaf, whose number is all that is then said, or what it commits to
 */
export async function receiptOf(
  context: Pick<Context, 'store' | 'config'>,
  content: { leaf: Uint8Array } | { opening: Opening },
): Promise<string> {
  const leaf = 'leaf' in content ? content.leaf : leafOf(content.opening);
  const files = openLogFiles(context.config.dataFolder);
  const note = await files.note();
  const size = publishedTree(note)?.size ?? 0;
  const row = await context.store.read
    .selectFrom('ledger_leaves')
    .select('leaf_index')
    .where('commitment', '=', leaf)
    .executeTakeFirst();
  if (note === null || !row || row.leaf_index >= size) throw new Fault('ledger-leaf-unknown');
  const proof = await tileTree(size, files.read).proveInclusion(row.leaf_index);
  return writeReceipt({ index: row.leaf_index, proof, checkpoint: note }, content);
}
