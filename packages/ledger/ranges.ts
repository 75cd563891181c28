import { emptyRoot, nodeHash } from './hash.ts';

/** Leaves from `start` up to and without `end`. */
export type Range = { readonly start: number; readonly end: number };

/** The perfect subtree over leaves index × 2^level up to and without (index + 1) × 2^level. */
export type Subtree = { readonly level: number; readonly index: number };

/** The largest power of two smaller than `size` (size ≥ 2): where RFC 9162 section 2.1.1 splits a tree. */
export function splitOf(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}

/** Whose roots the path of a leaf is made of, bottom first (RFC 9162 section 2.1.3.1). `index` < `size`. */
export function inclusionRanges(index: number, size: number): Range[] {
  const ranges: Range[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    ranges.unshift(index < middle ? { start: middle, end } : { start, end: middle });
    [start, end] = index < middle ? [start, middle] : [middle, end];
  }
  return ranges;
}

/** Whose roots a consistency proof is made of (RFC 9162 section 2.1.4.1). 0 < `size1` ≤ `size2`. */
export function consistencyRanges(size1: number, size2: number): Range[] {
  const ranges: Range[] = [];
  let [start, end] = [0, size2];
  while (size1 < end) {
    const middle = start + splitOf(end - start);
    ranges.unshift(size1 <= middle ? { start: middle, end } : { start, end: middle });
    [start, end] = size1 <= middle ? [start, middle] : [middle, end];
  }
  // The old tree's own root is known to who asks; a part of it is not.
  return start === 0 ? ranges : [{ start, end }, ...ranges];
}

/**
 * The perfect subtrees a range falls into, left to right. `start` is a multiple of a power of two that is not below the
 * range's length, as it is in every range of a proof.
 */
export function subtreesOf({ start, end }: Range): Subtree[] {
  const parts: Subtree[] = [];
  for (let at = start; at < end; ) {
    let [level, width] = [0, 1];
    while (width * 2 <= end - at) [level, width] = [level + 1, width * 2];
    parts.push({ level, index: at / width });
    at += width;
  }
  return parts;
}

/** The root over subtrees that lie side by side, from their roots, largest (leftmost) first. */
export function fold(roots: readonly Uint8Array[]): Uint8Array {
  const [last, ...rest] = roots.toReversed();
  return rest.reduce((right, left) => nodeHash(left, right), last ?? emptyRoot());
}
