import { Fault } from '@commonkey/words';

/** What `readQr` can refuse. */
export type ScanCode = 'scan-picture-malformed' | 'scan-picture-too-large';

/** Pixels as `CanvasRenderingContext2D.getImageData` gives them: four bytes a pixel, red green blue alpha, row by row. */
export type RgbaImage = {
  readonly data: Uint8ClampedArray | Uint8Array;
  readonly width: number;
  readonly height: number;
};

/** Pixels a picture may have. The reader's memory grows with the picture, so a phone's 200-megapixel file is scaled down first. */
export const largestPicture = 40_000_000;

/**
 * Refuses a picture whose size and bytes disagree, or that is larger than {@link largestPicture} pixels.
 *
 * @throws Fault `scan-picture-malformed` | `scan-picture-too-large` with `pixels` and `limit`
 */
export function soundImage(image: RgbaImage): void {
  const { width, height, data } = image;
  if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) {
    throw new Fault<ScanCode>('scan-picture-malformed', { width, height });
  }
  const pixels = width * height;
  if (pixels > largestPicture) {
    throw new Fault<ScanCode>('scan-picture-too-large', { pixels, limit: largestPicture });
  }
  if (data.length !== pixels * 4) throw new Fault<ScanCode>('scan-picture-malformed', { width, height });
}
