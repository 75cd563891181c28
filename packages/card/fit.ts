import { cardFault } from './faults.ts';

/** A line as it will be drawn: `squeeze` narrows the letters, 1 leaves them. */
export type FittedLine = { readonly text: string; readonly width: number; readonly squeeze: number };
export type Fitted = { readonly size: number; readonly lines: readonly FittedLine[] };

export type Room = {
  readonly width: number;
  readonly height: number;
  /** Sizes tried, largest first: `largest` down to `comfortable` before any letter is narrowed, then to `smallest`. */
  readonly largest: number;
  readonly comfortable: number;
  readonly smallest: number;
  readonly step: number;
  /** Distance of base lines in em. */
  readonly leading: number;
  readonly maxLines?: number;
};

/** The narrowest a letter may become. Below it a smaller size reads better. */
export const NARROWEST = 0.85;

/**
 * Sets a text into a room: the largest size at which it wraps into the height, whole words first, then letters
 * narrowed to 85 %, then smaller, and only at the smallest size a break inside a word. Nothing is ever cut off.
 * `widthOf` gives em. Throws `card-does-not-fit`.
 */
export function fitText(text: string, room: Room, widthOf: (text: string) => number): Fitted {
  const words = splitWords(text);
  const sizes: number[] = [];
  for (let size = room.largest; size >= room.smallest - 1e-9; size -= room.step) sizes.push(size);
  const attempt = (size: number, squeeze: number, parts: readonly string[]): Fitted | null => {
    const limit = room.width / size / squeeze;
    const most = Math.min(
      room.maxLines ?? Number.POSITIVE_INFINITY,
      Math.floor(room.height / (size * room.leading) + 1e-9),
    );
    const lines = balanced(parts, limit, most, widthOf);
    if (!lines) return null;
    // All lines alike: one narrow line among wide ones looks like a mistake.
    const longest = Math.max(...lines.map(widthOf)) * size;
    const narrowed = Math.min(1, room.width / longest);
    return {
      size,
      lines: lines.map((line) => ({
        text: line,
        width: widthOf(line) * size * narrowed,
        squeeze: narrowed,
      })),
    };
  };
  const comfortable = sizes.filter((size) => size >= room.comfortable - 1e-9);
  const tight = sizes.filter((size) => size < room.comfortable - 1e-9);
  for (const size of comfortable) {
    const fitted = attempt(size, 1, words);
    if (fitted) return fitted;
  }
  for (const size of comfortable) {
    const fitted = attempt(size, NARROWEST, words);
    if (fitted) return fitted;
  }
  for (const size of tight) {
    const fitted = attempt(size, 1, words) ?? attempt(size, NARROWEST, words);
    if (fitted) return fitted;
  }
  const letters = words.flatMap(splitLetters);
  for (const size of sizes) {
    const fitted = attempt(size, NARROWEST, letters);
    if (fitted) return fitted;
  }
  throw cardFault('card-does-not-fit', { letters: [...text].length });
}

/** Pieces between which a line may break; each keeps its own trailing space or hyphen. */
function splitWords(text: string): string[] {
  return text.match(/[^\s-]*(?:-+|\s+|$)/gu)?.filter((piece) => piece !== '') ?? [];
}

function splitLetters(word: string): string[] {
  return Array.from(
    new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(word),
    (s) => s.segment,
  );
}

/** The fewest lines, then the evenest: two lines of like length read as one name. */
function balanced(
  parts: readonly string[],
  limit: number,
  most: number,
  widthOf: (text: string) => number,
): string[] | null {
  const lines = greedy(parts, limit, widthOf);
  if (!lines || lines.length > most) return null;
  let low = 0;
  let high = limit;
  let best = lines;
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    const tried = greedy(parts, middle, widthOf);
    if (tried && tried.length === lines.length) {
      best = tried;
      high = middle;
    } else low = middle;
  }
  return best;
}

function greedy(parts: readonly string[], limit: number, widthOf: (text: string) => number): string[] | null {
  const lines: string[] = [];
  let line = '';
  for (const part of parts) {
    if (widthOf((line + part).trimEnd()) <= limit + 1e-9) {
      line += part;
      continue;
    }
    if (widthOf(part.trimEnd()) > limit + 1e-9) return null;
    lines.push(line.trimEnd());
    line = part;
  }
  lines.push(line.trimEnd());
  return lines.filter((each) => each !== '');
}
