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
/** The same for the holder's share, where their continuation code stands in for the sheet. */
export const PICK_UP_SHARE_BOX = 'commonkey-pick-up-share-v1';

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
