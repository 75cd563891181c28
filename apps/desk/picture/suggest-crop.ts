import { type Outline, outlineOf } from './outline.ts';
import type { Pixels } from './pixels.ts';
import { portraitAspect } from './portrait.ts';
import type { Frame } from './resample.ts';

export type CropSuggestion = Readonly<{
  frame: Frame;
  /** `outline`: fitted to whatever stands before the background. `centre`: nothing clear enough, the largest frame in the middle. */
  basis: 'outline' | 'centre';
}>;

/** From the crown to where the shoulders begin, as a share of the picture; with the neck that leaves 70–80 % to the head. */
const headAndNeck = 0.84;
/** Room above the head, hair or cover. */
const above = 0.09;

/**
 * Where to cut a portrait out of a camera picture. Looks only at what differs from the background and how wide it is,
 * not for a face: a veil, a turban, a wheelchair's headrest or any skin is as good as another. The clerk can move it.
 */
export function suggestCrop(image: Pixels): CropSuggestion {
  const outline = outlineOf(image);
  if (outline === undefined) return { frame: centred(image), basis: 'centre' };
  return { frame: around(image, outline), basis: 'outline' };
}

/** Moves a frame by shares of its own size and scales it around its centre, never beyond the picture. */
export function adjustFrame(
  image: Pixels,
  frame: Frame,
  { right = 0, down = 0, zoom = 1 }: { right?: number; down?: number; zoom?: number },
): Frame {
  const height = Math.min(frame.height / zoom, largestHeight(image));
  const width = height * portraitAspect;
  return inside(image, {
    x: frame.x + right * frame.width + (frame.width - width) / 2,
    y: frame.y + down * frame.height + (frame.height - height) / 2,
    width,
    height,
  });
}

function around(image: Pixels, { top, middle, shoulders, bottom }: Outline): Frame {
  // Under a flowing cover no shoulders show: then the frame reaches down to the end of what is seen.
  const wanted = shoulders === undefined ? (bottom - top) / (1 - above) : (shoulders - top) / headAndNeck;
  const height = Math.min(wanted, largestHeight(image));
  const width = height * portraitAspect;
  return inside(image, { x: middle - width / 2, y: top - above * height, width, height });
}

function centred(image: Pixels): Frame {
  const height = largestHeight(image);
  const width = height * portraitAspect;
  return { x: (image.width - width) / 2, y: (image.height - height) / 2, width, height };
}

function largestHeight(image: Pixels): number {
  return Math.min(image.height, image.width / portraitAspect);
}

function inside(image: Pixels, frame: Frame): Frame {
  return {
    ...frame,
    x: Math.min(Math.max(0, frame.x), image.width - frame.width),
    y: Math.min(Math.max(0, frame.y), image.height - frame.height),
  };
}
