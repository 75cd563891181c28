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

/** The root of a tree without leaves: SHA-256 of nothing. */
export function emptyRoot(): Uint8Array<ArrayBuffer> {
  return sha256(new Uint8Array());
}
