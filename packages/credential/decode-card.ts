import { fromBase45 } from './base45.ts';
import { toBase64url } from './bytes.ts';
import { fromCbor, isMap, Tagged } from './cbor.ts';
import { asSign1, kidOf, type Sign1 } from './cose.ts';
import { dayOf, lastDayBefore, type PlainDate } from './dates.ts';
import { fault } from './fault.ts';
import { birthDateOf, type Face, faceOf, type Identity, readIdentity, textOf } from './identity.ts';
import { inflate } from './zlib.ts';

/** Most characters any QR code holds in alphanumeric mode (version 40, level L: ISO/IEC 18004 table 7). */
const MOST_CHARACTERS = 4296;
const MOST_BYTES = 64 * 1024;

/** CWT claims of a card (RFC 8392; 169 `identity-data`; 65535 `status`, Token Status List). */
export const CARD_CLAIM = { iss: 1, sub: 2, exp: 4, nbf: 5, iat: 6, identity: 169, status: 65_535 } as const;

export type Dialect = 'spec' | 'inji';
export type StatusReference = { uri: string; idx: number };

/** A card as its QR code states it. Nothing here is proven until `verifyCard` has said so. */
export type DecodedCard = {
  dialect: Dialect;
  /** Base64url of the COSE `kid`. */
  kid?: string;
  issuer?: string;
  subject?: string;
  /** Attribute 1; on a Commonkey card the serial. */
  serial?: string;
  name?: string;
  secondName?: string;
  secondLanguage?: string;
  birthDate?: PlainDate;
  face?: Face;
  /** Seconds since 1970. */
  issuedAt?: number;
  notBefore?: number;
  expiresAt?: number;
  issued?: PlainDate;
  /** Last day; null on a card that never expires. */
  expires: PlainDate | null;
  status?: StatusReference;
  identity: Identity;
  message: Sign1;
};

/**
 * Reads a QR text of claim 169, in either dialect: behind tag 61, 18, both or none; claim 169 as a map or as a byte
 * string holding one. Faults: every `ReadCode`.
 */
export function decodeCard(text: string): DecodedCard {
  const item = fromCbor(unpackText(text));
  const message = asSign1(item);
  const claims = fromCbor(message.payload);
  if (!isMap(claims)) throw fault('qr-not-cwt');
  const claim169 = claims.get(CARD_CLAIM.identity);
  if (claim169 === undefined) throw fault('qr-no-claim-169');
  const wrapped = claim169 instanceof Uint8Array;
  const map = wrapped ? fromCbor(claim169) : claim169;
  if (!isMap(map)) throw fault('card-malformed', { attribute: 'identity' });
  const identity = readIdentity(map);
  const kid = kidOf(message);
  const moments = {
    expiresAt: moment(claims.get(CARD_CLAIM.exp), 'exp'),
    notBefore: moment(claims.get(CARD_CLAIM.nbf), 'nbf'),
    issuedAt: moment(claims.get(CARD_CLAIM.iat), 'iat'),
  };
  return {
    dialect: wrapped || (item instanceof Tagged && item.tag === 61) ? 'inji' : 'spec',
    ...present({
      kid: kid && toBase64url(kid),
      issuer: textClaim(claims.get(CARD_CLAIM.iss), 'iss'),
      subject: textClaim(claims.get(CARD_CLAIM.sub), 'sub'),
      serial: textOf(identity, 'id'),
      name: textOf(identity, 'fullName'),
      secondName: textOf(identity, 'secondaryFullName'),
      secondLanguage: textOf(identity, 'secondaryLanguage'),
      birthDate: birthDateOf(identity),
      face: faceOf(identity),
      ...moments,
      issued: moments.issuedAt === undefined ? undefined : dayOf(moments.issuedAt),
      status: statusReference(claims.get(CARD_CLAIM.status)),
    }),
    expires: moments.expiresAt === undefined ? null : lastDayBefore(moments.expiresAt),
    identity,
    message,
  };
}

/** Bytes that a QR text packs (Base45 over zlib). Faults: `qr-oversized`, `qr-not-base45`, `qr-not-zlib`, `qr-truncated`, `qr-damaged`. */
export function unpackText(text: string): Uint8Array {
  if (text.length > MOST_CHARACTERS) throw fault('qr-oversized', { cap: MOST_CHARACTERS });
  return inflate(fromBase45(text), MOST_BYTES);
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(fields: T): Present<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Present<T>;
}

// Year 9999: beyond it a moment is a mistake, and no calendar day can be named for it.
const LAST_MOMENT = 253_402_300_799;

function moment(value: unknown, claim: string): number | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'number' || !(value >= 0 && value <= LAST_MOMENT))
    throw fault('card-malformed', { claim });
  return value;
}

function textClaim(value: unknown, claim: string): string | undefined {
  if (value === undefined || typeof value === 'string') return value;
  throw fault('card-malformed', { claim });
}

function statusReference(status: unknown): StatusReference | undefined {
  if (status === undefined) return undefined;
  // A status of a form we do not know must not read as "no status": the card would pass for one that cannot be revoked.
  const list = isMap(status) ? status.get('status_list') : undefined;
  const [uri, idx] = isMap(list) ? [list.get('uri'), list.get('idx')] : [];
  const sound = typeof uri === 'string' && typeof idx === 'number' && Number.isSafeInteger(idx) && idx >= 0;
  if (!sound) throw fault('card-malformed', { claim: 'status' });
  return { uri, idx };
}
