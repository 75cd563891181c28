import { concat, sha256 } from './bytes.ts';

export const HASH_SIZE = 32;

/** SHA-256(0x00 ‖ leaf): RFC 6962 section 2.1, RFC 9162 section 2.1.1. */
export async function leafHash(leaf: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return sha256(concat(Uint8Array.of(0), leaf));
}

/** SHA-256(0x01 ‖ left ‖ right): RFC 6962 section 2.1, RFC 9162 section 2.1.1. */
export async function nodeHash(left: Uint8Array, right: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  return sha256(concat(Uint8Array.of(1), left, right));
}

/** The root of a tree without leaves: SHA-256 of nothing. */
export async function emptyRoot(): Promise<Uint8Array<ArrayBuffer>> {
  return sha256(new Uint8Array());
}
