import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { type Bytes, fromBase64url, own, toBase64url } from './bytes.ts';
import { fault } from './fault.ts';

/** An ES256 public key (RFC 7518 section 6.2) and its short name. */
export type PublicJwk = { kty: 'EC'; crv: 'P-256'; x: string; y: string; kid: string };

/** Any key a card or list may be checked with: ours are P-256; other issuers of claim 169 also use Ed25519. */
export type CheckingJwk =
  | { kty: 'EC'; crv: 'P-256'; x: string; y: string; kid?: string }
  | { kty: 'OKP'; crv: 'Ed25519'; x: string; kid?: string };

/** Signs with ES256: `sign` gives r‖s, 64 bytes (RFC 9053 section 2.1). The private key never shows. */
export type Signer = { kid: string; publicJwk: PublicJwk; sign(data: Uint8Array): Promise<Uint8Array> };

const ES256 = { name: 'ECDSA', hash: 'SHA-256' } as const;
const P256 = { name: 'ECDSA', namedCurve: 'P-256' } as const;

/** Short name of a key: the first 8 bytes of its RFC 7638 SHA-256 thumbprint, base64url; the same bytes are the COSE `kid`. */
export function keyId(key: { x: string; y: string }): string {
  const canonical = JSON.stringify({ crv: 'P-256', kty: 'EC', x: key.x, y: key.y });
  return toBase64url(sha256(new TextEncoder().encode(canonical)).subarray(0, 8));
}

/** A fresh P-256 key pair. Not extractable unless asked: only a root, which leaves the machine, ever is. */
export function newKeyPair(extractable = false): Promise<CryptoKeyPair> {
  return crypto.subtle.generateKey(P256, extractable, ['sign', 'verify']);
}

/** A signer over a WebCrypto key pair, extractable or not. Fault: `key-invalid`. */
export async function webCryptoSigner(pair: CryptoKeyPair): Promise<Signer> {
  const publicJwk = toPublicJwk(await crypto.subtle.exportKey('jwk', pair.publicKey));
  return {
    kid: publicJwk.kid,
    publicJwk,
    sign: async (data) => new Uint8Array(await crypto.subtle.sign(ES256, pair.privateKey, own(data))),
  };
}

/** The key pair of a private JWK, as a root ceremony stores it; the private half is not extractable. Fault: `key-invalid`. */
export async function importKeyPair(jwk: JsonWebKey): Promise<CryptoKeyPair> {
  const { kty, crv, x, y, d } = jwk;
  const shared = { kty, crv, x, y } as JsonWebKey;
  try {
    return {
      publicKey: await crypto.subtle.importKey('jwk', shared, P256, true, ['verify']),
      privateKey: await crypto.subtle.importKey('jwk', { ...shared, d } as JsonWebKey, P256, false, ['sign']),
    };
  } catch (error) {
    throw fault('key-invalid', {}, error);
  }
}

/** Public members of a P-256 JWK, with our `kid`. Fault: `key-invalid` (another type, or no point of the curve). */
export function toPublicJwk(jwk: { kty?: unknown; crv?: unknown; x?: unknown; y?: unknown }): PublicJwk {
  const { kty, crv, x, y } = jwk;
  if (kty !== 'EC' || crv !== 'P-256' || typeof x !== 'string' || typeof y !== 'string')
    throw fault('key-invalid');
  const key: PublicJwk = { kty, crv, x, y, kid: keyId({ x, y }) };
  point(key);
  return key;
}

/** Point of a key in SEC 1 compressed form: x (32 bytes) and the parity of y. */
export function compressed(key: PublicJwk): { x: Bytes; odd: boolean } {
  const bytes = point(key).toBytes(true);
  return { x: own(bytes.subarray(1)), odd: bytes[0] === 3 };
}

/**
 * The key of a compressed point. WebCrypto may refuse compressed points (its specification leaves them optional),
 * so the other coordinate is computed here. Fault: `key-invalid`.
 */
export function decompress(x: Uint8Array, odd: boolean): PublicJwk {
  if (x.length !== 32) throw fault('key-invalid');
  try {
    const full = p256.Point.fromBytes(Uint8Array.of(odd ? 3 : 2, ...x)).toBytes(false);
    return toPublicJwk({
      kty: 'EC',
      crv: 'P-256',
      x: toBase64url(full.subarray(1, 33)),
      y: toBase64url(full.subarray(33)),
    });
  } catch (error) {
    throw fault('key-invalid', {}, error);
  }
}

function point(key: PublicJwk): { toBytes(compressed?: boolean): Uint8Array } {
  const x = fromBase64url(key.x);
  const y = fromBase64url(key.y);
  if (x?.length !== 32 || y?.length !== 32) throw fault('key-invalid');
  try {
    const at = p256.Point.fromBytes(Uint8Array.of(4, ...x, ...y));
    at.assertValidity();
    return at;
  } catch (error) {
    throw fault('key-invalid', {}, error);
  }
}

/** Whether the signature over the data is the key's: ES256 (r‖s) or Ed25519, by the key's curve. Fault: `key-invalid`. */
export async function checks(key: CheckingJwk, signature: Uint8Array, data: Uint8Array): Promise<boolean> {
  const algorithm = key.kty === 'EC' ? P256 : { name: 'Ed25519' };
  const { kid: _, ...jwk } = key;
  let imported: CryptoKey;
  try {
    imported = await crypto.subtle.importKey('jwk', plainJwk(jwk), algorithm, false, ['verify']);
  } catch (error) {
    throw fault('key-invalid', {}, error);
  }
  return crypto.subtle.verify(key.kty === 'EC' ? ES256 : 'Ed25519', imported, own(signature), own(data));
}

// `use`, `alg` and private members of a JWKS entry are not WebCrypto's business and make some engines refuse the key.
function plainJwk(key: Omit<CheckingJwk, 'kid'> & { y?: string }): JsonWebKey {
  const { kty, crv, x, y } = key;
  return y === undefined ? { kty, crv, x } : { kty, crv, x, y };
}
