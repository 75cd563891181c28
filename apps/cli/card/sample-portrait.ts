import sharp from 'sharp';
import { cardFault } from './codes.ts';

const FORMATS = new Set(['jpeg', 'png', 'webp']);
const MOST_PIXELS = 40_000_000;
/** 35 × 45 mm at 300 dpi. */
const PRINT = { width: 413, height: 531 };

export type Portrait = {
  png: Uint8Array;
  avif(width: number, height: number, quality: number): Promise<Uint8Array>;
};

/** A portrait cut to 35 × 45 and freed of everything but its pixels. Fault: `portrait-unreadable`. */
export async function readPortrait(file: Uint8Array): Promise<Portrait> {
  const png = await plainPixels(file);
  return {
    png: new Uint8Array(png),
    avif: async (width, height, quality) => {
      const small = sharp(png).resize(width, height, { fit: 'cover' });
      return new Uint8Array(await small.avif({ quality, effort: 6, chromaSubsampling: '4:2:0' }).toBuffer());
    },
  };
}

async function plainPixels(file: Uint8Array): Promise<Buffer> {
  try {
    const picture = sharp(file, { limitInputPixels: MOST_PIXELS, failOn: 'truncated' });
    const { format } = await picture.metadata();
    if (!FORMATS.has(format)) throw cardFault('portrait-unreadable');
    const cut = picture.rotate().resize(PRINT.width, PRINT.height, { fit: 'cover' });
    return await cut.flatten({ background: 'white' }).png().toBuffer();
  } catch (error) {
    throw cardFault('portrait-unreadable', {}, error);
  }
}
