import { fromBase64url, own, sameBytes, toBase64url } from './bytes.ts';
import { type CborMap, fromCbor, isMap, Tagged, toCbor } from './cbor.ts';
import { fault } from './fault.ts';
import { type CheckingJwk, checks, type Signer } from './keys.ts';

/** COSE header labels (RFC 9052 section 3.1, RFC 9528 section 10, RFC 9596). */
export const HEADER = { alg: 1, crit: 2, kid: 4, kcwt: 13, typ: 16 } as const;

/** A parsed COSE_Sign1 (RFC 9052 section 4.2). `bytes` are as signed; the unprotected bucket is a hint and no more. */
export type Sign1 = {
  protectedBytes: Uint8Array;
  protected: CborMap;
  unprotected: CborMap;
  payload: Uint8Array;
  signature: Uint8Array;
};

const ALGORITHMS = new Map<unknown, Algorithm>([
  [-7, 'ES256'],
  [-8, 'EdDSA'],
  [-19, 'EdDSA'],
]);
export type Algorithm = 'ES256' | 'EdDSA';

/** COSE_Sign1 structure (an untagged array of four) over the payload, by ES256; `headers` go into the protected bucket. */
export async function sign1(
  payload: Uint8Array,
  headers: [number, unknown][],
  signer: Signer,
): Promise<unknown[]> {
  const protectedBytes = protectedHeader(signer.kid, headers);
  const signature = await signer.sign(toBeSigned(protectedBytes, payload));
  return [protectedBytes, new Map(), payload, signature];
}

/** The protected bucket that `sign1` signs: algorithm and key first. */
export function protectedHeader(kid: string, headers: [number, unknown][]): Uint8Array {
  const kidBytes = fromBase64url(kid);
  if (!kidBytes) throw fault('key-invalid');
  return toCbor(new Map<number, unknown>([[HEADER.alg, -7], [HEADER.kid, kidBytes], ...headers]));
}

/**
 * A COSE_Sign1 from decoded CBOR, behind tag 61 (CWT), 18, both or none.
 * Faults: `qr-encrypted`, `qr-not-cwt`.
 */
export function asSign1(item: unknown): Sign1 {
  const inner = untag(untag(item, 61), 18);
  if (inner instanceof Tagged && (inner.tag === 16 || inner.tag === 96)) throw fault('qr-encrypted');
  if (!Array.isArray(inner)) throw fault('qr-not-cwt');
  const [protectedBytes, unprotected, payload, signature] = inner;
  const bytes = protectedBytes instanceof Uint8Array && payload instanceof Uint8Array;
  if (!bytes || !isMap(unprotected)) throw fault('qr-not-cwt');
  // COSE_Encrypt0 may come untagged: three parts, the last a ciphertext (RFC 9052 section 5.2).
  if (inner.length === 3) throw fault('qr-encrypted');
  if (inner.length !== 4 || !(signature instanceof Uint8Array)) throw fault('qr-not-cwt');
  const header = protectedBytes.length === 0 ? new Map() : fromCbor(protectedBytes);
  if (!isMap(header)) throw fault('qr-not-cwt');
  for (const label of header.keys()) if (unprotected.has(label)) throw fault('qr-not-cwt');
  return { protectedBytes, protected: header, unprotected, payload, signature };
}

function untag(item: unknown, tag: number): unknown {
  return item instanceof Tagged && item.tag === tag ? item.value : item;
}

/** The algorithm, taken from the protected bucket alone. Fault: `algorithm-unsupported`, also for a critical header. */
export function algorithmOf(message: Sign1): Algorithm {
  const algorithm = ALGORITHMS.get(message.protected.get(HEADER.alg));
  if (!algorithm || message.protected.has(HEADER.crit)) throw fault('algorithm-unsupported');
  return algorithm;
}

/** Key identifier: protected, or else (a hint) unprotected. */
export function kidOf(message: Sign1): Uint8Array | undefined {
  const kid = message.protected.get(HEADER.kid) ?? message.unprotected.get(HEADER.kid);
  return kid instanceof Uint8Array ? kid : undefined;
}

/** Whether a JWKS `kid` names the key of a COSE `kid`: ours is base64url of the bytes, others use the text itself. */
export function namesKey(jwkKid: string | undefined, coseKid: Uint8Array): boolean {
  if (jwkKid === undefined) return false;
  return jwkKid === toBase64url(coseKid) || sameBytes(new TextEncoder().encode(jwkKid), coseKid);
}

/** Whether the signature is the key's. Faults: `algorithm-unsupported`, `algorithm-mismatch`, `key-invalid`. */
export async function verifies(message: Sign1, key: CheckingJwk): Promise<boolean> {
  const algorithm = algorithmOf(message);
  if (algorithm !== (key.kty === 'EC' ? 'ES256' : 'EdDSA')) throw fault('algorithm-mismatch');
  return checks(key, message.signature, toBeSigned(message.protectedBytes, message.payload));
}

/** Sig_structure of RFC 9052 section 4.4. */
function toBeSigned(protectedBytes: Uint8Array, payload: Uint8Array): Uint8Array {
  return toCbor(['Signature1', own(protectedBytes), new Uint8Array(), own(payload)]);
}
