import { type Cells, cellsOf, type Piece, piecesOf, sidesOf } from './crop-pieces.ts';
import type { Grey } from './grey.ts';
import { hullArea } from './hull.ts';

/** How the paper lies in its picture: beyond an edge of it, or too far off. */
export type CropHint = 'cut' | 'far';

/** Greys at which the picture is split into lighter and darker: a paper is one light piece at some of them. */
const LEVELS = Array.from({ length: 14 }, (_, at) => 58 + at * 13);
/** Share of the picture under which a letter's print of 10 points is four pixels high in what is sent. */
const FAR = 0.1;
/** Of a side, what the paper must run along to be cut there: a corner that just touches is none. */
const ALONG = 0.2;
/** From three on it fills the picture, as a scan does. */
const MOST_SIDES = 2;
/** Of its hull a paper fills nearly all; a finger and a dark photo at its edge may be missing. */
const FULL = 0.88;
/** Its outline is a step and no shade: so much darker outside, along so much of it. */
const [STEP, SHARP] = [24, 0.85];
/** Cells from an outline's to those that are compared: a camera's outline is a little soft. */
const REACH = 2;
/** Share of its cells that have print. */
const PRINTED = 0.02;
/** Looked at so far inwards, and so many cells on either side of a step; on more than this share of what runs along a side. */
const [DEPTH, AROUND, BOARD] = [40, 5, 0.5];
/** Fewer cells across, and there is nothing to see. */
const LEAST_CELLS = 48;

type Paper = Piece & { cut: boolean; central: boolean };

/**
 * Looks for one light, full, printed shape with a sharp outline. Where there is none (a light paper on a light table, a scan
 * without a table, a dark cover) it says nothing: a hint that is wrong costs more trust than one that is missing. So it
 * does where a whole shape lies in one that is cut: that may be a paper on a light board, or a field of a paper.
 *
 * @returns null for a paper that is whole and near, and wherever it cannot tell
 */
export function cropHint(grey: Grey): CropHint | null {
  const cells = cellsOf(grey);
  if (cells.wide < LEAST_CELLS || cells.high < LEAST_CELLS) return null;
  const papers = LEVELS.flatMap((level) => piecesOf(cells, level).flatMap((piece) => paperOf(cells, piece)));
  const [paper] = papers.sort((a, b) => Number(b.central) - Number(a.central) || b.area - a.area);
  if (!paper) return null;
  if (paper.cut) return papers.some((other) => !other.cut && isWithin(other, paper)) ? null : 'cut';
  return paper.area < FAR * cells.tone.length ? 'far' : null;
}

const isWithin = ({ mask }: Piece, outer: Piece): boolean =>
  mask.every((own, at) => own === 0 || outer.mask[at] === 1);

/** The piece, if it looks like a paper. */
function paperOf(cells: Cells, { mask, area }: Piece): Paper[] {
  const { wide, high, strokes } = cells;
  const sides = sidesOf(wide, high)
    .map(({ cells: side, inwards }) => ({
      run: side.filter((at) => mask[at] === 1),
      inwards,
      of: side.length,
    }))
    .filter(({ run, of }) => run.length >= ALONG * of);
  if (sides.length > MOST_SIDES || sides.some(({ run, inwards }) => isBoard(cells, run, inwards))) return [];
  const printed = strokes.reduce((sum, one, at) => sum + (one & (mask[at] ?? 0)), 0);
  if (printed < PRINTED * area) return [];
  const { points, sharp } = outlineOf(cells, mask);
  if (sharp < SHARP || area < FULL * hullArea(points)) return [];
  const central = mask[Math.floor(high / 2) * wide + Math.floor(wide / 2)] === 1;
  return [{ mask, area, cut: sides.length > 0, central }];
}

/**
 * Is it something light that a paper lies on, rather than the paper? From the picture's edge inwards a paper keeps its tone;
 * a board grows lighter at one blow where the paper begins.
 */
function isBoard({ tone }: Cells, run: readonly number[], inwards: number): boolean {
  const begins = run.filter((from) => {
    const line = Array.from({ length: DEPTH }, (_, at) => tone[from + at * inwards] ?? 0);
    return line.some((_, at) => {
      const [before, after] = [
        line.slice(Math.max(0, at - AROUND), at),
        line.slice(at + REACH, at + REACH + AROUND),
      ];
      return before.length > 0 && after.length === AROUND && Math.min(...after) - Math.max(...before) >= STEP;
    });
  });
  return begins.length > BOARD * run.length;
}

/** The cells that end a piece, and along what share of its outline, the picture's own edge left aside, it ends in a step. */
function outlineOf({ wide, high, tone }: Cells, mask: Uint8Array) {
  const points: [number, number][] = [];
  let [outline, steps] = [0, 0];
  for (let at = 0; at < mask.length; at += 1) {
    if (mask[at] !== 1) continue;
    const [x, y] = [at % wide, Math.floor(at / wide)];
    let ends = false;
    for (const [right, down] of [
      [-1, 0],
      [1, 0],
      [0, -1],
      [0, 1],
    ] as const) {
      const [nextX, nextY] = [x + right, y + down];
      const there = nextX >= 0 && nextX < wide && nextY >= 0 && nextY < high;
      if (there && mask[nextY * wide + nextX] === 1) continue;
      ends = true;
      if (!there) continue;
      outline += 1;
      const toneAt = (cells: number) =>
        tone[clamp(y + down * cells, high) * wide + clamp(x + right * cells, wide)] ?? 0;
      if (toneAt(-REACH) - toneAt(REACH) >= STEP) steps += 1;
    }
    if (ends) points.push([x, y]);
  }
  return { points, sharp: outline === 0 ? 0 : steps / outline };
}

const clamp = (at: number, count: number): number => Math.max(0, Math.min(count - 1, at));
