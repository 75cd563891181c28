import { Fault } from '@commonkey/words';
import { concat } from './bytes.ts';
import { type LedgerCode, outOfRange } from './errors.ts';
import { HASH_SIZE } from './hash.ts';
import { fileHolding, TILE_WIDTH, type TileFile, tilePath } from './tile-path.ts';

/**
 * Reads one static file of a log by its path below the log's prefix, such as `tile/0/x001/234`; null where the log has no
 * such file. Whatever else goes wrong is the reader's own error.
 */
export type ReadFile = (path: string) => Promise<Uint8Array | null>;

/** Size in bytes of an entry: each is the 32-byte commitment to one event. */
export const ENTRY_SIZE = 32;

export const encodeTile = (hashes: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => concat(...hashes);

/** @throws Fault `ledger-tile-truncated` | `ledger-tile-width` */
export function decodeTile(bytes: Uint8Array, file: TileFile): Uint8Array[] {
  requireTile(bytes, file);
  return Array.from({ length: file.width }, (_, i) => bytes.slice(i * HASH_SIZE, (i + 1) * HASH_SIZE));
}

const requireTile = (bytes: Uint8Array, file: TileFile): void =>
  requireLength(bytes, file, HASH_SIZE, 'ledger-tile-truncated', 'ledger-tile-width');

/** An entry bundle: each entry behind its length in two bytes, big-endian (C2SP tlog-tiles, "Log entries"). */
export function encodeEntries(entries: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const length = Uint8Array.of(0, ENTRY_SIZE);
  return concat(...entries.flatMap((entry) => [length, entry]));
}

/** @throws Fault `ledger-entry-size` | `ledger-bundle-truncated` | `ledger-bundle-width` */
export function decodeEntries(bytes: Uint8Array, file: TileFile): Uint8Array<ArrayBuffer>[] {
  const step = 2 + ENTRY_SIZE;
  for (let at = 0; at + 1 < bytes.length && at < file.width * step; at += step)
    if (bytes[at] !== 0 || bytes[at + 1] !== ENTRY_SIZE) throw fault('ledger-entry-size', file);
  requireLength(bytes, file, step, 'ledger-bundle-truncated', 'ledger-bundle-width');
  return Array.from(
    { length: file.width },
    (_, i) => new Uint8Array(bytes.slice(i * step + 2, (i + 1) * step)),
  );
}

function requireLength(
  bytes: Uint8Array,
  file: TileFile,
  step: number,
  short: LedgerCode,
  long: LedgerCode,
): void {
  if (bytes.length < file.width * step) throw fault(short, file);
  if (bytes.length > file.width * step) throw fault(long, file);
}

const fault = (code: LedgerCode, file: TileFile): Fault<LedgerCode> =>
  new Fault<LedgerCode>(code, { path: tilePath(file) });

/**
 * The hashes of a tile as wide as a tree needs it. A log may have thrown a partial tile away once the full one is there
 * (C2SP tlog-tiles, "Partial Tiles"), so the full one is the second try.
 *
 * @throws Fault `ledger-tile-missing` | `ledger-tile-truncated` | `ledger-tile-width`
 */
export async function readTile(read: ReadFile, file: TileFile): Promise<Uint8Array[]> {
  const [bytes, found] = await readEither(read, file);
  return decodeTile(bytes, found).slice(0, file.width);
}

/** The same, end to end as they lie in the file. */
export async function readTileBytes(read: ReadFile, file: TileFile): Promise<Uint8Array> {
  const [bytes, found] = await readEither(read, file);
  requireTile(bytes, found);
  return bytes.subarray(0, file.width * HASH_SIZE);
}

/** @throws Fault `ledger-tile-missing` | `ledger-entry-size` | `ledger-bundle-truncated` | `ledger-bundle-width` */
export async function readEntries(read: ReadFile, file: TileFile): Promise<Uint8Array<ArrayBuffer>[]> {
  const [bytes, found] = await readEither(read, file);
  return decodeEntries(bytes, found).slice(0, file.width);
}

async function readEither(read: ReadFile, file: TileFile): Promise<[Uint8Array, TileFile]> {
  const whole = { ...file, width: TILE_WIDTH };
  for (const candidate of file.width === TILE_WIDTH ? [file] : [file, whole]) {
    const bytes = await read(tilePath(candidate));
    if (bytes) return [bytes, candidate];
  }
  throw fault('ledger-tile-missing', file);
}

/** The entry (commitment) at `index` of a tree of `size` leaves. */
export async function readEntry(
  read: ReadFile,
  index: number,
  size: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const file = fileHolding('entries', index, size);
  const entry = (await readEntries(read, file))[index % TILE_WIDTH];
  if (!entry) throw outOfRange(index, size);
  return entry;
}
