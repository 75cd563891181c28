import type { Pixels } from './pixels.ts';
import { type Frame, resample } from './resample.ts';

/** 35 × 45 mm at 300 dpi. */
export const portraitSize = { width: 413, height: 531 } as const;

/** Width of a portrait by its height. */
export const portraitAspect = 35 / 45;

/** The part of a camera picture inside `frame`, at 35 × 45 mm and 300 dpi. */
export function cropPortrait(image: Pixels, frame: Frame): Pixels {
  return resample(image, frame, portraitSize.width, portraitSize.height);
}

/**
 * The portrait small enough to ride in a QR code. A wider shape than the portrait's loses a strip at the bottom, never
 * at the top: shoulders say less than the crown of a head or its cover.
 */
export function shrinkPortrait(portrait: Pixels, width: number, height: number): Pixels {
  const tall = (portrait.width * height) / width;
  const frame: Frame =
    tall <= portrait.height
      ? { x: 0, y: 0, width: portrait.width, height: tall }
      : {
          x: (portrait.width - (portrait.height * width) / height) / 2,
          y: 0,
          width: (portrait.height * width) / height,
          height: portrait.height,
        };
  return resample(portrait, frame, width, height);
}
