import { createHmac } from 'node:crypto';
import type { NumberPlan } from '@commonkey/events/ticket-numbers.ts';
import { typedCode } from '@commonkey/shift';
import { drawCode, readDrawn } from '../../code-letters.ts';
import type { Secrets } from '../../config/secrets.ts';

type Keys = Pick<Secrets, 'codes'>;

/** As long as the code of a booking: both are typed at the same doors. */
const LETTERS = 9;

const keyed = ({ codes }: Keys, use: string, text: string): Buffer =>
  createHmac('sha256', codes).update(`commonkey-${use}-v1\0${text}`).digest();

/**
 * Which numbers of a day are left free for those who booked or go first. Nobody without the service's key can tell which they are,
 * and so nobody who stands at the door sees from a number why somebody has it.
 */
export const numberPlan = (secrets: Keys, event: string, walkInShare: number): NumberPlan => ({
  walkInShare,
  chanceOf: (block) => {
    const bytes = keyed(secrets, 'ticket-numbers', `${event}\0${block}`);
    let at = 0;
    return () => {
      const drawn = bytes.readUInt16BE(at);
      at = (at + 2) % bytes.length;
      return drawn / 2 ** 16;
    };
  },
});

/**
 * The code on a ticket. It comes of the press that made the ticket, so that a page which is sent twice shows the same ticket twice,
 * and is stored nowhere.
 */
export const ticketCode = (secrets: Keys, press: string): string =>
  drawCode(() => new Uint8Array(keyed(secrets, 'ticket-code', press).subarray(0, LETTERS)), LETTERS);

export const readTicketCode = (typed: string): string | undefined => readDrawn(typed, LETTERS);

/** As many letters as a code has, one of them wrong: whoever typed it gets it back to put right. A name is not repeated (T1). */
export const repeatable = (typed: string): boolean =>
  /\d/.test(typed) && typedCode(typed, LETTERS + 1) !== undefined;

/** Finds a ticket's row: a copy of the database tries no codes. */
export const ticketTag = (secrets: Keys, code: string): Uint8Array =>
  new Uint8Array(keyed(secrets, 'ticket-tag', code));

/**
 * What a station is opened with: whoever comes back with the same sign-in has it still. Nothing in it says who that is once the sign-in
 * has ended, and nobody without the service's key could make it.
 */
export function claimOf(secrets: Keys, { tokenHash }: { tokenHash: Uint8Array }, mark: string): string {
  const bytes = keyed(secrets, 'station-claim', `${Buffer.from(tokenHash).toString('hex')}\0${mark}`);
  const hex = bytes.toString('hex');
  // The version and variant of a UUID that somebody made in a way of their own (RFC 9562, 5.8).
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}
