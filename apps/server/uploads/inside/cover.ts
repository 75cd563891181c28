import sharp from 'sharp';
import { LIMITS } from '../limits.ts';
import type { Page, Part, Size } from '../wire.ts';

const QUALITY = 82;
/** A JPEG keeps its pixels in blocks of at most so many a side, and each pixel of a block bears a trace of the others (ITU-T T.81, A.2). */
const BLOCK = 16;
/** Colours are kept at half the size, and drawn large again they reach one pixel into the next block. */
const REACH = 2;

/**
 * A page in grey with parts of it black. Each part is widened to whole blocks and as far as their colours reach, so that what lay
 * under it left no trace in any pixel that stays; and the new blocks under it are of one colour to their edges.
 */
export async function cover(page: Buffer, parts: readonly Part[]): Promise<Page> {
  const { data, info } = await sharp(page, { failOn: 'warning', limitInputPixels: LIMITS.pixels })
    .greyscale()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== 1) throw new Error('not grey');
  const { width, height } = info;
  for (const part of parts) blacken(data, { width, height }, part);
  const jpeg = await sharp(data, { raw: { width, height, channels: 1 } })
    .toColourspace('b-w')
    .jpeg({ quality: QUALITY })
    .toBuffer();
  return { jpeg, width, height };
}

function blacken(pixels: Buffer, { width, height }: Size, part: Part): void {
  const [left, right] = widened(part.left, part.width, width);
  const [top, bottom] = widened(part.top, part.height, height);
  for (let y = top; y < bottom; y += 1) pixels.fill(0, y * width + left, y * width + right);
}

/** From before a block's first pixel to after a block's last, within the page. */
function widened(start: number, length: number, side: number): [number, number] {
  const first = Math.floor((start * side) / BLOCK) * BLOCK;
  const end = Math.ceil(((start + length) * side) / BLOCK) * BLOCK;
  return [Math.max(0, first - REACH), Math.min(side, end + REACH)];
}
