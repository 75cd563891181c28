import type { Grey } from './grey.ts';

/** Edge of a cell, in pixels of the look: fine enough for the strip of table beside a paper, coarse enough to pass over print. */
const CELL = 4;
/** Between the lightest and the darkest pixel of a cell that a stroke crosses. */
const STROKE = 50;
/** Share of the picture under which a piece is a cup or a switch. */
const LEAST_AREA = 0.006;

/** Row by row: the tone of what lies under the print, and 1 where print is. */
export type Cells = { wide: number; high: number; tone: Uint8Array; strokes: Uint8Array };
/** A light shape: 1 for its cells, and for those that it encloses. */
export type Piece = { mask: Uint8Array; area: number };

export function cellsOf({ width, height, values }: Grey): Cells {
  const [wide, high] = [Math.floor(width / CELL), Math.floor(height / CELL)];
  const tone = new Uint8Array(wide * high);
  const strokes = new Uint8Array(wide * high);
  const inside = new Uint8Array(CELL * CELL);
  for (let cell = 0; cell < tone.length; cell += 1) {
    const left = startOf(cell % wide, wide, width);
    const top = startOf(Math.floor(cell / wide), high, height);
    for (let at = 0; at < inside.length; at += 1)
      inside[at] = values[(top + Math.floor(at / CELL)) * width + left + (at % CELL)] ?? 0;
    inside.sort();
    // The upper quartile: strokes are darker than what they are on.
    tone[cell] = inside[inside.length - CELL] ?? 0;
    strokes[cell] = Number((inside.at(-1) ?? 0) - (inside[0] ?? 0) >= STROKE);
  }
  return { wide, high, tone, strokes };
}

/** The outermost cells lie at the very edge, and the pixels left over are spread between. */
const startOf = (at: number, cells: number, pixels: number): number =>
  Math.round((at * (pixels - CELL)) / Math.max(1, cells - 1));

/** Connected pieces as light as `level`, but for the smallest. */
export function piecesOf({ wide, high, tone }: Cells, level: number): Piece[] {
  const dark = tone.map((value) => Number(value < level));
  const seen = dark.slice();
  const pieces: Piece[] = [];
  for (let from = 0; from < tone.length; from += 1) {
    if (seen[from] !== 0) continue;
    const cells = flood(seen, [from], wide);
    if (cells.length < LEAST_AREA * tone.length) continue;
    const mask = filled(cells, wide, high);
    pieces.push({ mask, area: mask.reduce((sum, one) => sum + one, 0) });
  }
  return pieces;
}

/** A piece with its holes: a photo, a block of print. */
function filled(cells: readonly number[], wide: number, high: number): Uint8Array {
  const mask = new Uint8Array(wide * high);
  for (const at of cells) mask[at] = 1;
  const outside = mask.slice();
  flood(outside, rimOf(wide, high), wide);
  return mask.map((own, at) => own | (1 - (outside[at] ?? 0)));
}

/** Marks what is 0 and connected to one of the cells, and names it. */
function flood(map: Uint8Array, from: readonly number[], wide: number): number[] {
  const found: number[] = [];
  const take = (at: number) => {
    if (map[at] !== 0) return;
    map[at] = 1;
    found.push(at);
  };
  for (const at of from) take(at);
  for (let next = 0; next < found.length; next += 1) {
    const at = found[next] ?? 0;
    if (at % wide > 0) take(at - 1);
    if (at % wide < wide - 1) take(at + 1);
    take(at - wide);
    take(at + wide);
  }
  return found;
}

/** The four sides of the picture: their cells, and the way from one to the next inwards. */
export function sidesOf(wide: number, high: number): { cells: number[]; inwards: number }[] {
  const along = (count: number, from: number, step: number) =>
    Array.from({ length: count }, (_, at) => from + at * step);
  return [
    { cells: along(wide, 0, 1), inwards: wide },
    { cells: along(wide, wide * (high - 1), 1), inwards: -wide },
    { cells: along(high, 0, wide), inwards: 1 },
    { cells: along(high, wide - 1, wide), inwards: -1 },
  ];
}

const rimOf = (wide: number, high: number): number[] => sidesOf(wide, high).flatMap(({ cells }) => cells);
