import type { Pixels } from './pixels.ts';
import { resample } from './resample.ts';

/** What stands before the background, in source pixels. */
export type Outline = Readonly<{
  top: number;
  bottom: number;
  /** Middle of the upper part. */
  middle: number;
  /** Where it suddenly widens below its upper part; undefined if it never does. */
  shoulders: number | undefined;
}>;

const columns = 96;
/** Rows below the crown within which nothing can be told. */
const fewest = 9;
/** Colour distance (0–441) from which a cell counts as not background. */
const apart = 40;

/** The outline of whatever differs from the picture's upper corners and edges, or undefined if that is not clear. */
export function outlineOf(image: Pixels): Outline | undefined {
  const rows = Math.max(1, Math.round((columns * image.height) / image.width));
  const small = resample(image, { x: 0, y: 0, width: image.width, height: image.height }, columns, rows);
  const background = edgeColour(small);
  if (background === undefined) return undefined;
  const spans = Array.from({ length: rows }, (_, y) => spanOf(small, y, background));
  const top = firstOf(spans);
  if (top === undefined || top > rows * 0.75) return undefined;
  const cell = image.width / columns;
  const upper = spans.slice(top, top + Math.ceil((rows - top) / 3)).filter((one) => one !== undefined);
  const middle = upper.reduce((sum, one) => sum + (one.first + one.last + 1) / 2, 0) / upper.length;
  const shoulders = shouldersOf(spans.slice(top).map((one) => one?.width ?? 0));
  if (shoulders === 'unclear') return undefined;
  return {
    top: top * cell,
    bottom: rows * cell,
    middle: middle * cell,
    shoulders: shoulders === undefined ? undefined : (top + shoulders) * cell,
  };
}

type Colour = readonly [number, number, number];
type Span = Readonly<{ first: number; last: number; width: number }>;

// Medians of the top rows and the upper sides; a head may touch the top, so no single row decides.
function edgeColour(small: Pixels): Colour | undefined {
  const samples: Colour[] = [];
  const side = Math.round(columns * 0.12);
  for (let y = 0; y < Math.round(small.height * 0.5); y += 1)
    for (let x = 0; x < columns; x += 1)
      if (x < side || x >= columns - side) samples.push(colourAt(small, x, y));
  const centre = [0, 1, 2].map((channel) => median(samples.map((one) => one[channel] ?? 0)));
  const [r = 0, g = 0, b = 0] = centre;
  const alike = samples.filter((one) => distance(one, [r, g, b]) < apart).length;
  return alike < samples.length * 0.7 ? undefined : [r, g, b];
}

function spanOf(small: Pixels, y: number, background: Colour): Span | undefined {
  let [first, last, width] = [-1, -1, 0];
  for (let x = 0; x < columns; x += 1) {
    if (distance(colourAt(small, x, y), background) < apart) continue;
    if (first < 0) first = x;
    last = x;
    width += 1;
  }
  return width < columns * 0.06 ? undefined : { first, last, width };
}

// Three rows in a row, so that a picture hook or a speck of light is no head.
function firstOf(spans: readonly (Span | undefined)[]): number | undefined {
  const at = spans.findIndex((_, y) => spans.slice(y, y + 3).every((one) => one !== undefined));
  return at < 0 || at + 3 > spans.length ? undefined : at;
}

/**
 * The row, counted from the crown, where the figure steps out to its shoulders; undefined if it never widens much.
 * `unclear` if it widens only in ways that shoulders do not: out from a bun or a cover's tip to the head, which
 * narrows again at the neck, or little by little. A frame cut there would have no face in it.
 */
function shouldersOf(widths: readonly number[]): number | 'unclear' | undefined {
  let doubt = false;
  for (let y = fewest; y < widths.length; y += 1) {
    const usual = median(widths.slice(0, y));
    const wide = 1.55 * usual;
    const width = widths[y] ?? 0;
    if (width <= wide) continue;
    const tallEnough = y > 1.2 * usual;
    // A straight cone has four fifths of its width at four fifths of its height: shoulders are well below that.
    const sudden = (widths[Math.floor(y * 0.8)] ?? 0) < 0.72 * width;
    const stays = widths.slice(y).every((below) => below > wide);
    if (tallEnough && sudden && stays) return y;
    doubt = true;
  }
  return doubt ? 'unclear' : undefined;
}

function colourAt(image: Pixels, x: number, y: number): Colour {
  const at = (y * image.width + x) * 4;
  return [image.data[at] ?? 0, image.data[at + 1] ?? 0, image.data[at + 2] ?? 0];
}

function distance(a: Colour, b: Colour): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
