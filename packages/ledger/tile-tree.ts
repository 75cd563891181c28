import { requireSizes } from './consistency.ts';
import { HASH_SIZE, rowAbove } from './hash.ts';
import { requireIndex } from './inclusion.ts';
import { consistencyRanges, fold, inclusionRanges, type Range, type Subtree, subtreesOf } from './ranges.ts';
import { type ReadFile, readTileBytes } from './tile-bytes.ts';
import { fileHolding, TILE_HEIGHT, TILE_WIDTH, tilePath } from './tile-path.ts';

/**
 * A tree of `size` leaves read from a log's tiles. What it answers follows from the tiles and is worth no more than they
 * are, until a proof is checked against a signed root.
 */
export type TileTree = {
  readonly size: number;
  root(): Promise<Uint8Array>;
  /** RFC 9162 section 2.1.3.1. Fault `ledger-index-out-of-range`, and those of `readTile`. */
  proveInclusion(index: number): Promise<Uint8Array[]>;
  /** From the tree of `size1` leaves to this one (RFC 9162 section 2.1.4.1). Faults as before. */
  proveConsistency(size1: number): Promise<Uint8Array[]>;
};

/** Tiles in memory, with the levels between their hashes: at most 16 kB each. */
const KEPT = 256;

export function tileTree(size: number, read: ReadFile, kept = KEPT): TileTree {
  const tiles = new Map<string, Promise<NodesOfTile>>();

  function tileHolding(level: number, at: number): Promise<NodesOfTile> {
    const file = fileHolding(level, at, size);
    const path = tilePath(file);
    const tile = tiles.get(path) ?? readTileBytes(read, file).then(nodesOf);
    // Last used, last in the map: the first is the one to forget. A failed read is asked again.
    tiles.delete(path);
    tiles.set(path, tile);
    tile.catch(() => tiles.delete(path));
    const [oldest] = tiles.keys();
    if (oldest !== undefined && tiles.size > kept) tiles.delete(oldest);
    return tile;
  }

  async function subtreeRoot({ level, index }: Subtree): Promise<Uint8Array> {
    const height = level % TILE_HEIGHT;
    const at = index * 2 ** height;
    const node = await tileHolding((level - height) / TILE_HEIGHT, at);
    return node(height, (at % TILE_WIDTH) / 2 ** height);
  }

  const rangeRoot = async (range: Range): Promise<Uint8Array> =>
    fold(await Promise.all(subtreesOf(range).map(subtreeRoot)));

  return {
    size,
    root: () => rangeRoot({ start: 0, end: size }),
    async proveInclusion(index) {
      requireIndex(index, size);
      return Promise.all(inclusionRanges(index, size).map(rangeRoot));
    },
    async proveConsistency(size1) {
      requireSizes(size1, size);
      return Promise.all(consistencyRanges(size1, size).map(rangeRoot));
    },
  };
}

/** The node `place` of the row `height` above a tile's hashes. */
type NodesOfTile = (height: number, place: number) => Uint8Array;

/**
 * Rows above the hashes are worked out whole, when something asks for one that high: of the 255 nodes above a tile's hashes a
 * path asks for 247.
 */
function nodesOf(hashes: Uint8Array): NodesOfTile {
  const rows: Uint8Array[] = [hashes];
  return (height, place) => {
    let row = rows.at(-1) ?? hashes;
    for (; rows.length <= height; rows.push(row)) row = rowAbove(row);
    return nodeAt(rows[height] ?? hashes, place);
  };
}

function nodeAt(row: Uint8Array, place: number): Uint8Array {
  requireIndex(place, row.length / HASH_SIZE);
  return row.subarray(place * HASH_SIZE, (place + 1) * HASH_SIZE);
}
