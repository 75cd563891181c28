import { Fault } from '@commonkey/words';
import { ahead } from './ahead.ts';
import { sameBytes } from './bytes.ts';
import type { LedgerCode } from './errors.ts';
import { leafHash } from './hash.ts';
import { part } from './inclusion.ts';
import { type ReadFile, readEntries, readTile } from './tile-bytes.ts';
import { fileHolding, TILE_WIDTH, type TileFile, tilePath } from './tile-path.ts';
import { type Tile, tileStack } from './tile-stack.ts';

/** Files asked for at once: enough to hide the way to a distant server, few enough for a small one. */
const AT_ONCE = 16;

type Tree = { readonly size: number; readonly root: Uint8Array };

/**
 * Recomputes a log from its entries up: every leaf, every hash of every tile, the root, and in passing the root that an
 * earlier checkpoint vouched for. Memory does not grow with the log.
 *
 * @param tree what the log's checkpoint says, its signature verified
 * @param earlier what an earlier checkpoint of the same log said
 * @throws Fault `ledger-rewound` | `ledger-forked` | `ledger-tile-differs` | `ledger-root-differs`, and those of `readTile`
 *   and `readEntries`
 */
export async function auditLog(read: ReadFile, tree: Tree, earlier?: Tree): Promise<void> {
  if (earlier && earlier.size > tree.size)
    throw new Fault<LedgerCode>('ledger-rewound', { size: tree.size, earlier: earlier.size });
  if (earlier && earlier.size === tree.size) requireRoot(earlier.root, tree.root, 'ledger-forked', tree.size);
  const stack = tileStack();
  const meet = (): void => {
    if (earlier && stack.size === earlier.size)
      requireRoot(earlier.root, stack.root(), 'ledger-forked', earlier.size);
  };
  meet();
  for await (const { entries, hashes, file } of ahead(bundles(tree.size), AT_ONCE, pair(read))) {
    const own = entries.map(leafHash);
    requireSame(file, own, hashes);
    for (const hash of own) {
      for (const tile of stack.push(hash)) if (tile.level > 0) await requireServed(read, tile);
      meet();
    }
  }
  for (const tile of stack.partial()) if (tile.level > 0) await requireServed(read, tile);
  requireRoot(tree.root, stack.root(), 'ledger-root-differs', tree.size);
}

/** A bundle of entries and the tile of their hashes: two files of the same width. */
function pair(read: ReadFile) {
  return async (file: TileFile) => {
    const hashFile = { ...file, level: 0 };
    const [entries, hashes] = await Promise.all([readEntries(read, file), readTile(read, hashFile)]);
    return { entries, hashes, file: hashFile };
  };
}

function* bundles(size: number): Generator<TileFile> {
  for (let at = 0; at < size; at += TILE_WIDTH) yield fileHolding('entries', at, size);
}

async function requireServed(read: ReadFile, tile: Tile): Promise<void> {
  requireSame(tile, tile.hashes, await readTile(read, tile));
}

function requireSame(file: TileFile, ours: readonly Uint8Array[], theirs: readonly Uint8Array[]): void {
  const same = ours.length === theirs.length && ours.every((hash, i) => sameBytes(hash, part(theirs, i)));
  if (!same) throw new Fault<LedgerCode>('ledger-tile-differs', { path: tilePath(file) });
}

function requireRoot(said: Uint8Array, found: Uint8Array, code: LedgerCode, size: number): void {
  if (!sameBytes(said, found)) throw new Fault<LedgerCode>(code, { size });
}

/**
 * Where a leaf (commitment) is in a log, by reading its entries.
 * @throws Fault `ledger-leaf-unknown`, and those of `readEntries`
 */
export async function findLeaf(read: ReadFile, size: number, leaf: Uint8Array): Promise<number> {
  const each = (file: TileFile) => readEntries(read, file);
  let at = 0;
  for await (const entries of ahead(bundles(size), AT_ONCE, each)) {
    const found = entries.findIndex((entry) => sameBytes(entry, leaf));
    if (found >= 0) return at + found;
    at += entries.length;
  }
  throw new Fault<LedgerCode>('ledger-leaf-unknown');
}
