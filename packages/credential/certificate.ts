import { fromCbor, isMap, toCbor } from './cbor.ts';
import { asSign1, HEADER, kidOf, type Sign1, sign1 } from './cose.ts';
import { DAY, type PlainDate, startOf } from './dates.ts';
import { fault } from './fault.ts';
import { compressed, decompress, type PublicJwk, type Signer } from './keys.ts';

/** CWT claims (RFC 8392 section 3.1, RFC 8747 section 3.1); -65537 is of the range for private use. */
const CLAIM = { iss: 1, exp: 4, nbf: 5, cnf: 8, quota: -65_537 } as const;

/** What a certificate is made of: whole UTC days, `until` the last of them. It names no place and no event. */
export type CertificateRequest = { issuer: string; publicJwk: PublicJwk; from: PlainDate; until: PlainDate };

/**
 * A certificate as read: the key it vouches for, from `from` (seconds since 1970) up to, not including, `until`.
 * A desk certificate has a quota; an issuing certificate has none, so that neither passes for the other.
 */
export type Certificate = {
  issuer: string;
  key: PublicJwk;
  from: number;
  until: number;
  quota: number | null;
  /** COSE `kid` of the key that signed it. */
  signedBy: Uint8Array;
  message: Sign1;
};

/** The root vouches for a quarter's issuing key: a CWT in an untagged COSE_Sign1. Faults: `window-invalid`, `issuer-invalid`. */
export function certifyIssuing(root: Signer, request: CertificateRequest): Promise<Uint8Array> {
  return certify(root, request, null);
}

/** The issuing key vouches for a desk key and a number of cards. Faults: `window-invalid`, `issuer-invalid`, `quota-invalid`. */
export function certifyDesk(
  issuing: Signer,
  request: CertificateRequest & { quota: number },
): Promise<Uint8Array> {
  if (!Number.isSafeInteger(request.quota) || request.quota < 1) throw fault('quota-invalid');
  return certify(issuing, request, request.quota);
}

async function certify(
  signer: Signer,
  request: CertificateRequest,
  quota: number | null,
): Promise<Uint8Array> {
  const { issuer, publicJwk, from, until } = request;
  if (issuer === '') throw fault('issuer-invalid');
  if (startOf(until) < startOf(from)) throw fault('window-invalid');
  const { x, odd } = compressed(publicJwk);
  const coseKey = new Map<number, unknown>([
    [1, 2],
    [-1, 1],
    [-2, x],
    [-3, odd],
  ]);
  const claims = new Map<number, unknown>([
    [CLAIM.iss, issuer],
    [CLAIM.exp, startOf(until) + DAY],
    [CLAIM.nbf, startOf(from)],
    [CLAIM.cnf, new Map([[1, coseKey]])],
  ]);
  if (quota !== null) claims.set(CLAIM.quota, quota);
  return toCbor(await sign1(toCbor(claims), [], signer));
}

/** A certificate of bytes, or of the CBOR item that a `kcwt` header holds. Its signature is not checked. Fault: `certificate-malformed`. */
export function readCertificate(source: unknown): Certificate {
  try {
    const message = asSign1(source instanceof Uint8Array ? fromCbor(source) : source);
    const claims = fromCbor(message.payload);
    const signedBy = kidOf(message);
    if (!isMap(claims) || !signedBy) throw fault('certificate-malformed');
    const [issuer, from, until] = [claims.get(CLAIM.iss), claims.get(CLAIM.nbf), claims.get(CLAIM.exp)];
    const quota = claims.get(CLAIM.quota) ?? null;
    const sound = typeof issuer === 'string' && isSeconds(from) && isSeconds(until) && from < until;
    if (!sound || !(quota === null || isSeconds(quota))) throw fault('certificate-malformed');
    return { issuer, key: confirmedKey(claims.get(CLAIM.cnf)), from, until, quota, signedBy, message };
  } catch (error) {
    throw fault('certificate-malformed', {}, error);
  }
}

function confirmedKey(cnf: unknown): PublicJwk {
  const key = isMap(cnf) ? cnf.get(1) : undefined;
  if (!isMap(key) || key.get(1) !== 2 || key.get(-1) !== 1) throw fault('certificate-malformed');
  const [x, odd] = [key.get(-2), key.get(-3)];
  if (!(x instanceof Uint8Array) || typeof odd !== 'boolean') throw fault('certificate-malformed');
  return decompress(x, odd);
}

function isSeconds(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

/** The certificate that rides in a card's protected header, if any. Fault: `certificate-malformed`. */
export function carriedCertificate(card: Sign1): Certificate | undefined {
  const carried = card.protected.get(HEADER.kcwt);
  return carried === undefined ? undefined : readCertificate(carried);
}
