import { perfectRoot } from './inclusion.ts';
import { fold, subtreesOf } from './ranges.ts';
import { TILE_WIDTH, type TileFile } from './tile-path.ts';

export type Tile = TileFile & { readonly level: number; readonly hashes: readonly Uint8Array[] };

/**
 * A growing tree as its rightmost tiles: what is not full yet at each level. Its memory is one tile a level, whatever the
 * tree's size.
 */
export type TileStack = {
  readonly size: number;
  /** Adds a leaf's `leafHash`; answers with the tiles it has filled, lowest first. */
  push(hash: Uint8Array): Tile[];
  /** The tiles that are not full, lowest first; none is empty. */
  partial(): Tile[];
  root(): Uint8Array;
};

/** @param partial the partial tiles of the tree of `size` leaves that is to grow */
export function tileStack(size = 0, partial: readonly Tile[] = []): TileStack {
  const rows: Uint8Array[][] = [];
  for (const { level, hashes } of partial) row(level).push(...hashes);
  let count = size;

  function row(level: number): Uint8Array[] {
    while (rows.length <= level) rows.push([]);
    return rows[level] ?? [];
  }

  const indexAt = (level: number): number => Math.floor(count / TILE_WIDTH ** (level + 1));

  return {
    get size() {
      return count;
    },
    push(hash) {
      const full: Tile[] = [];
      let [up, level]: [Uint8Array | null, number] = [hash, 0];
      count += 1;
      while (up) {
        const hashes = row(level);
        hashes.push(up);
        up = null;
        if (hashes.length < TILE_WIDTH) break;
        full.push({ level, index: indexAt(level) - 1, width: TILE_WIDTH, hashes });
        rows[level] = [];
        up = perfectRoot(hashes);
        level += 1;
      }
      return full;
    },
    partial: () =>
      rows.flatMap((hashes, level) =>
        hashes.length === 0
          ? []
          : [{ level, index: indexAt(level), width: hashes.length, hashes: [...hashes] }],
      ),
    root: () => fold(rows.toReversed().flatMap(peaks)),
  };
}

/** Roots of the perfect subtrees that stand on the hashes of a row, largest first. */
function peaks(hashes: readonly Uint8Array[]): Uint8Array[] {
  return subtreesOf({ start: 0, end: hashes.length }).map(({ level, index }) =>
    perfectRoot(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level)),
  );
}
