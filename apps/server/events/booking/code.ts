import { createHmac } from 'node:crypto';
import type { Random } from '../../clock.ts';
import { drawCode, groupsOfFive, readDrawn } from '../../code-letters.ts';
import type { Secrets } from '../../config/secrets.ts';

/**
 * 45 random bits. A place is no secret worth a thief's time, and somebody types this at a door: at a hundred tries a second by
 * everybody together (`bookingThrottle`) it takes about eleven years to find one of a thousand codes, which live for weeks.
 */
const LETTERS = 9;

/** What keeps a place, and all that there is to it: nine letters and a check letter. It is stored nowhere. */
export const newBookingCode = (random: Random): string => drawCode(random, LETTERS);

/** Of one page as it was sent; undefined where the page was of before there were such. */
export type FormId = string | undefined;

/**
 * The code that a form makes. It comes of the form and of what was chosen there, so that a page which is sent twice shows the same code
 * twice, and whoever goes back and chooses otherwise gets another. It is stored nowhere.
 */
export function codeOfForm(
  { secrets, random }: { secrets: Pick<Secrets, 'codes'>; random: Random },
  form: FormId,
  chosen: readonly (string | number)[],
): string {
  if (form === undefined) return newBookingCode(random);
  const of = createHmac('sha256', secrets.codes)
    .update(`commonkey-booking-form-v1\0${[form, ...chosen].join('\0')}`)
    .digest();
  return drawCode((size) => new Uint8Array(of.subarray(0, size)), LETTERS);
}

/** Undefined where it can be no code of a booking; a code of an application is longer. */
export const readBookingCode = (typed: string): string | undefined => readDrawn(typed, LETTERS);

export const groupBookingCode = groupsOfFive;

/** Finds a booking's row: HMAC-SHA256 under a key of the service, 32 bytes. A copy of the database tries no codes. */
export const bookingTag = (secret: Uint8Array, code: string): Uint8Array =>
  new Uint8Array(createHmac('sha256', secret).update(`commonkey-booking-v1\0${code}`).digest());
