import { type CropHint, cropHint } from './crop.ts';
import type { Grey } from './grey.ts';

/** What somebody may want to know before a picture goes: a hint, and never a refusal. */
export type QualityHint = 'small' | 'small-face' | 'dark' | 'blurred' | 'glare' | CropHint;

/** Long edge that a picture is looked at with: thresholds mean the same for every camera. */
export const LOOK_AT = 640;
/** Fewer pixels on the short edge, and small print is lost. */
const LEAST_EDGE = 700;
/** A face has no print: fewer than these, and it is coarse on the card. */
const LEAST_FACE_EDGE = 400;
/** Mean grey of a page in a room with the light on is well above. */
const DARK = 70;
/** Variance of the Laplacian (Pech-Pacheco et al., ICPR 2000) in the sharpest part; print in focus has hundreds. */
const SHARP = 90;
const TILES = 8;
/** From here up a camera saw light and no print; a page in ordinary light stays below. */
const BURNT = 250;
/** Share of a tile that is burnt where a lamp lies on the paper. */
const BURNT_SHARE = 0.9;
/** Share of the whole from which white is the paper's colour, as a program or a scanner makes it. */
const WHITE_PAPER = 0.3;

/** The same of a face. Soft light and a plain wall are no fault there, so that focus and bright spots are not judged. */
export function faceHints(grey: Grey, edge: number): QualityHint[] {
  return [
    ...(edge < LEAST_FACE_EDGE ? (['small-face'] as const) : []),
    ...(mean(grey.values) < DARK ? (['dark'] as const) : []),
  ];
}

/** @param edge short edge of the picture as it came, in pixels */
export function qualityHints(grey: Grey, edge: number): QualityHint[] {
  const hints: QualityHint[] = [];
  if (edge < LEAST_EDGE) hints.push('small');
  const dark = mean(grey.values) < DARK;
  if (dark) hints.push('dark');
  // In the dark nothing is sharp, and one hint at a time is enough to act on.
  else if (sharpness(grey) < SHARP) hints.push('blurred');
  if (hasGlare(grey)) hints.push('glare');
  // What is blurred or dark has no outline to go by, and few pixels and a paper far off ask for the same.
  const crop = hints.includes('dark') || hints.includes('blurred') ? null : cropHint(grey);
  if (crop === 'cut' || (crop === 'far' && !hints.includes('small'))) hints.push(crop);
  return hints;
}

/**
 * How sharp the sharpest part is: the paper may fill a corner of the picture, with a plain table around it. Of the tiles'
 * values the fourth, so that one bright speck does not speak for the whole.
 */
export function sharpness(grey: Grey): number {
  return tiles(grey, variance).sort((a, b) => b - a)[3] ?? 0;
}

/** A lamp or a window that lies on the paper: a spot without any print, in a picture that is not white all over. */
function hasGlare(grey: Grey): boolean {
  const { width, height, values } = grey;
  if (width < TILES || height < TILES) return false;
  const burnt = tiles(grey, ({ left, top, wide, high }) => {
    let count = 0;
    for (let y = top; y < top + high; y += 1)
      for (let x = left; x < left + wide; x += 1) if ((values[y * width + x] ?? 0) >= BURNT) count += 1;
    return count / (wide * high);
  });
  const overall = burnt.reduce((sum, share) => sum + share, 0) / burnt.length;
  return overall < WHITE_PAPER && burnt.some((share) => share > BURNT_SHARE);
}

type Tile = { left: number; top: number; wide: number; high: number };

function tiles(grey: Grey, of: (tile: Tile, grey: Grey) => number): number[] {
  const [wide, high] = [Math.floor(grey.width / TILES), Math.floor(grey.height / TILES)];
  return Array.from({ length: TILES * TILES }, (_, n) =>
    of({ left: (n % TILES) * wide, top: Math.floor(n / TILES) * high, wide, high }, grey),
  );
}

function variance({ left, top, wide, high }: Tile, { width, height, values }: Grey): number {
  let [count, sum, squares] = [0, 0, 0];
  const at = (x: number, y: number) => values[y * width + x] ?? 0;
  for (let y = Math.max(1, top); y < Math.min(top + high, height - 1); y += 1)
    for (let x = Math.max(1, left); x < Math.min(left + wide, width - 1); x += 1) {
      const laplacian = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y);
      count += 1;
      sum += laplacian;
      squares += laplacian * laplacian;
    }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

function mean(values: Uint8ClampedArray): number {
  let sum = 0;
  for (const value of values) sum += value;
  return values.length === 0 ? 0 : sum / values.length;
}
