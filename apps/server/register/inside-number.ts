import { canonicalEvent, commit } from '@commonkey/ledger';

/**
 * A number that stays inside, as a fact of an event: SHA-256 in hexadecimal over a salt of its own and the number. Whoever reads the
 * event's opening learns neither how many came before nor which belong together; a row whose number was changed by hand opens
 * its leaf no more.
 * @param salt 32 bytes, kept in the row beside the number; null in a row from before numbers stayed inside
 */
export const insideNumber = (salt: Uint8Array | null, number: string): string =>
  salt === null
    ? number
    : Buffer.from(commit(salt, canonicalEvent({ kind: 'numbered', number }))).toString('hex');

/** The column of such a salt, in a row that is about to be inserted. */
export const newNumberSalt = (random: (size: number) => Uint8Array): Uint8Array => random(32);
