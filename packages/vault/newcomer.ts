import { type Bytes, concat, own, type Random, webRandom } from './bytes.ts';
import { fault } from './fault.ts';
import { inverse, times } from './field.ts';

/*
 * A half for somebody who comes later, made by two who have one, and joined by nobody. A half is a point of a line over
 * GF(2^8) for each byte of the secret, which lies at 0: `values | x`. For the newcomer's own place `c`, with `a` and `b` of
 * the two (Lagrange's interpolation, as Shamir joins with):
 *
 *   half(c) = f * half(a) + g * half(b),   f = (c + b) / (a + b),   g = (c + a) / (a + b)
 *
 * The first gives `half(a) + r` to the newcomer and `r` to the second, with `r` drawn anew each time; the second gives
 * `f * r + g * half(b)`. The newcomer's `f * (half(a) + r)` plus that is half(c). Whatever one of the three has seen besides is
 * even: the newcomer one value under r, the second r alone, the first nothing.
 */

/** The first one's part: `masked` (a byte shorter than the half) for the newcomer, `mask` (as long as it) for the second. */
export function maskHalf(half: Uint8Array, random: Random = webRandom): { masked: Bytes; mask: Bytes } {
  const { values, place } = readHalf(half);
  const mask = own(random(values.length));
  return { masked: sum(values, mask), mask: concat(mask, Uint8Array.of(place)) };
}

/**
 * The second one's part, for the newcomer: `values | f | place`, a byte longer than a half. Fault `vault-input-invalid`: two of
 * the three places are the same, or one is 0, where the secret lies.
 */
export function finishHalf(half: Uint8Array, mask: Uint8Array, place: number): Bytes {
  const [mine, first] = [readHalf(half), readHalf(mask)];
  const distinct = new Set([mine.place, first.place, place]);
  if (distinct.size < 3 || !Number.isInteger(place) || place < 1 || place > 255)
    throw fault('vault-input-invalid');
  if (mine.values.length !== first.values.length) throw fault('vault-input-invalid');
  const under = inverse(first.place ^ mine.place);
  const f = times(place ^ mine.place, under);
  const g = times(place ^ first.place, under);
  return concat(sum(scaled(first.values, f), scaled(mine.values, g)), Uint8Array.of(f, place));
}

/**
 * The newcomer's half, of both pieces. Pieces that do not belong together or were altered give a half that joins to nothing: it is
 * told then, by the commitment. Fault `vault-input-invalid`: of other lengths than two pieces have.
 */
export function addPieces(masked: Uint8Array, finished: Uint8Array): Bytes {
  const size = masked.length;
  const [f, place] = finished.subarray(size);
  if (size === 0 || finished.length !== size + 2 || f === undefined || place === undefined)
    throw fault('vault-input-invalid');
  return concat(sum(scaled(masked, f), finished.subarray(0, size)), Uint8Array.of(place));
}

/**
 * The half at any place, by somebody who has two of one sharing, and so has all of it already. Fault `vault-input-invalid`: both
 * lie at one place, or the place is 0.
 */
export function halfAt(one: Uint8Array, other: Uint8Array, place: number): Bytes {
  for (const half of [one, other]) if (readHalf(half).place === place) return own(half);
  const { masked, mask } = maskHalf(one);
  const half = addPieces(masked, finishHalf(other, mask, place));
  for (const secret of [masked, mask]) secret.fill(0);
  return half;
}

function readHalf(half: Uint8Array): { values: Uint8Array; place: number } {
  const place = half.at(-1) ?? 0;
  if (half.length < 2 || place === 0) throw fault('vault-input-invalid');
  return { values: half.subarray(0, -1), place };
}

const scaled = (values: Uint8Array, factor: number): Bytes =>
  own(values.map((value) => times(value, factor)));

const sum = (a: Uint8Array, b: Uint8Array): Bytes => own(a.map((value, at) => value ^ (b[at] ?? 0)));
