import { Fault } from '@commonkey/words';
import { sameBytes } from './bytes.ts';
import type { LedgerCode } from './errors.ts';
import { emptyRoot, HASH_SIZE, nodeHash } from './hash.ts';

/** The root over leaf hashes, in order, by the definition of RFC 9162 section 2.1.1. */
export async function rootOf(hashes: readonly Uint8Array[]): Promise<Uint8Array> {
  const [only] = hashes;
  if (only === undefined) return emptyRoot();
  if (hashes.length === 1) return only;
  const split = largestPowerBelow(hashes.length);
  return nodeHash(await rootOf(hashes.slice(0, split)), await rootOf(hashes.slice(split)));
}

/** The path from leaf `index` to the root over `hashes`, bottom first (RFC 9162 section 2.1.3.1). */
export async function proveInclusion(hashes: readonly Uint8Array[], index: number): Promise<Uint8Array[]> {
  if (!Number.isSafeInteger(index) || index < 0 || index >= hashes.length)
    throw new Fault<LedgerCode>('ledger-index-out-of-range');
  if (hashes.length === 1) return [];
  const split = largestPowerBelow(hashes.length);
  const [left, right] = [hashes.slice(0, split), hashes.slice(split)];
  return index < split
    ? [...(await proveInclusion(left, index)), await rootOf(right)]
    : [...(await proveInclusion(right, index - split)), await rootOf(left)];
}

/**
 * Checks that `hash` is leaf `index` of the tree of `size` leaves with `root` (RFC 9162 section 2.1.3.2).
 *
 * @param hash the leaf's `leafHash`, 32 bytes
 * @throws Fault `ledger-proof-invalid`
 */
export async function verifyInclusion(claim: {
  index: number;
  size: number;
  hash: Uint8Array;
  proof: readonly Uint8Array[];
  root: Uint8Array;
}): Promise<void> {
  const { index, size, hash, proof, root } = claim;
  const counted = Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size;
  if (!counted || [hash, root, ...proof].some((part) => part.length !== HASH_SIZE)) throw invalid();
  // BigInt, because the shifts of a number end at 32 bits.
  let [fn, sn] = [BigInt(index), BigInt(size - 1)];
  let reached = hash;
  for (const sibling of proof) {
    if (sn === 0n) throw invalid();
    if (fn % 2n === 1n || fn === sn) {
      reached = await nodeHash(sibling, reached);
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn / 2n, sn / 2n];
    } else {
      reached = await nodeHash(reached, sibling);
    }
    [fn, sn] = [fn / 2n, sn / 2n];
  }
  if (sn !== 0n || !sameBytes(reached, root)) throw invalid();
}

function invalid(): Fault<LedgerCode> {
  return new Fault<LedgerCode>('ledger-proof-invalid');
}

/** The largest power of two smaller than `size` (size ≥ 2). */
function largestPowerBelow(size: number): number {
  let power = 1;
  while (power * 2 < size) power *= 2;
  return power;
}
