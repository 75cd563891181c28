import { Fault } from '@commonkey/words';
import type { LedgerCode } from './errors.ts';

/** Hashes in a full tile, entries in a full bundle (C2SP tlog-tiles). */
export const TILE_WIDTH = 256;
/** Tree levels that one tile holds. */
export const TILE_HEIGHT = 8;
const HIGHEST_LEVEL = 63;

/** One static file of the log: hashes of a tile level, or the entries themselves. `width` 1 to 256; below 256 it is partial. */
export type TileFile = {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
};

/** `tile/<L>/<N>[.p/<W>]` or `tile/entries/<N>[.p/<W>]`, without the log's prefix (C2SP tlog-tiles, "Merkle Tree"). */
export function tilePath({ level, index, width }: TileFile): string {
  const partial = width === TILE_WIDTH ? '' : `.p/${width}`;
  return `tile/${level}/${indexPath(index)}${partial}`;
}

function indexPath(index: number): string {
  const digits = index.toString();
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/.{3}/g) ?? [];
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/');
}

const PATH = /^tile\/(entries|[0-9]{1,2})\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([0-9]{1,3}))?$/;

/**
 * The file a path names. One file has one path: another spelling of it is refused.
 * @throws Fault `ledger-tile-path`
 */
export function readTilePath(path: string): TileFile {
  const [, level = '', number = '', width] = PATH.exec(path) ?? [];
  const file: TileFile = {
    level: level === 'entries' ? level : Number(level),
    index: Number(number.replaceAll(/[x/]/g, '')),
    width: width === undefined ? TILE_WIDTH : Number(width),
  };
  const known =
    (file.level === 'entries' || file.level <= HIGHEST_LEVEL) &&
    Number.isSafeInteger(file.index) &&
    file.width > 0 &&
    tilePath(file) === path;
  if (!known) throw new Fault<LedgerCode>('ledger-tile-path');
  return file;
}

/** How many hashes of `level` a tree of `size` leaves has in full tiles and the partial one. */
export function widthOfLevel(level: number | 'entries', size: number): number {
  return level === 'entries' ? size : Math.floor(size / TILE_WIDTH ** level);
}

/** The tile or bundle that holds the hash or entry at `at` of its level in a tree of `size` leaves, as wide as it is there. */
export function fileHolding(level: number | 'entries', at: number, size: number): TileFile {
  const index = Math.floor(at / TILE_WIDTH);
  const width = Math.min(TILE_WIDTH, widthOfLevel(level, size) - index * TILE_WIDTH);
  return { level, index, width };
}
