import { Fault } from '@commonkey/words';
import { sameBytes } from './bytes.ts';
import { type LedgerCode, outOfRange } from './errors.ts';
import { HASH_SIZE, nodeHash } from './hash.ts';
import { rangeRoot } from './inclusion.ts';
import { consistencyRanges } from './ranges.ts';

/**
 * That the tree over the first `size1` of `hashes` is the beginning of the tree over all of them (RFC 9162 section
 * 2.1.4.1). Empty when the sizes are equal.
 *
 * @throws Fault `ledger-index-out-of-range` unless 0 < size1 ≤ hashes.length
 */
export function proveConsistency(hashes: readonly Uint8Array[], size1: number): Uint8Array[] {
  requireSizes(size1, hashes.length);
  return consistencyRanges(size1, hashes.length).map((range) => rangeRoot(hashes, range));
}

/** An empty tree is the beginning of every tree, so a proof that starts from one proves nothing: it is refused. */
export function requireSizes(size1: number, size2: number): void {
  if (!areSizes(size1, size2)) throw outOfRange(size1, size2);
}

const areSizes = (size1: number, size2: number): boolean =>
  Number.isSafeInteger(size1) && Number.isSafeInteger(size2) && size1 > 0 && size1 <= size2;

/**
 * Checks that the tree of `size1` leaves with `root1` is the beginning of that of `size2` with `root2` (RFC 9162 section
 * 2.1.4.2).
 *
 * @throws Fault `ledger-forked` (same size, other root) | `ledger-proof-invalid`
 */
export function verifyConsistency(claim: {
  size1: number;
  size2: number;
  root1: Uint8Array;
  root2: Uint8Array;
  proof: readonly Uint8Array[];
}): void {
  const { size1, size2, root1, root2, proof } = claim;
  if (!areSizes(size1, size2)) throw invalid();
  if (size1 === size2) {
    if (proof.length > 0) throw invalid();
    if (!sameBytes(root1, root2)) throw new Fault<LedgerCode>('ledger-forked', { size: size1 });
    return;
  }
  if ([root1, root2, ...proof].some((one) => one.length !== HASH_SIZE)) throw invalid();
  // BigInt, because the shifts of a number end at 32 bits.
  let [fn, sn] = [BigInt(size1 - 1), BigInt(size2 - 1)];
  while (fn % 2n === 1n) [fn, sn] = [fn / 2n, sn / 2n];
  const [first, ...rest] = fn === 0n ? [root1, ...proof] : proof;
  if (!first) throw invalid();
  let [old, now] = [first, first];
  for (const sibling of rest) {
    if (sn === 0n) throw invalid();
    if (fn % 2n === 1n || fn === sn) {
      [old, now] = [nodeHash(sibling, old), nodeHash(sibling, now)];
      while (fn % 2n === 0n && fn !== 0n) [fn, sn] = [fn / 2n, sn / 2n];
    } else {
      now = nodeHash(now, sibling);
    }
    [fn, sn] = [fn / 2n, sn / 2n];
  }
  if (sn !== 0n || !sameBytes(old, root1) || !sameBytes(now, root2)) throw invalid();
}

function invalid(): Fault<LedgerCode> {
  return new Fault<LedgerCode>('ledger-proof-invalid');
}
