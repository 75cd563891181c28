import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { largestPicture, type RgbaImage, readQr } from '@commonkey/scan';
import sharp from 'sharp';
import { cardFault } from './codes.ts';

/** Formats a picture may have: fewer decoders, fewer surprises. */
const FORMATS = new Set(['jpeg', 'png', 'webp']);

/** Fault: `qr-not-found`, `picture-unreadable`. */
export async function qrTextOf(file: Uint8Array): Promise<string> {
  const text = await readQr(await pixelsOf(file), readerWasm());
  if (text === null) throw cardFault('qr-not-found');
  return text;
}

async function pixelsOf(file: Uint8Array): Promise<RgbaImage> {
  try {
    const picture = sharp(file, { limitInputPixels: largestPicture, failOn: 'truncated' });
    const { format } = await picture.metadata();
    if (!FORMATS.has(format)) throw cardFault('picture-unreadable');
    const { data, info } = await picture.rotate().ensureAlpha().raw().toBuffer({ resolveWithObject: true });
    return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
  } catch (error) {
    throw cardFault('picture-unreadable', {}, error);
  }
}

/** The reader that the scan package brings along. */
function readerWasm(): Uint8Array<ArrayBuffer> {
  const { resolve } = createRequire(import.meta.resolve('@commonkey/scan'));
  return new Uint8Array(readFileSync(resolve('zxing-wasm/reader/zxing_reader.wasm')));
}
