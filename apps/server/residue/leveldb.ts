import { unsnap, varint } from './snappy.ts';

type Handle = Readonly<{ offset: number; size: number }>;

const footerLength = 48;
const magic = Buffer.from('57fb808b247547db', 'hex');

/**
 * The blocks of a LevelDB table (google/leveldb, doc/table_format.md), opened, with keys written out whole: in the file
 * a key holds only what differs from the one before. Nothing, if the file is no table.
 */
export function* leveldbBlocks(file: Buffer): Generator<Uint8Array> {
  if (file.length < footerLength || !file.subarray(-8).equals(magic)) return;
  const footer = file.subarray(-footerLength);
  const meta = handleAt(footer, 0);
  const index = meta && handleAt(footer, meta.next);
  const listed = index && blockAt(file, index.handle);
  if (listed === undefined) return;
  for (const { value } of entriesOf(listed)) {
    const place = handleAt(value, 0);
    const block = place && blockAt(file, place.handle);
    if (block === undefined) continue;
    yield block;
    for (const { key } of entriesOf(block)) yield key;
  }
}

function blockAt(file: Buffer, { offset, size }: Handle): Uint8Array | undefined {
  const raw = file.subarray(offset, offset + size);
  return file[offset + size] === 1 ? unsnap(raw, 'whole') : raw;
}

function handleAt(bytes: Uint8Array, at: number): { handle: Handle; next: number } | undefined {
  const offset = varint(bytes, at);
  const size = offset && varint(bytes, offset.next);
  return offset && size && { handle: { offset: offset.value, size: size.value }, next: size.next };
}

function* entriesOf(block: Uint8Array): Generator<{ key: Uint8Array; value: Uint8Array }> {
  if (block.length < 4) return;
  const restarts = new DataView(block.buffer, block.byteOffset + block.length - 4, 4).getUint32(0, true);
  const end = block.length - 4 - restarts * 4;
  let key: Uint8Array = new Uint8Array();
  let at = 0;
  while (at < end) {
    const shared = varint(block, at);
    const fresh = shared && varint(block, shared.next);
    const length = fresh && varint(block, fresh.next);
    if (!shared || !fresh || !length) return;
    const middle = length.next + fresh.value;
    key = Buffer.concat([key.subarray(0, shared.value), block.subarray(length.next, middle)]);
    yield { key, value: block.subarray(middle, middle + length.value) };
    at = middle + length.value;
  }
}
