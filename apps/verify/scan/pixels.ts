import type { RgbaImage } from '@commonkey/scan';
import { problem } from './problem.ts';

/** Files larger than this are not opened. */
export const mostMegabytes = 40;
/** Phones photograph up to 200 megapixels; a canvas of that size would end the page. Sixteen are plenty for a code. */
const mostPixels = 16_000_000;

/**
 * Pixels of a picture file, scaled down if it is huge. The file's name and its hidden data are not looked at.
 *
 * @throws Fault `picture-too-large` | `picture-unreadable`
 */
export async function pixelsOf(file: Blob): Promise<RgbaImage> {
  if (file.size > mostMegabytes * 1_000_000) throw problem('picture-too-large');
  const bitmap = await createImageBitmap(file).catch(() => {
    throw problem('picture-unreadable');
  });
  try {
    const shrink = Math.min(1, Math.sqrt(mostPixels / (bitmap.width * bitmap.height)));
    return drawn(bitmap, Math.floor(bitmap.width * shrink), Math.floor(bitmap.height * shrink));
  } finally {
    bitmap.close();
  }
}

/** What a canvas sees of a picture or of the camera's current frame. */
export function drawn(source: CanvasImageSource, width: number, height: number): RgbaImage {
  const canvas = new OffscreenCanvas(Math.max(1, width), Math.max(1, height));
  const pen = canvas.getContext('2d', { willReadFrequently: true });
  if (!pen) throw problem('picture-unreadable');
  pen.fillStyle = '#fff'; // a transparent picture would read as black on black
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(source, 0, 0, canvas.width, canvas.height);
  return pen.getImageData(0, 0, canvas.width, canvas.height);
}
