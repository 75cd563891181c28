import { Fault } from '@commonkey/words';
import { concat, fromBase64, sha256, toBase64, utf8 } from './bytes.ts';
import type { LedgerCode } from './errors.ts';

/** Signature types of C2SP signed-note that are read here, and the size of their public keys in bytes. */
const KEY_SIZES = {
  /** Ed25519 over the note's text. */
  1: 32,
  /** Ed25519 cosignature (C2SP tlog-cosignature). */
  4: 32,
  /** ML-DSA-44 cosignature (C2SP tlog-cosignature, FIPS 204). */
  6: 1312,
} as const;
export type SignatureType = keyof typeof KEY_SIZES;

/** A public key under a name. */
export type VerifierKey = {
  readonly name: string;
  readonly type: SignatureType;
  readonly publicKey: Uint8Array<ArrayBuffer>;
};

/** No Unicode space, no plus sign, no control character (C2SP signed-note, "Format"). */
export const KEY_NAME = String.raw`[^\s\p{Z}+\p{Cc}]+`;
const VERIFIER_KEY = new RegExp(String.raw`^(${KEY_NAME})\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$`, 'u');

/** SHA-256(name ‖ LF ‖ type ‖ public key), first four bytes (C2SP signed-note, "Signatures"). */
export function keyId({ name, type, publicKey }: VerifierKey): Uint8Array<ArrayBuffer> {
  return sha256(concat(utf8(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, 4);
}

/** The key as an auditor's tool takes it: `name+hash+base64(type ‖ public key)`, a vkey. */
export function verifierKey(key: VerifierKey): string {
  const id = Array.from(keyId(key), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${key.name}+${id}+${toBase64(concat(Uint8Array.of(key.type), key.publicKey))}`;
}

/** @throws Fault `ledger-key-malformed` | `ledger-algorithm-unsupported` */
export function readVerifierKey(text: string): VerifierKey {
  const [, name, , encoded = ''] = VERIFIER_KEY.exec(text.trim()) ?? [];
  const bytes = fromBase64(encoded);
  if (!name || !bytes || bytes.length < 2) throw new Fault<LedgerCode>('ledger-key-malformed');
  const type = typeOf(bytes[0]);
  const key = { name, type, publicKey: bytes.slice(1) };
  if (bytes.length !== 1 + KEY_SIZES[type] || verifierKey(key) !== text.trim())
    throw new Fault<LedgerCode>('ledger-key-malformed');
  return key;
}

function typeOf(byte: number | undefined): SignatureType {
  if (byte === 1 || byte === 4 || byte === 6) return byte;
  throw new Fault<LedgerCode>('ledger-algorithm-unsupported', { type: byte ?? 0 });
}

/** DER in front of an ML-DSA-44 public key (RFC 9881 section 4): runtimes agree on this form of it. */
const ML_DSA_44_SPKI = Uint8Array.of(
  ...[0x30, 0x82, 0x05, 0x32, 0x30, 0x0b, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x03, 0x11],
  ...[0x03, 0x82, 0x05, 0x21, 0x00],
);

/**
 * @param signature Ed25519 (RFC 8032) or ML-DSA-44 (FIPS 204), as the key's type says
 * @throws Fault `ledger-algorithm-unsupported` where the runtime cannot check that kind
 */
export async function verifySignature(
  { type, publicKey }: VerifierKey,
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (type !== 6) {
    const imported = await crypto.subtle.importKey('raw', publicKey, 'Ed25519', false, ['verify']);
    return crypto.subtle.verify('Ed25519', imported, signature, message);
  }
  try {
    const spki = concat(ML_DSA_44_SPKI, publicKey);
    const imported = await crypto.subtle.importKey('spki', spki, 'ML-DSA-44', false, ['verify']);
    return await crypto.subtle.verify('ML-DSA-44', imported, signature, message);
  } catch (cause) {
    throw new Fault<LedgerCode>('ledger-algorithm-unsupported', { type }, { cause });
  }
}
