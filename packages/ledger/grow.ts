import { outOfRange } from './errors.ts';
import { leafHash } from './hash.ts';
import { encodeEntries, encodeTile, type ReadFile, readEntries, readTile } from './tile-bytes.ts';
import { fileHolding, TILE_WIDTH, type TileFile, tilePath, widthOfLevel } from './tile-path.ts';
import { type Tile, tileStack } from './tile-stack.ts';

/** A file to write below the log's prefix. Full ones never change again; partial ones are for a tree of this very size. */
export type LogFile = {
  readonly path: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly full: boolean;
};

/**
 * The files that a log must gain when its tree grows from `from` leaves to `to`: entry bundles and hash tiles, those
 * that filled up and the partial ones that the checkpoint of `to` needs. Nothing is written twice: whoever is
 * interrupted asks again. From 0 it makes the whole log anew.
 *
 * @param leaves the commitments `from` up to and without `to`, in order
 * @param read the files as they were for `from`; never asked when `from` is 0
 * @returns the root of the tree of `to` leaves, after the last file
 * @throws Fault `ledger-index-out-of-range` (other than to − from leaves) | those of `readTile` and `readEntries`
 */
export async function* tilesOf(
  from: number,
  to: number,
  leaves: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  read: ReadFile = async () => null,
): AsyncGenerator<LogFile, Uint8Array> {
  const stack = tileStack(from, await partialTiles(read, from));
  const bundle = await partialBundle(read, from);
  for await (const leaf of leaves) {
    if (stack.size === to) throw outOfRange(to, to);
    bundle.push(leaf);
    for (const tile of stack.push(leafHash(leaf))) {
      if (tile.level === 0) yield bundleFile(tile.index, bundle.splice(0));
      yield tileFile(tile);
    }
  }
  if (stack.size !== to) throw outOfRange(to - 1, stack.size);
  if (to > from) {
    if (bundle.length > 0) yield bundleFile(Math.floor(to / TILE_WIDTH), bundle);
    for (const tile of stack.partial()) if (isNew(tile, from)) yield tileFile(tile);
  }
  return stack.root();
}

/** A high tile may be as wide for the larger tree as it was for the smaller one. */
function isNew({ level, index, width }: Tile, from: number): boolean {
  return index * TILE_WIDTH + width > widthOfLevel(level, from);
}

/** The partial tiles of a tree of `size` leaves, lowest first. */
async function partialTiles(read: ReadFile, size: number): Promise<Tile[]> {
  const tiles: Tile[] = [];
  for (let level = 0; widthOfLevel(level, size) > 0; level += 1) {
    const held = widthOfLevel(level, size);
    if (held % TILE_WIDTH === 0) continue;
    const file = fileHolding(level, held, size);
    tiles.push({ ...file, level, hashes: await readTile(read, file) });
  }
  return tiles;
}

async function partialBundle(read: ReadFile, size: number): Promise<Uint8Array[]> {
  return size % TILE_WIDTH === 0 ? [] : readEntries(read, fileHolding('entries', size, size));
}

const fileOf = (file: TileFile, bytes: Uint8Array<ArrayBuffer>): LogFile => ({
  path: tilePath(file),
  bytes,
  full: file.width === TILE_WIDTH,
});
const tileFile = (tile: Tile): LogFile => fileOf(tile, encodeTile(tile.hashes));
const bundleFile = (index: number, entries: readonly Uint8Array[]): LogFile =>
  fileOf({ level: 'entries', index, width: entries.length }, encodeEntries(entries));
