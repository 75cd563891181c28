import { Fault } from '@commonkey/words';
import { sameBytes } from './bytes.ts';
import { type LedgerCode, outOfRange } from './errors.ts';
import { HASH_SIZE, nodeHash } from './hash.ts';
import { fold, inclusionRanges, type Range, subtreesOf } from './ranges.ts';

/** The root over leaf hashes, in order (RFC 9162 section 2.1.1). */
export function rootOf(hashes: readonly Uint8Array[]): Uint8Array {
  return rangeRoot(hashes, { start: 0, end: hashes.length });
}

/** The path from leaf `index` to the root over `hashes`, bottom first (RFC 9162 section 2.1.3.1). */
export function proveInclusion(hashes: readonly Uint8Array[], index: number): Uint8Array[] {
  requireIndex(index, hashes.length);
  return inclusionRanges(index, hashes.length).map((range) => rangeRoot(hashes, range));
}

export function requireIndex(index: number, size: number): void {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw outOfRange(index, size);
}

export function rangeRoot(hashes: readonly Uint8Array[], range: Range): Uint8Array {
  return fold(
    subtreesOf(range).map(({ level, index }) =>
      perfectRoot(hashes.slice(index * 2 ** level, (index + 1) * 2 ** level)),
    ),
  );
}

/** @param hashes a power of two of them */
export function perfectRoot(hashes: readonly Uint8Array[]): Uint8Array {
  let row = hashes;
  while (row.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i < row.length; i += 2) above.push(nodeHash(part(row, i), part(row, i + 1)));
    row = above;
  }
  return part(row, 0);
}

/** @throws Fault `ledger-index-out-of-range` */
export function part(hashes: readonly Uint8Array[], at: number): Uint8Array {
  const hash = hashes[at];
  if (!hash) throw outOfRange(at, hashes.length);
  return hash;
}

/**
 * Checks that `hash` is leaf `index` of the tree of `size` leaves with `root` (RFC 9162 section 2.1.3.2).
 *
 * @param hash the leaf's `leafHash`, 32 bytes
 * @throws Fault `ledger-proof-invalid`
 */
export function verifyInclusion(claim: {
  index: number;
  size: number;
  hash: Uint8Array;
  proof: readonly Uint8Array[];
  root: Uint8Array;
}): void {
  const { index, size, hash, proof, root } = claim;
  const counted = Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
  if (!counted || [hash, root, ...proof].some((one) => one.length !== HASH_SIZE)) throw invalid();
  // BigInt, because the shifts of a number end at 32 bits.
  let [fn, sn] = [BigInt(index), BigInt(size - 1)];
  let reached = hash;
  for (const sibling of proof) {
    if (sn === 0n) throw invalid();
    if (fn % 2n === 1n || fn === sn) {
      reached = nodeHash(sibling, reached);
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn / 2n, sn / 2n];
    } else {
      reached = nodeHash(reached, sibling);
    }
    [fn, sn] = [fn / 2n, sn / 2n];
  }
  if (sn !== 0n || !sameBytes(reached, root)) throw invalid();
}

function invalid(): Fault<LedgerCode> {
  return new Fault<LedgerCode>('ledger-proof-invalid');
}
