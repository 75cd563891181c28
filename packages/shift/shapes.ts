/**
 * The shapes that may cross between a desk and city hall. Each is so narrow that no name, address or remark
 * fits it: digits, lower-case hexadecimal, months and closed lists. Hexadecimal rather than base64url or
 * base32 on purpose: a padded name is a valid base64url string and often a valid base32 one.
 */
export const SERIAL = /^[0-9]{12}$/;
export const BARCODE = /^[0-9]{14}$/;
export const MONTH = /^2[01][0-9]{2}-(0[1-9]|1[0-2])$/;
/** SHA-256, lower-case hexadecimal. */
export const DIGEST = /^[0-9a-f]{64}$/;
/** 128 random bits that name a shift and nothing else. */
export const SHIFT_ID = /^[0-9a-f]{32}$/;
/** 128 random bits that name a card waiting for pick-up: the application's sealed record, and nothing of its holder. */
export const RECORD_ID = /^[0-9a-f]{32}$/;
/** The slip's 80-bit secret on the wire. On paper it is 16 letters of Crockford's base32: see `secretToWire`. */
export const WIRE_SECRET = /^[0-9a-f]{20}$/;
/** A P-256 signature, r and s, 64 bytes in base64url. */
export const SIGNATURE = /^[A-Za-z0-9_-]{86}$/;

/** Why a printed card was not handed over. */
export const SPOIL_REASONS = [
  'misprint',
  'jam',
  'ribbon-out',
  'unreadable',
  'damaged-blank',
  'wrong-data',
] as const;
export type SpoilReason = (typeof SPOIL_REASONS)[number];

/** Why a card is signed. */
export const PURPOSES = ['first', 'correction', 'replacement', 'renewal'] as const;
export type Purpose = (typeof PURPOSES)[number];

export const isSerialShape = (value: unknown): value is string =>
  typeof value === 'string' && SERIAL.test(value);
