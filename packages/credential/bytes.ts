export type Bytes = Uint8Array<ArrayBuffer>;

/** A source of random bytes: `random(n)` gives n of them. Handed in, so that tests are seeded. */
export type Random = (length: number) => Uint8Array;

/** The platform's cryptographic random source (WebCrypto). */
export const webRandom: Random = (length) => crypto.getRandomValues(new Uint8Array(length));

/** A uniform integer in [0, bound), bound ≤ 2^32, by rejection. */
export function below(random: Random, bound: number): number {
  const limit = Math.floor(2 ** 32 / bound) * bound;
  for (;;) {
    const four = random(4);
    const value = new DataView(four.buffer, four.byteOffset, 4).getUint32(0);
    if (value < limit) return value % bound;
  }
}

export function toBase64url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Bytes of an unpadded base64url text (RFC 4648 section 5), or undefined where it is none. */
export function fromBase64url(text: string): Bytes | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
}

export function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('');
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}

/** A copy on an ArrayBuffer of its own, which WebCrypto's types ask for. */
export function own(bytes: Uint8Array): Bytes {
  return new Uint8Array(bytes);
}
