import bidiFactory from 'bidi-js';
import LineBreaker from 'linebreak';
import { draws, faceOf, isUnseen } from './fonts.ts';

/** Letters that go from left to right on the paper, in one type. */
export type Piece = { text: string; face: string };
export type Line = {
  pieces: readonly Piece[];
  width: number;
  rightToLeft: boolean;
};
type Measure = (piece: Piece) => number;

const bidi = bidiFactory();
/** Letters that the shaper of the PDF library turns round by itself. */
const TURNED = /\p{Script=Arabic}/u;
/** A script beside Latin, or a sign that turns the direction: what the PDF library does not set right by itself. */
const OTHER = /[\p{Script=Arabic}\p{Script=Hebrew}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** Whether a text has to be set by `linesOf`: it goes from right to left somewhere, or has letters that `face` has not. */
export const isMixed = (text: string, face: string): boolean =>
  OTHER.test(text) || [...text].some((one) => !isUnseen(one) && !draws(face, one));

/**
 * Lines of one paragraph as they stand on paper: broken by UAX #14, ordered by UAX #9, each piece in a type that has its letters.
 * A word wider than the line is broken wherever a letter ends.
 */
export function linesOf(text: string, base: string, width: number, measure: Measure): Line[] {
  const whole = text.normalize('NFC').replace(/\s/gu, ' ');
  const { levels, paragraphs } = bidi.getEmbeddingLevels(whole);
  const rightToLeft = (paragraphs[0]?.level ?? 0) % 2 === 1;
  const faces = facesOf(whole, base);
  const line = (start: number, end: number): Line => {
    const stop = start + whole.slice(start, end).trimEnd().length;
    const pieces = piecesOf(whole, { start, stop, levels, faces });
    return { pieces, rightToLeft, width: pieces.reduce((sum, piece) => sum + measure(piece), 0) };
  };
  const lines: Line[] = [];
  let start = 0;
  let last: Line = { pieces: [], width: 0, rightToLeft };
  let to = 0;
  const take = (end: number) => {
    const longer = line(start, end);
    if (longer.width > width && to > start) {
      lines.push(last);
      start = to;
      last = line(start, end);
    } else last = longer;
    to = end;
  };
  for (const end of breaksOf(whole)) {
    const word = line(to, end);
    if (word.width <= width) take(end);
    else for (const { segment } of GRAPHEMES.segment(whole.slice(to, end))) take(to + segment.length);
  }
  lines.push(last);
  return lines;
}
const GRAPHEMES = new Intl.Segmenter('und', { granularity: 'grapheme' });

function breaksOf(text: string): number[] {
  const breaker = new LineBreaker(text);
  const found: number[] = [];
  for (let at = breaker.nextBreak(); at; at = breaker.nextBreak()) found.push(at.position);
  return found;
}

/** The type of each code unit. What belongs to no script stays with the letters before it, so that they are shaped in one. */
function facesOf(text: string, base: string): string[] {
  const faces: string[] = [];
  let before = base;
  for (const one of text) {
    const stays = /[\p{Script=Common}\p{Script=Inherited}]/u.test(one) && draws(before, one);
    before = stays ? before : (faceOf(base, one) ?? before);
    for (let unit = 0; unit < one.length; unit += 1) faces.push(before);
  }
  return faces;
}

type Part = { start: number; stop: number; levels: Uint8Array; faces: readonly string[] };

function piecesOf(text: string, { start, stop, levels, faces }: Part): Piece[] {
  const runs: { from: number; until: number; level: number; face: string }[] = [];
  for (let at = start; at < stop; at += 1) {
    const [level, face] = [levels[at] ?? 0, faces[at] ?? ''];
    const run = runs.at(-1);
    if (run?.level === level && run.face === face) run.until = at + 1;
    else runs.push({ from: at, until: at + 1, level, face });
  }
  return inSight(runs).flatMap(({ from, until, level, face }) => {
    const turned = level % 2 === 1;
    const seen = [...text.slice(from, until)].filter((one) => !/\p{Cf}/u.test(one) || draws(face, one));
    const letters = turned ? seen.map((one) => bidi.getMirroredCharacter(one) ?? one) : seen;
    const same = TURNED.test(letters.join('')) === turned;
    return letters.length === 0 ? [] : [{ face, text: (same ? letters : letters.toReversed()).join('') }];
  });
}

/** Rule L2 of UAX #9: from the highest level down to the lowest odd one, what lies at that level or above it is turned round. */
function inSight<R extends { level: number }>(runs: readonly R[]): R[] {
  const sorted = [...runs];
  for (let level = Math.max(0, ...runs.map((run) => run.level)); level > 0; level -= 1)
    for (let at = 0; at < sorted.length; at += 1) {
      let end = at;
      while ((sorted[end]?.level ?? -1) >= level) end += 1;
      if (end > at) sorted.splice(at, end - at, ...sorted.slice(at, end).toReversed());
      at = end;
    }
  return sorted;
}
