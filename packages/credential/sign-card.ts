import { toBase45 } from './base45.ts';
import { sameBytes } from './bytes.ts';
import { fromCbor, Tagged, toCbor } from './cbor.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { HEADER, protectedHeader, sign1 } from './cose.ts';
import { endEverywhere, isPlainDate, type PlainDate, startOf } from './dates.ts';
import { CARD_CLAIM, type Dialect, type StatusReference } from './decode-card.ts';
import { fault } from './fault.ts';
import { ATTRIBUTE } from './identity.ts';
import type { Signer } from './keys.ts';
import { isSerial } from './serial.ts';
import { deflate } from './zlib.ts';

/** What a card's QR code may hold; a program leaves out what it does not want there. */
export type CardClaims = {
  issuer: string;
  serial: string;
  name?: string;
  /** The name in the holder's own script, and its language (ISO 639-3, or the two letters some readers expect). */
  secondName?: string;
  secondLanguage?: string;
  birthDate?: PlainDate;
  /** AVIF, 96×120 or smaller. */
  face?: Uint8Array;
  issued: PlainDate;
  /** Last day; null on a card that never expires. */
  expires: PlainDate | null;
  status: StatusReference;
};

/** How a card is written: with which desk certificate, in which dialect. */
export type CardForm = { certificate: Uint8Array; dialect: Dialect };

/**
 * Signs a card: CWT in COSE_Sign1 (ES256) with the desk certificate in header 13 (`kcwt`, RFC 9528), zlib, Base45.
 * `iat` is 00:00:00Z of the issue day: nothing tells the order within a day.
 * Faults: `serial-invalid`, `date-invalid`, `issuer-invalid`, `name-invalid`, `language-invalid`, `face-not-avif`,
 * `status-invalid`, `certificate-malformed`, `wrong-key`, `issuer-mismatch`, `issued-outside-certificate`.
 */
export async function signCard(claims: CardClaims, form: CardForm & { desk: Signer }): Promise<string> {
  const certificate = readCertificate(form.certificate);
  checkAgainst(claims, certificate);
  if (certificate.key.kid !== form.desk.kid) throw fault('wrong-key');
  const message = await sign1(cardPayload(claims, form.dialect), headers(form.certificate), form.desk);
  return packText(message, form.dialect);
}

/**
 * The text with 64 arbitrary bytes where the signature goes: as long as the signed one, give or take a few characters,
 * for finding out what fits before anything is signed. Faults: as `signCard`.
 */
export function unsignedText(claims: CardClaims, form: CardForm): string {
  const certificate = readCertificate(form.certificate);
  checkAgainst(claims, certificate);
  const header = protectedHeader(certificate.key.kid, headers(form.certificate));
  return packText([header, new Map(), cardPayload(claims, form.dialect), ARBITRARY], form.dialect);
}

// A fixed sequence without pattern (xorshift), since zlib would shrink a constant one.
const ARBITRARY = Uint8Array.from({ length: 64 }, (_, i) => {
  let state = (i + 1) * 2_654_435_769;
  for (let round = 0; round < 3; round++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
  }
  return state & 0xff;
});

function headers(certificate: Uint8Array): [number, unknown][] {
  return [[HEADER.kcwt, fromCbor(certificate)]];
}

function packText(message: unknown[], dialect: Dialect): string {
  const tagged = new Tagged(18, message);
  return toBase45(deflate(toCbor(dialect === 'inji' ? new Tagged(61, tagged) : tagged)));
}

function cardPayload(claims: CardClaims, dialect: Dialect): Uint8Array {
  checkClaims(claims, dialect);
  const identity = new Map<number, unknown>([[ATTRIBUTE.id, claims.serial]]);
  if (claims.name !== undefined) identity.set(ATTRIBUTE.fullName, claims.name);
  if (claims.birthDate !== undefined)
    identity.set(ATTRIBUTE.dateOfBirth, claims.birthDate.replaceAll('-', ''));
  if (claims.secondName !== undefined) identity.set(ATTRIBUTE.secondaryFullName, claims.secondName);
  if (claims.secondLanguage !== undefined) identity.set(ATTRIBUTE.secondaryLanguage, claims.secondLanguage);
  if (claims.face) setFace(identity, claims.face, dialect);
  const payload = new Map<number, unknown>([
    [CARD_CLAIM.iss, claims.issuer],
    [CARD_CLAIM.iat, startOf(claims.issued)],
    [CARD_CLAIM.identity, dialect === 'inji' ? toCbor(identity) : identity],
    [CARD_CLAIM.status, { status_list: { idx: claims.status.idx, uri: claims.status.uri } }],
  ]);
  if (claims.expires !== null) payload.set(CARD_CLAIM.exp, endEverywhere(claims.expires));
  return toCbor(payload);
}

function setFace(identity: Map<number, unknown>, face: Uint8Array, dialect: Dialect): void {
  if (dialect === 'inji') {
    // Inji reads a bare map: 0 data, 1 format (0 image), 2 sub format (3 AVIF).
    identity.set(
      ATTRIBUTE.face,
      new Map<number, unknown>([
        [0, face],
        [1, 0],
        [2, 3],
      ]),
    );
    return;
  }
  identity.set(ATTRIBUTE.photo, face);
  identity.set(ATTRIBUTE.photoFormat, 3);
}

function checkAgainst(claims: CardClaims, certificate: Certificate): void {
  if (certificate.quota === null) throw fault('certificate-malformed');
  if (certificate.issuer !== claims.issuer) throw fault('issuer-mismatch');
  const issued = startOf(claims.issued);
  if (issued < certificate.from || issued >= certificate.until) throw fault('issued-outside-certificate');
}

function checkClaims(claims: CardClaims, dialect: Dialect): void {
  const { issuer, serial, name, secondName, secondLanguage, birthDate, face, issued, expires, status } =
    claims;
  if (!isSerial(serial)) throw fault('serial-invalid');
  // Inji finds the keys at the issuer's address, so there the issuer must be one.
  if (issuer === '' || (dialect === 'inji' && !/^(https:\/\/|did:)/.test(issuer)))
    throw fault('issuer-invalid');
  for (const text of [name, secondName])
    if (text !== undefined && !isNameText(text)) throw fault('name-invalid');
  if (secondLanguage !== undefined && !/^[a-z]{2,3}$/.test(secondLanguage)) throw fault('language-invalid');
  for (const day of [birthDate, issued, expires]) {
    if (typeof day === 'string' && !isPlainDate(day)) throw fault('date-invalid');
  }
  if (expires !== null && expires < issued) throw fault('date-invalid');
  if (face && !isAvif(face)) throw fault('face-not-avif');
  if (!/^https?:\/\//.test(status.uri) || !Number.isSafeInteger(status.idx) || status.idx < 0) {
    throw fault('status-invalid');
  }
}

function isNameText(text: string): boolean {
  return text.trim() !== '' && text.length <= 200 && text.isWellFormed() && !/\p{Cc}/u.test(text);
}

/** ISO/IEC 14496-12: a `ftyp` box whose major brand is `avif`. */
function isAvif(bytes: Uint8Array): boolean {
  return sameBytes(bytes.subarray(4, 12), new TextEncoder().encode('ftypavif'));
}
