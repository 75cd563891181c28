import { combine, split } from 'shamir-secret-sharing';
import { type Bytes, own, sameBytes, sha256 } from './bytes.ts';
import { fault } from './fault.ts';

/** SHA-256 of a secret: says whether joined shares gave the right one. A secret of 32 random bytes cannot be guessed from it. */
export const commitment = (secret: Uint8Array): Promise<Bytes> => sha256(secret);

/**
 * Shamir's sharing over GF(2^8): any two of the `n` shares give the secret, one alone gives nothing. Each share is a byte
 * longer than the secret. Fault `vault-input-invalid`: n below 2 or above 255, an empty secret.
 */
export async function splitInTwo(secret: Uint8Array, n: number): Promise<Bytes[]> {
  if (!Number.isInteger(n) || n < 2 || n > 255 || secret.length === 0) throw fault('vault-input-invalid');
  return (await split(own(secret), n, 2)).map(own);
}

/**
 * The same with each share at a place of its owner's (1 to 255; the secret lies at 0), in their order. Whoever keeps one place
 * for good gets the same share again however often it is made: two shares of one sharing are never one person's. Fault
 * `vault-input-invalid`: fewer than two places, one of them twice or none at all.
 */
export async function splitInTwoAt(secret: Uint8Array, places: readonly number[]): Promise<Bytes[]> {
  if (places.length < 2 || new Set(places).size < places.length) throw fault('vault-input-invalid');
  // The sharing draws places in an order of its own. All of them are made, and those that nobody has are emptied.
  const all = await splitInTwo(secret, 255);
  const chosen = places.map((place) => all.find((share) => share.at(-1) === place));
  for (const share of all) if (!chosen.includes(share)) share.fill(0);
  return chosen.map((share) => {
    if (!share) throw fault('vault-input-invalid');
    return share;
  });
}

/**
 * Joins two shares or more. The sharing itself gives a wrong secret without a word when a share is missing, doubled or
 * altered, so the result counts only if it is the one committed to. Fault `shares-wrong`.
 */
export async function joinTwo(shares: readonly Uint8Array[], committed: Uint8Array): Promise<Bytes> {
  let secret: Bytes;
  try {
    secret = own(await combine(shares.map(own)));
  } catch (cause) {
    throw fault('shares-wrong', cause);
  }
  if (!sameBytes(await commitment(secret), committed)) throw fault('shares-wrong');
  return secret;
}
