import { createHmac } from 'node:crypto';
import type { Random } from '../../clock.ts';
import { drawCode, readDrawn } from '../../code-letters.ts';
import type { Secrets } from '../../config/secrets.ts';

type Keys = Pick<Secrets, 'codes'>;

/** 95 random bits: it opens many places, is read off paper, and nobody types it at a door. */
const LETTERS = 19;
/** As long as every code of a booking: a slip is one. */
const SLIP_LETTERS = 9;

const keyed = ({ codes }: Keys, use: string, text: string): Buffer =>
  createHmac('sha256', codes).update(`commonkey-${use}-v1\0${text}`).digest();

/** What a group gets from the event manager, once. It is stored nowhere. */
export const newBlockCode = (random: Random): string => drawCode(random, LETTERS);

/** Undefined where it can be no code of a group; the codes of bookings and of applications are shorter. */
export const readBlockCode = (typed: string): string | undefined => readDrawn(typed, LETTERS);

/** Finds a block's row: a copy of the database tries no codes. */
export const blockTag = (secrets: Keys, code: string): Uint8Array =>
  new Uint8Array(keyed(secrets, 'block-tag', code));

/**
 * The code of a slip. It comes of the group's code, so that the group can print a slip again and nothing has to say which bookings are
 * its own: without the group's code nobody can tell, the service with its key and its database neither.
 */
export const slipCode = (secrets: Keys, code: string, number: number): string =>
  drawCode(
    () => new Uint8Array(keyed(secrets, 'slip', `${code}\0${number}`).subarray(0, SLIP_LETTERS)),
    SLIP_LETTERS,
  );
