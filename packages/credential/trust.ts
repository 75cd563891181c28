import { sha256 } from '@noble/hashes/sha2.js';
import { fromBase64url, toBase64url } from './bytes.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { namesKey, verifies } from './cose.ts';
import { fault } from './fault.ts';
import { type CheckingJwk, keyId, type PublicJwk } from './keys.ts';

export type Role = 'root' | 'issuing' | 'desk';

/** A JWKS entry (RFC 7517). Without `ck:role` it is somebody else's key, trusted for cards as it stands. */
export type TrustKey = CheckingJwk & {
  use?: 'sig';
  alg?: 'ES256' | 'EdDSA';
  'ck:role'?: Role;
  /** Base64url of the certificate, for issuing and desk keys. */
  'ck:cert'?: string;
};

/**
 * What a verifier needs to check cards offline: a JWKS (RFC 7517 section 5) with a few members more, so that other
 * people's claim 169 verifiers find the desk keys in it by `kid`.
 */
export type TrustBundle = {
  issuer: string | null;
  /** When the bundle was made, seconds since 1970; null in a JWKS that does not say. */
  updated: number | null;
  keys: TrustKey[];
  statusLists: string[];
  /** `kid`s of desk and issuing keys that fell into wrong hands: no card of theirs is valid. */
  distrusted: string[];
};

export type TrustParts = {
  issuer: string;
  updated: Date;
  roots: readonly PublicJwk[];
  issuing: readonly Uint8Array[];
  desks: readonly Uint8Array[];
  statusLists: readonly string[];
  distrusted?: readonly string[];
};

/** A bundle of root keys and certificates, as published. Fault: `certificate-malformed`. */
export function buildTrust(parts: TrustParts): TrustBundle {
  return {
    issuer: parts.issuer,
    updated: Math.floor(parts.updated.getTime() / 1000),
    keys: [
      ...parts.roots.map((root) => entry(root, 'root')),
      ...parts.issuing.map((certificate) => certifiedEntry(certificate, 'issuing')),
      ...parts.desks.map((certificate) => certifiedEntry(certificate, 'desk')),
    ],
    statusLists: [...parts.statusLists],
    distrusted: [...(parts.distrusted ?? [])],
  };
}

function entry(key: PublicJwk, role: Role): TrustKey {
  return { ...key, use: 'sig', alg: 'ES256', 'ck:role': role };
}

function certifiedEntry(certificate: Uint8Array, role: 'issuing' | 'desk'): TrustKey {
  return { ...entry(readCertificate(certificate).key, role), 'ck:cert': toBase64url(certificate) };
}

/** RFC 7638 SHA-256 thumbprint, whole: what a verifier pins a root by (a `kid` is too short for that). */
export function thumbprint({ x, y }: { x: string; y: string }): string {
  return toBase64url(sha256(new TextEncoder().encode(JSON.stringify({ crv: 'P-256', kty: 'EC', x, y }))));
}

/** A bundle from parsed JSON: ours, or anybody's JWKS; entries of unknown key types are left out. Fault: `trust-malformed`. */
export function parseTrust(json: unknown): TrustBundle {
  if (!isObject(json) || !Array.isArray(json.keys)) throw fault('trust-malformed');
  const { issuer = null, updated = null, statusLists = [], distrusted = [] } = json;
  const sound =
    (issuer === null || typeof issuer === 'string') && (updated === null || Number.isSafeInteger(updated));
  if (!sound || !areTexts(statusLists) || !areTexts(distrusted)) throw fault('trust-malformed');
  const keys = json.keys.map(parseKey).filter((key) => key !== undefined);
  return { issuer, updated: typeof updated === 'number' ? updated : null, keys, statusLists, distrusted };
}

function parseKey(json: unknown): TrustKey | undefined {
  if (!isObject(json)) throw fault('trust-malformed');
  const { kty, crv, x, y, kid } = json;
  const role = json['ck:role'];
  const certificate = json['ck:cert'];
  if (typeof x !== 'string' || !(kid === undefined || typeof kid === 'string')) return undefined;
  if (!(role === undefined || role === 'root' || role === 'issuing' || role === 'desk'))
    throw fault('trust-malformed');
  if (!(certificate === undefined || typeof certificate === 'string')) throw fault('trust-malformed');
  const extra: Pick<TrustKey, 'kid' | 'ck:role' | 'ck:cert'> = {
    ...(kid === undefined ? {} : { kid }),
    ...(role === undefined ? {} : { 'ck:role': role }),
    ...(certificate === undefined ? {} : { 'ck:cert': certificate }),
  };
  if (kty === 'OKP' && crv === 'Ed25519' && role === undefined) return { kty, crv, x, ...extra };
  if (kty !== 'EC' || crv !== 'P-256' || typeof y !== 'string') return undefined;
  if (role !== undefined && kid !== keyId({ x, y })) throw fault('trust-malformed', { kid: kid ?? '' });
  return { kty, crv, x, y, ...extra };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function areTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** Full thumbprints of the roots that the caller trusts; undefined: whatever roots (and plain keys) the bundle holds. */
export type Pins = readonly string[] | undefined;

/**
 * Certificate of the issuing key that a `kid` names, proven by a root.
 * Faults: `issuing-key-unknown`, `issuing-key-unproven`, `desk-key-distrusted`.
 */
export async function issuingKey(trust: TrustBundle, kid: Uint8Array, pins: Pins): Promise<Certificate> {
  if (trust.distrusted.some((name) => namesKey(name, kid))) throw fault('desk-key-distrusted');
  const found = trust.keys.find((key) => key['ck:role'] === 'issuing' && namesKey(key.kid, kid));
  if (!found) throw fault('issuing-key-unknown');
  const certificate = certificateOf(found);
  if (!certificate || certificate.key.kid !== found.kid || certificate.quota !== null) {
    throw fault('issuing-key-unproven');
  }
  for (const root of trust.keys) {
    if (root['ck:role'] !== 'root' || root.kty !== 'EC' || !namesKey(root.kid, certificate.signedBy))
      continue;
    if (pins && !pins.includes(thumbprint(root))) continue;
    if (await verifies(certificate.message, root)) return certificate;
  }
  throw fault('issuing-key-unproven');
}

/** The certificate an entry carries, or undefined where it carries none that can be read. */
export function certificateOf(key: TrustKey): Certificate | undefined {
  const bytes = fromBase64url(key['ck:cert'] ?? '');
  if (!bytes || bytes.length === 0) return undefined;
  try {
    return readCertificate(bytes);
  } catch {
    return undefined;
  }
}
