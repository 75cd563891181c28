import { concat, sha256 } from './bytes.ts';

export const HASH_SIZE = 32;

/** SHA-256(0x00 ‖ leaf): RFC 6962 section 2.1, RFC 9162 section 2.1.1. */
export function leafHash(leaf: Uint8Array): Uint8Array<ArrayBuffer> {
  return sha256(concat(Uint8Array.of(0), leaf));
}

// Filled anew for every node: nothing waits between filling and hashing.
const node = Uint8Array.of(1, ...new Uint8Array(2 * HASH_SIZE));

/** SHA-256(0x01 ‖ left ‖ right): RFC 6962 section 2.1, RFC 9162 section 2.1.1. Both of 32 bytes. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  node.set(left, 1);
  node.set(right, 1 + HASH_SIZE);
  return sha256(node);
}

/** `nodeHash` of each pair of a row of hashes that lie end to end; a last one without a neighbour is left out. */
export function rowAbove(row: Uint8Array): Uint8Array<ArrayBuffer> {
  const above = new Uint8Array(Math.floor(row.length / (2 * HASH_SIZE)) * HASH_SIZE);
  for (let at = 0; at < above.length; at += HASH_SIZE) {
    node.set(row.subarray(at * 2, at * 2 + 2 * HASH_SIZE), 1);
    above.set(sha256(node), at);
  }
  return above;
}

/** The root of a tree without leaves: SHA-256 of nothing. */
export function emptyRoot(): Uint8Array<ArrayBuffer> {
  return sha256(new Uint8Array());
}
