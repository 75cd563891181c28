import { fault } from './fault.ts';
import { newKeyPair, type PublicJwk, toPublicJwk } from './keys.ts';

/** A private P-256 JWK (RFC 7518 section 6.2.2). */
export type PrivateJwk = PublicJwk & { d: string };

/** A fresh root: made where no network is, kept apart from every service. Its private key is meant to be written down encrypted. */
export async function newRoot(): Promise<{ privateJwk: PrivateJwk; publicJwk: PublicJwk }> {
  const pair = await newKeyPair(true);
  const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey);
  if (typeof jwk.d !== 'string') throw fault('key-invalid');
  const publicJwk = toPublicJwk(jwk);
  return { privateJwk: { ...publicJwk, d: jwk.d }, publicJwk };
}
