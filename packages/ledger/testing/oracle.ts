import { createHash } from 'node:crypto';

// The definitions of RFC 9162 section 2.1, word for word and slow: what everything quick is held against.
const sha256 = (...parts: Uint8Array[]): Uint8Array => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return new Uint8Array(hash.digest());
};

/** Section 2.1.1, MTH. */
export function mth(d: readonly Uint8Array[]): Uint8Array {
  const [first] = d;
  if (!first) return sha256();
  if (d.length === 1) return sha256(Uint8Array.of(0), first);
  const k = split(d.length);
  return sha256(Uint8Array.of(1), mth(d.slice(0, k)), mth(d.slice(k)));
}

/** Section 2.1.3.1, PATH. */
export function path(m: number, d: readonly Uint8Array[]): Uint8Array[] {
  if (d.length === 1) return [];
  const k = split(d.length);
  return m < k
    ? [...path(m, d.slice(0, k)), mth(d.slice(k))]
    : [...path(m - k, d.slice(k)), mth(d.slice(0, k))];
}

/** Section 2.1.4.1, SUBPROOF. */
export function subproof(m: number, d: readonly Uint8Array[], known: boolean): Uint8Array[] {
  if (m === d.length) return known ? [] : [mth(d)];
  const k = split(d.length);
  return m <= k
    ? [...subproof(m, d.slice(0, k), known), mth(d.slice(k))]
    : [...subproof(m - k, d.slice(k), false), mth(d.slice(0, k))];
}

/** Section 2.1.4.1, PROOF. */
export const proof = (m: number, d: readonly Uint8Array[]): Uint8Array[] => subproof(m, d, true);

function split(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}
