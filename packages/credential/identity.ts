import { type CborMap, isMap } from './cbor.ts';
import { isPlainDate, type PlainDate } from './dates.ts';
import { fault } from './fault.ts';

/** Attributes of CWT claim 169, `identity-data`, specification 1.2.0, by their names there. */
export const ATTRIBUTE = {
  id: 1,
  version: 2,
  language: 3,
  fullName: 4,
  firstName: 5,
  middleName: 6,
  lastName: 7,
  dateOfBirth: 8,
  gender: 9,
  address: 10,
  email: 11,
  phone: 12,
  nationality: 13,
  maritalStatus: 14,
  guardian: 15,
  photo: 16,
  photoFormat: 17,
  bestQualityFingers: 18,
  secondaryFullName: 19,
  secondaryLanguage: 20,
  locationCode: 21,
  legalStatus: 22,
  countryOfIssuance: 23,
  face: 62,
} as const;

export type AttributeName = keyof typeof ATTRIBUTE;

/** Claim 169 as it stood in the card: attributes by name, and what this version does not know, by number. */
export type Identity = {
  attributes: Partial<Record<AttributeName, unknown>>;
  unknown: Map<unknown, unknown>;
};

export type FaceFormat = 'jpeg' | 'jpeg2000' | 'avif' | 'webp' | 'png' | 'unknown';
export type Face = { bytes: Uint8Array; format: FaceFormat };

// Attribute 17 counts from one; the sub format of a face in attribute 62 (image) counts otherwise.
const PHOTO_FORMATS: FaceFormat[] = ['unknown', 'jpeg', 'jpeg2000', 'avif', 'webp'];
const BIOMETRIC_FORMATS: FaceFormat[] = ['png', 'jpeg', 'jpeg2000', 'avif', 'webp'];

const NAMES = new Map<unknown, AttributeName>();
for (const [name, number] of Object.entries(ATTRIBUTE)) NAMES.set(number, name as AttributeName);

const TEXTS: AttributeName[] = ['id', 'fullName', 'dateOfBirth', 'secondaryFullName', 'secondaryLanguage'];

/** Names for the numbers of a decoded claim 169. Fault: `card-malformed` where a text we show is none. */
export function readIdentity(map: CborMap): Identity {
  const identity: Identity = { attributes: {}, unknown: new Map() };
  for (const [number, value] of map) {
    const name = NAMES.get(number);
    if (name === undefined) identity.unknown.set(number, value);
    else identity.attributes[name] = value;
  }
  for (const name of TEXTS) {
    const value = identity.attributes[name];
    if (value !== undefined && typeof value !== 'string') throw fault('card-malformed', { attribute: name });
  }
  return identity;
}

/** A text attribute; `readIdentity` has refused other types. */
export function textOf(identity: Identity, name: AttributeName): string | undefined {
  const value = identity.attributes[name];
  return typeof value === 'string' ? value : undefined;
}

/** `YYYYMMDD` (or, as some issuers write it, `YYYY-MM-DD`) as a day; undefined where it is neither. */
export function birthDateOf(identity: Identity): PlainDate | undefined {
  const text = textOf(identity, 'dateOfBirth')?.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
  return text !== undefined && isPlainDate(text) ? text : undefined;
}

/** The face, from attribute 16 with 17 or from 62: as bytes, as hexadecimal text, in an array or bare. */
export function faceOf({ attributes }: Identity): Face | undefined {
  const photo = imageBytes(attributes.photo);
  if (photo) return { bytes: photo, format: formatOf(PHOTO_FORMATS, attributes.photoFormat) };
  const first = Array.isArray(attributes.face) ? attributes.face[0] : attributes.face;
  if (!isMap(first)) return undefined;
  const bytes = imageBytes(first.get(0));
  return bytes && { bytes, format: formatOf(BIOMETRIC_FORMATS, first.get(2)) };
}

function formatOf(formats: FaceFormat[], index: unknown): FaceFormat {
  return (typeof index === 'number' ? formats[index] : undefined) ?? 'unknown';
}

function imageBytes(value: unknown): Uint8Array | undefined {
  if (value instanceof Uint8Array) return value;
  if (typeof value !== 'string' || value.length % 2 !== 0 || !/^[0-9a-fA-F]+$/.test(value)) return undefined;
  return Uint8Array.from(value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
