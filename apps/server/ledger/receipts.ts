import {
  beginsAsReceipt,
  type LedgerCode,
  leafHash,
  leafOf,
  type Opening,
  type Proven,
  type ReadFile,
  readTilePath,
  tilePath,
  tileTree,
  verifyConsistency,
  verifyInclusion,
  verifyReceipt,
  writeReceipt,
} from '@commonkey/ledger';
import { Fault, isFault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { logKey } from './key.ts';
import { openLogFiles, publishedTree } from './log-files.ts';
import { newestCheckpoint } from './newest.ts';

/** What became of a receipt that somebody pasted. */
export type Checked =
  /** It holds, and today's log begins with the one it speaks of. */
  | { verdict: 'holds'; proven: Proven; size: number }
  /** Our key signed it, and the log that is shown did not grow out of it: one of the two was changed. */
  | { verdict: 'another-story'; proven: Proven; size: number }
  /** It names another log than this one. */
  | { verdict: 'another-log' }
  /** Something in it is not what was signed. */
  | { verdict: 'not-as-signed'; code: string }
  | { verdict: 'unreadable'; code: string }
  /** It begins as one does, and then something is missing or is not what stands there in one. */
  | { verdict: 'cut-short'; code: string };

const NOT_AS_SIGNED: ReadonlySet<string> = new Set<LedgerCode>([
  'ledger-note-unsigned',
  'ledger-note-signature',
  'ledger-proof-invalid',
  'ledger-index-out-of-range',
  'ledger-cosignature-malformed',
  'ledger-cosignature-invalid',
]);
const TILE_WIDTH = 256;
const HASH_SIZE = 32;

/**
 * Checks a receipt (C2SP tlog-proof) against the log that is published now. Nothing of it is kept. A fault is ours, never the
 * receipt's: of the key process, or of files that are not what was signed.
 */
export async function checkReceipt(context: Context, text: string): Promise<Checked> {
  const key = await logKey(context);
  const witnesses = context.witnesses.map((witness) => witness.key);
  let proven: Proven;
  try {
    proven = await verifyReceipt(withoutBlanks(text), { key, witnesses });
  } catch (error) {
    if (!isFault(error) || !error.code.startsWith('ledger-')) throw error;
    const { code } = error;
    if (code === 'ledger-origin-differs') return { verdict: 'another-log' };
    if (NOT_AS_SIGNED.has(code)) return { verdict: 'not-as-signed', code };
    return { verdict: beginsAsReceipt(text) ? 'cut-short' : 'unreadable', code };
  }
  const files = openLogFiles(context.config.dataFolder);
  const published = (await newestCheckpoint(context, files))?.checkpoint;
  const size = published?.size ?? 0;
  const { checkpoint } = proven;
  const grown = published && size >= checkpoint.size;
  const ours = grown ? await beginningOf(files.read, published, checkpoint.size) : null;
  if (ours && Buffer.from(ours).equals(checkpoint.root)) return { verdict: 'holds', proven, size };
  // Two trees under our own signature: whoever runs this has to know, and the receipt is not needed for that.
  context.log({ event: 'fault', code: 'ledger-two-stories' });
  return { verdict: 'another-story', proven, size };
}

/** A mail or a phone puts blanks around lines. No line of a receipt of ours begins or ends with one. */
function withoutBlanks(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  return lines.join('\n');
}

/**
 * Root of the first `size` leaves of the published tree. It is shown to be its beginning before anybody's receipt is measured
 * by it, so that a broken tile of ours does not read as a forged receipt.
 * @throws Fault of `readTile` | `ledger-proof-invalid` | `ledger-forked`
 */
async function beginningOf(
  read: ReadFile,
  published: { size: number; root: Uint8Array },
  size: number,
): Promise<Uint8Array> {
  const root = await tileTree(size, narrowed(read, published.size)).root();
  const proof = await tileTree(published.size, read).proveConsistency(size);
  verifyConsistency({ size1: size, size2: published.size, root1: root, root2: published.root, proof });
  return root;
}

/** Tiles of a smaller tree, out of those of a tree of `size` leaves: a log need not keep each partial tile it ever had. */
function narrowed(read: ReadFile, size: number): ReadFile {
  return async (path) => {
    const file = readTilePath(path);
    if (file.level === 'entries') return read(path);
    const whole = Math.floor(size / TILE_WIDTH ** file.level) - file.index * TILE_WIDTH;
    const bytes = await read(tilePath({ ...file, width: Math.min(TILE_WIDTH, whole) }));
    return bytes?.subarray(0, file.width * HASH_SIZE) ?? null;
  };
}

/**
 * The receipt of a leaf in the published log. Fault `ledger-leaf-unknown` also while it waits for the next full hour;
 * `ledger-proof-invalid` and those of `readTile` where our own files are not what was signed: no receipt is handed out then.
 * @param content a leaf, whose number is all that is then said, or what it commits to
 */
export async function receiptOf(
  context: Pick<Context, 'store' | 'config'>,
  content: { leaf: Uint8Array } | { opening: Opening },
): Promise<string> {
  const leaf = 'leaf' in content ? content.leaf : leafOf(content.opening);
  const files = openLogFiles(context.config.dataFolder);
  const note = await files.note();
  const published = publishedTree(note);
  const row = await context.store.read
    .selectFrom('ledger_leaves')
    .select('leaf_index')
    .where('commitment', '=', leaf)
    .executeTakeFirst();
  if (note === null || !published || !row || row.leaf_index >= published.size)
    throw new Fault<LedgerCode>('ledger-leaf-unknown');
  const { size, root } = published;
  const proof = await tileTree(size, files.read).proveInclusion(row.leaf_index);
  verifyInclusion({ index: row.leaf_index, size, hash: leafHash(leaf), proof, root });
  return writeReceipt({ index: row.leaf_index, proof, checkpoint: note }, content);
}
