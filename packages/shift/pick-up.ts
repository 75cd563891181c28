import { Fault } from '@commonkey/words';
import type { ShiftCode } from './codes.ts';

/**
 * A card that waits for its holder, as a desk is given it. It opens with two keys: the slot's, boxed to the desk's own
 * pick-up key, and the share on the sheet that the holder brings.
 */
export type WaitingCard = {
  /** The sealed record: its UUID without hyphens, on the sheet and here, and nowhere beside a name. */
  record: string;
  /** Ciphertext, base64url. */
  sealed: string;
  /** HPKE box of the slot's key, base64url. */
  key: string;
};

/** What the holder's sheet says: which sealed record, and the 32-byte share that only they have. */
export type PickUpSheet = { record: string; share: Uint8Array };

/** What the HPKE box of a waiting card's slot key is for (RFC 9180, `info`). */
export const PICK_UP_BOX = 'commonkey-pick-up-v1';

const MARK = 'CKP1';
const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BYTES = 48;
const LETTERS = Math.ceil((BYTES * 8) / 5);

/** The text of the sheet's QR: alphanumeric mode, 81 characters. `record` as 32 hexadecimal digits. */
export function pickUpText({ record, share }: PickUpSheet): string {
  const bytes = Uint8Array.from([...hexBytes(record), ...share]);
  if (bytes.length !== BYTES) throw new Fault<ShiftCode>('pick-up-unreadable');
  let bits = 0n;
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte);
  bits <<= BigInt(LETTERS * 5 - BYTES * 8);
  let letters = '';
  for (let i = 0; i < LETTERS; i++) {
    letters = (CROCKFORD[Number(bits & 31n)] ?? '') + letters;
    bits >>= 5n;
  }
  return MARK + letters;
}

/** Reads a sheet; blanks and case do not matter. Fault `pick-up-unreadable`. */
export function readPickUp(text: string): PickUpSheet {
  const given = text.toUpperCase().replace(/[\s-]/g, '');
  if (!given.startsWith(MARK) || given.length !== MARK.length + LETTERS)
    throw new Fault<ShiftCode>('pick-up-unreadable');
  let bits = 0n;
  for (const letter of given.slice(MARK.length)) {
    const value = CROCKFORD.indexOf(letter);
    if (value < 0) throw new Fault<ShiftCode>('pick-up-unreadable');
    bits = (bits << 5n) | BigInt(value);
  }
  const spare = BigInt(LETTERS * 5 - BYTES * 8);
  if (bits & ((1n << spare) - 1n)) throw new Fault<ShiftCode>('pick-up-unreadable');
  const hex = (bits >> spare).toString(16).padStart(BYTES * 2, '0');
  return { record: hex.slice(0, 32), share: Uint8Array.from(hexBytes(hex.slice(32))) };
}

function hexBytes(hex: string): number[] {
  return (hex.match(/../g) ?? []).map((pair) => Number.parseInt(pair, 16));
}

/**
 * What a waiting card will say, as its holder wrote it and a reviewer read it: the `person` part of the sealed record,
 * JSON. It opens on the desk alone, with the holder's sheet.
 */
export type WaitingPerson = {
  /** In Latin letters, as printed. */
  name: string;
  secondName: string;
  /** BCP 47 tag of the second name's language; empty without one. */
  secondLanguage: string;
  /** YYYY-MM-DD */
  birthDate: string;
  careOf: string;
  address: string;
  addressSecond: string;
  emergencyContact: string;
};

const TEXTS = [
  'name',
  'secondName',
  'secondLanguage',
  'careOf',
  'address',
  'addressSecond',
  'emergencyContact',
] as const;

/** Reads the `person` part. Fault `pick-up-unreadable`: not of this shape. */
export function readWaitingPerson(bytes: Uint8Array): WaitingPerson {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    value = null;
  }
  const given = Object(value) as Record<string, unknown>;
  const text = (key: string): string => {
    const one = given[key];
    if (typeof one !== 'string' || one.length > 200) throw new Fault<ShiftCode>('pick-up-unreadable');
    return one;
  };
  const birthDate = text('birthDate');
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(birthDate)) throw new Fault<ShiftCode>('pick-up-unreadable');
  const [name, secondName, secondLanguage, careOf, address, addressSecond, emergencyContact] = TEXTS.map(
    text,
  ) as [string, string, string, string, string, string, string];
  return { name, secondName, secondLanguage, birthDate, careOf, address, addressSecond, emergencyContact };
}
