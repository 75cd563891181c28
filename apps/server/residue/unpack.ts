import { constants, inflateRawSync, inflateSync } from 'node:zlib';
import { leveldbBlocks } from './leveldb.ts';
import { unsnap } from './snappy.ts';

export type Unpacked = Readonly<{
  packing: 'gzip' | 'zlib' | 'zip' | 'leveldb' | 'snappy';
  offset: number;
  bytes: Uint8Array;
}>;

// A stream cut short still gives what it holds; a bomb gives no more than this.
const lenient = { finishFlush: constants.Z_SYNC_FLUSH, maxOutputLength: 64 * 1024 * 1024 };

/** Everything compressed that can be recognised inside a file by its first bytes, opened. */
export function* unpack(file: Buffer): Generator<Unpacked> {
  for (const bytes of leveldbBlocks(file)) yield { packing: 'leveldb', offset: 0, bytes };
  for (const offset of placesOf(file, [0x1f, 0x8b, 0x08])) {
    const bytes = attempt(() => inflateRawSync(file.subarray(behindHeader(file, offset)), lenient));
    if (bytes !== undefined) yield { packing: 'gzip', offset, bytes };
  }
  for (const level of [0x01, 0x5e, 0x9c, 0xda])
    for (const offset of placesOf(file, [0x78, level])) {
      const bytes = attempt(() => inflateSync(file.subarray(offset), lenient));
      if (bytes !== undefined) yield { packing: 'zlib', offset, bytes };
    }
  for (const offset of placesOf(file, [0x50, 0x4b, 0x03, 0x04])) {
    if (offset + 30 > file.length || file.readUInt16LE(offset + 8) !== 8) continue;
    const start = offset + 30 + file.readUInt16LE(offset + 26) + file.readUInt16LE(offset + 28);
    const bytes = attempt(() => inflateRawSync(file.subarray(start), lenient));
    if (bytes !== undefined) yield { packing: 'zip', offset, bytes };
  }
  // How Chromium's IndexedDB marks a value that it compressed.
  for (const offset of placesOf(file, [0xff, 0x11, 0x02])) {
    const bytes = unsnap(file.subarray(offset + 3), 'as far as it goes');
    if (bytes !== undefined) yield { packing: 'snappy', offset, bytes };
  }
}

// RFC 1952, section 2.3. Opened by hand, because gunzip refuses a stream that anything but another one follows.
function behindHeader(file: Buffer, offset: number): number {
  const flags = file[offset + 3] ?? 0;
  let at = offset + 10;
  if (flags & 4) at += 2 + ((file[at] ?? 0) | ((file[at + 1] ?? 0) << 8));
  for (const text of [8, 16]) if (flags & text) at = file.indexOf(0, at) + 1;
  return flags & 2 ? at + 2 : at;
}

function* placesOf(file: Buffer, magic: readonly number[]): Generator<number> {
  const wanted = Buffer.from(magic);
  for (let at = file.indexOf(wanted); at >= 0; at = file.indexOf(wanted, at + 1)) yield at;
}

function attempt(open: () => Buffer): Buffer | undefined {
  try {
    const bytes = open();
    return bytes.length === 0 ? undefined : bytes;
  } catch {
    return undefined;
  }
}
