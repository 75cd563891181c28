import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js';

export function concat(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

export const utf8 = (text: string) => new TextEncoder().encode(text);

/** Standard base64 with padding (RFC 4648 section 4). */
export function toBase64(bytes: Uint8Array): string {
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}

/** @returns null when `text` is not the one canonical encoding of some bytes */
export function fromBase64(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return null;
  const bytes = Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return toBase64(bytes) === text ? bytes : null;
}

/** @returns null when `text` is no decimal number as C2SP writes them: no leading zero, exact in a JavaScript number */
export function fromDecimal(text: string): number | null {
  const value = Number(text);
  return /^(0|[1-9][0-9]*)$/.test(text) && Number.isSafeInteger(value) ? value : null;
}

const unbegun = nobleSha256.create();
const working = nobleSha256.create();

/**
 * Synchronous on purpose: a tree is millions of tiny hashes, and a promise for each costs more than the hash (decision 0018).
 * One hasher is set back each time, because to make one costs a tenth of such a hash.
 */
export const sha256 = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  unbegun._cloneInto(working).update(bytes).digest();
