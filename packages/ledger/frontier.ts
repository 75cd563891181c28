import { Fault } from '@commonkey/words';
import { concat } from './bytes.ts';
import type { LedgerCode } from './errors.ts';
import { HASH_SIZE, nodeHash } from './hash.ts';
import { fold } from './ranges.ts';

/**
 * All that appending needs: the roots of the perfect subtrees a tree of `size` leaves falls into, largest first; one for
 * each bit set in `size`.
 */
export type Frontier = { readonly size: number; readonly peaks: readonly Uint8Array[] };

export const EMPTY_FRONTIER: Frontier = { size: 0, peaks: [] };

/** @param hash the new leaf's `leafHash` */
export function append(frontier: Frontier, hash: Uint8Array): Frontier {
  const peaks = [...frontier.peaks];
  let peak = hash;
  // Adding one carries through the trailing ones of the size, as in binary addition; sizes may pass 2^32.
  for (let size = frontier.size; size % 2 === 1; size = (size - 1) / 2) {
    const left = peaks.pop();
    if (!left) throw new Fault<LedgerCode>('ledger-frontier-invalid');
    peak = nodeHash(left, peak);
  }
  return { size: frontier.size + 1, peaks: [...peaks, peak] };
}

/** The tree's root (RFC 9162 section 2.1.1). */
export function root(frontier: Frontier): Uint8Array {
  return fold(frontier.peaks);
}

/** Peaks end to end, 32 bytes each. */
export function packFrontier(frontier: Frontier): Uint8Array {
  return concat(...frontier.peaks);
}

/** @throws Fault `ledger-frontier-invalid` when the bytes are not a frontier of that size */
export function unpackFrontier(size: number, bytes: Uint8Array): Frontier {
  const count = bytes.length / HASH_SIZE;
  if (!Number.isSafeInteger(size) || size < 0 || count !== bitsSet(size))
    throw new Fault<LedgerCode>('ledger-frontier-invalid');
  const peaks = Array.from({ length: count }, (_, i) => bytes.slice(i * HASH_SIZE, (i + 1) * HASH_SIZE));
  return { size, peaks };
}

function bitsSet(size: number): number {
  return size.toString(2).replaceAll('0', '').length;
}
