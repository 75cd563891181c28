import { crc32, deflateSync } from 'node:zlib';
import { pixels } from './jpeg.ts';
import { MARKER } from './marker.ts';

export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Signature and header, which every PNG starts with. */
const HEAD = PNG_SIGNATURE.length + 25;

export function chunk(type: string, data: string | Buffer = ''): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), Buffer.from(data)]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length - 4);
  check.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, check]);
}

/** A PNG of one colour, of any size: header, as many zeroes as its pixels take, end. */
export function blankPng(
  width: number,
  height: number,
  { depth = 8, colour = 0, interlaced = false, data = true } = {},
): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, 0, 0, interlaced ? 1 : 0], 8);
  const channels = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }[colour] ?? 1;
  const rows = (columns: number, lines: number) =>
    columns === 0 ? 0 : lines * (1 + Math.ceil((columns * channels * depth) / 8));
  const pass = (size: number, from: number, step: number) => Math.max(0, Math.ceil((size - from) / step));
  const size = interlaced
    ? ADAM7.reduce((sum, [x, y, dx, dy]) => sum + rows(pass(width, x, dx), pass(height, y, dy)), 0)
    : rows(width, height);
  return Buffer.concat([
    PNG_SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.alloc(data ? size : 0))),
    chunk('IEND'),
  ]);
}

/** First column and row of each pass and its steps (ISO/IEC 15948, section 8.2). */
const ADAM7 = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** PNGs that hold the marker outside their pixels. */
export async function dirtyPngs(): Promise<Record<string, Buffer>> {
  const plain = await pixels(300, 200).png().toBuffer();
  const withChunks = (...chunks: Buffer[]) =>
    Buffer.concat([plain.subarray(0, HEAD), ...chunks, plain.subarray(HEAD)]);
  const [animation, frame] = [Buffer.alloc(8), Buffer.alloc(26)];
  animation.writeUInt32BE(2);
  frame.writeUInt32BE(300, 4);
  frame.writeUInt32BE(200, 8);
  const second = Buffer.concat([Buffer.from([0, 0, 0, 1]), Buffer.from(MARKER)]);
  return {
    'PNG: text': withChunks(chunk('tEXt', `Comment\0${MARKER}`)),
    'PNG: text in any script': withChunks(chunk('iTXt', `XML:com.adobe.xmp\0\0\0\0\0${MARKER}`)),
    'PNG: packed text': withChunks(
      chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(MARKER)])),
    ),
    'PNG: packed text that unpacks to 64 MB': withChunks(
      chunk('zTXt', Buffer.concat([Buffer.from('Comment\0\0'), deflateSync(Buffer.alloc(64e6, MARKER))])),
    ),
    'PNG: EXIF': withChunks(chunk('eXIf', `II*\0\x08\0\0\0\0\0${MARKER}`)),
    'PNG: a time': withChunks(
      chunk('tIME', Buffer.from([7, 0xea, 1, 2, 3, 4, 5])),
      chunk('tEXt', `a\0${MARKER}`),
    ),
    'PNG: a chunk of nobody’s': withChunks(chunk('maRk', MARKER)),
    'PNG: an animation': Buffer.concat([
      plain.subarray(0, HEAD),
      chunk('acTL', animation),
      plain.subarray(HEAD, -12),
      chunk('fcTL', frame),
      chunk('fdAT', second),
      chunk('IEND'),
    ]),
    'PNG: HTML behind its end': Buffer.concat([plain, Buffer.from(`<script>${MARKER}</script>`)]),
    'PNG: a ZIP behind its end': Buffer.concat([plain, Buffer.from(`PK\x03\x04${MARKER}PK\x05\x06`)]),
  };
}
