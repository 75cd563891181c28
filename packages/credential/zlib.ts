import { isFault } from '@commonkey/words';
import { Inflate, inflateSync, zlibSync } from 'fflate';
import { type Bytes, own, sameBytes } from './bytes.ts';
import { fault } from './fault.ts';

/** RFC 1950 stream of the bytes, densest setting. */
export function deflate(bytes: Uint8Array): Bytes {
  return own(zlibSync(bytes, { level: 9 }));
}

/**
 * Contents of one RFC 1950 stream of which every bit counts: the checksum is compared, nothing may follow, and the
 * padding of the last byte is zero.
 * `signed`: the stream's own bytes are under a signature that is checked, so that its padding needs no second look.
 * Faults: `qr-not-zlib` (no such header), `qr-truncated`, `qr-oversized` (more than `cap` bytes), `qr-damaged`.
 */
export function inflate(stream: Uint8Array, cap: number, { signed = false } = {}): Bytes {
  const [cmf, flg] = stream;
  if (cmf === undefined || flg === undefined) throw fault('qr-truncated');
  const dictionary = (flg & 0x20) !== 0;
  if ((cmf & 0x0f) !== 8 || cmf >> 4 > 7 || (cmf * 256 + flg) % 31 !== 0 || dictionary)
    throw fault('qr-not-zlib');
  if (stream.length < 7) throw fault('qr-truncated');
  const body = own(stream.subarray(2, -4));
  const contents = inflateRaw(body, cap);
  const trailer = stream.subarray(-4);
  const checksum = new DataView(trailer.buffer, trailer.byteOffset, 4).getUint32(0);
  if (adler32(contents) !== checksum) throw fault('qr-damaged');
  if (!signed && hasSpareBits(body, contents, cap)) throw fault('qr-damaged');
  return contents;
}

/** Up to this many bytes a buffer is taken whole; beyond it the output grows as it comes. */
const WHOLE = 128 * 1024;

function inflateRaw(body: Uint8Array, cap: number): Bytes {
  try {
    return cap <= WHOLE ? inflateWhole(body, cap) : inflateGrowing(body, cap);
  } catch (error) {
    if (isFault(error)) throw error;
    const unexpectedEnd = error instanceof Error && 'code' in error && error.code === 0;
    throw fault(unexpectedEnd ? 'qr-truncated' : 'qr-damaged', {}, error);
  }
}

/** Into one buffer of a byte more than the cap: what fills it is too much. The streaming decoder takes 1.5 MB for the same. */
function inflateWhole(body: Uint8Array, cap: number): Bytes {
  const out = new Uint8Array(cap + 1);
  let contents: Uint8Array;
  try {
    contents = inflateSync(body, { out });
  } catch (error) {
    // A stored block that does not fit is written past the end.
    if (error instanceof RangeError) throw fault('qr-oversized', { cap });
    throw error;
  }
  if (contents.length > cap) throw fault('qr-oversized', { cap });
  return contents.slice();
}

// One input byte can become a thousand: feeding some at a time keeps the overshoot past the cap at four megabytes.
const STEP = 4096;

function inflateGrowing(body: Uint8Array, cap: number): Bytes {
  const parts: Uint8Array[] = [];
  let length = 0;
  const stream = new Inflate((part) => {
    length += part.length;
    if (length > cap) throw fault('qr-oversized', { cap });
    parts.push(part);
  });
  for (let at = 0; at < body.length; at += STEP)
    stream.push(body.subarray(at, at + STEP), at + STEP >= body.length);
  const contents = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    contents.set(part, at);
    at += part.length;
  }
  return contents;
}

/** Whether the stream says the same without its last set bit: then that bit was padding, or a byte after the end. */
function hasSpareBits(body: Uint8Array, contents: Uint8Array, cap: number): boolean {
  const last = body.at(-1) ?? 0;
  const lesser = own(last === 0 ? body.subarray(0, -1) : body);
  if (last !== 0) lesser[lesser.length - 1] = last & ~(1 << (31 - Math.clz32(last)));
  try {
    return sameBytes(inflateRaw(lesser, cap), contents);
  } catch {
    return false;
  }
}

function adler32(bytes: Uint8Array): number {
  let a = 1;
  let b = 0;
  for (const byte of bytes) {
    a = (a + byte) % 65_521;
    b = (b + a) % 65_521;
  }
  return b * 65_536 + a;
}
