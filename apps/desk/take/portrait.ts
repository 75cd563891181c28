import type { Portrait } from '../machine/steps.ts';
import { encodePng } from '../picture/encode-png.ts';
import type { FaceEncoder } from '../picture/face-encoder.ts';
import type { Pixels } from '../picture/pixels.ts';
import { wipe } from '../picture/pixels.ts';
import { remembered } from '../remembered.ts';

/** A cropped picture with everything made from it, so that all of it can be overwritten together. */
export function portraitOf(picture: Pixels, encoder: () => Promise<FaceEncoder>): Portrait {
  const png = encodePng(picture);
  const made = new Map<string, Promise<Uint8Array>>();
  return {
    picture,
    png,
    face: (width, height, quality) =>
      remembered(made, `${width}x${height}q${quality}`, async () =>
        (await encoder()).encode(picture, width, height, quality),
      ),
    wipe() {
      wipe(picture);
      png.fill(0);
      for (const bytes of made.values())
        bytes.then(
          (one) => one.fill(0),
          () => undefined,
        );
      made.clear();
    },
  };
}
