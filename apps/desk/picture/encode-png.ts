import { zlibSync } from 'fflate';
import type { Pixels } from './pixels.ts';

/**
 * An opaque picture as PNG (8-bit RGB), the same bytes on every machine: the browser's own encoder differs by version,
 * and the card's faces are compared byte by byte. PNG, third edition, W3C 2025.
 */
export function encodePng({ data, width, height }: Pixels): Uint8Array<ArrayBuffer> {
  const rows = paethRows(data, width, height);
  const packed = zlibSync(rows, { level: 6 });
  rows.fill(0);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, 2, 0, 0, 0], 8);
  const parts = [signature, chunk('IHDR', header), chunk('IDAT', packed), chunk('IEND', new Uint8Array())];
  const png = new Uint8Array(parts.reduce((sum, one) => sum + one.length, 0));
  let at = 0;
  for (const part of parts) {
    png.set(part, at);
    at += part.length;
  }
  return png;
}

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);

// One filter for every row: choosing the best by trial saves a tenth and costs the clerk's time.
function paethRows(data: Uint8ClampedArray, width: number, height: number): Uint8Array {
  const stride = width * 3 + 1;
  const rows = new Uint8Array(stride * height);
  const sample = (x: number, y: number, channel: number) =>
    x < 0 || y < 0 ? 0 : (data[(y * width + x) * 4 + channel] ?? 0);
  for (let y = 0; y < height; y += 1) {
    let at = y * stride;
    rows[at] = 4;
    for (let x = 0; x < width; x += 1)
      for (let channel = 0; channel < 3; channel += 1) {
        at += 1;
        const guess = paeth(
          sample(x - 1, y, channel),
          sample(x, y - 1, channel),
          sample(x - 1, y - 1, channel),
        );
        rows[at] = sample(x, y, channel) - guess;
      }
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}

function chunk(type: string, body: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(body.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, body.length);
  for (let at = 0; at < 4; at += 1) bytes[4 + at] = type.charCodeAt(at);
  bytes.set(body, 8);
  view.setUint32(8 + body.length, crc32(bytes.subarray(4, 8 + body.length)));
  return bytes;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, value) => {
  let rest = value;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest;
});

function crc32(bytes: Uint8Array): number {
  let rest = 0xffffffff;
  for (const byte of bytes) rest = (crcTable[(rest ^ byte) & 0xff] ?? 0) ^ (rest >>> 8);
  return (rest ^ 0xffffffff) >>> 0;
}
