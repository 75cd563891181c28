import sharp from 'sharp';
import { LIMITS, LONG_SIDE, type Want } from '../limits.ts';
import type { Page } from '../wire.ts';

const QUALITY = 82;

/**
 * Leaves libvips two loaders, both from memory, one thread, and no memory between pictures; then has it do everything
 * once, so that whatever it opens or starts is there before the child is locked.
 */
export async function warmUp(): Promise<void> {
  sharp.block({ operation: ['VipsForeignLoad'] });
  sharp.unblock({ operation: ['VipsForeignLoadJpegBuffer', 'VipsForeignLoadPngBuffer'] });
  sharp.cache(false);
  sharp.concurrency(1);
  const { jpeg } = await encode(Buffer.alloc(3 * 64), { width: 8, height: 8, channels: 3 });
  await redraw(Buffer.from(jpeg), 'paper');
}

/** Decodes a JPEG or PNG to pixels, upright, in sRGB, on white, and makes a new JPEG of them. */
export async function redraw(document: Buffer, want: Want): Promise<Page> {
  const { data, info } = await sharp(document, {
    failOn: 'warning',
    limitInputPixels: LIMITS.pixels,
    autoOrient: true,
  })
    .resize({
      width: LONG_SIDE[want],
      height: LONG_SIDE[want],
      fit: 'inside',
      withoutEnlargement: true,
    })
    .flatten({ background: '#fff' })
    .toColourspace('srgb')
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return encode(data, info);
}

/** A JPEG of nothing but these pixels: whatever came with the document ended at the raw bytes. */
export async function encode(
  pixels: Buffer,
  { width, height, channels }: { width: number; height: number; channels: 1 | 2 | 3 | 4 },
): Promise<Page> {
  const jpeg = await sharp(pixels, { raw: { width, height, channels } })
    .flatten({ background: '#fff' })
    .jpeg({ quality: QUALITY })
    .toBuffer();
  return { jpeg, width, height };
}

/** What a failure inside libvips means to the person who sent the document. */
export function pictureFault(error: unknown): 'upload-too-many-pixels' | 'upload-damaged' {
  const said = error instanceof Error ? error.message : '';
  return /pixel limit|out of memory|unable to allocate|too large|exceeds/i.test(said)
    ? 'upload-too-many-pixels'
    : 'upload-damaged';
}
