import type { Size } from './wire.ts';

const [SOI, EOI, SOS, APP0] = [0xd8, 0xd9, 0xda, 0xe0];
/** Baseline and progressive frames (ITU-T T.81, table B.1). */
const FRAMES = new Set([0xc0, 0xc2]);
/** Huffman tables, quantisation tables, restart interval: what pixels need, and nothing that could carry a word. */
const TABLES = new Set([0xc4, 0xdb, 0xdd]);
const JFIF = Buffer.from('JFIF\0');

/**
 * The size of a JPEG that is nothing but pixels, or null: one frame, tables and scans, at most a JFIF header without a
 * thumbnail, no application or comment segment, no byte after its end (ITU-T T.81, annex B). What a fenced child hands
 * back is believed only so far.
 */
export function plainJpeg(jpeg: Uint8Array): Size | null {
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== SOI) return null;
  let size: Size | null = null;
  let at = 2;
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const length = bytes.readUInt16BE(at + 2);
    const end = at + 2 + length;
    if (length < 2 || end > bytes.length) return null;
    const body = bytes.subarray(at + 4, end);
    if (FRAMES.has(marker)) {
      if (size !== null || body.length < 6) return null;
      size = { height: body.readUInt16BE(1), width: body.readUInt16BE(3) };
    } else if (marker === APP0) {
      if (at !== 2 || body.length !== 14 || !body.subarray(0, 5).equals(JFIF)) return null;
    } else if (marker !== SOS && !TABLES.has(marker)) return null;
    at = marker === SOS ? endOfScan(bytes, end) : end;
    if (at < bytes.length && bytes[at + 1] === EOI) return at + 2 === bytes.length ? size : null;
  }
  return null;
}

/** Where the next marker stands: entropy-coded bytes hold FF only before 00 or a restart marker (T.81, F.1.2.3). */
function endOfScan(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1] ?? 0;
    if (next !== 0 && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}
