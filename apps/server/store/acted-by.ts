import { randomBytes } from 'node:crypto';
import { canonicalEvent, commit, type LedgerEvent } from '@commonkey/ledger';

/** What the fact of an event hides: a member of staff, and which part they had where there were two. */
export type Acted = { readonly staff: string; readonly part?: 'asked' | 'released' };

/**
 * Who of staff acted, as a fact of an event: SHA-256 in hexadecimal over a salt of its own and the member's random id. Whoever is
 * handed the event's opening reads what happened and not who did it, nor whether two entries are by one person; that takes
 * this salt and the id as well. So a row whose actor was changed by hand opens its leaf no more.
 * @param salt 32 bytes, kept in the row beside the id
 */
export const actedBy = (salt: Uint8Array, acted: Acted): string =>
  Buffer.from(commit(salt, canonicalEvent(actedEvent(acted)))).toString('hex');

/** What it is the hash of, as an event like any other. */
export const actedEvent = ({ staff, part }: Acted): LedgerEvent => ({
  kind: 'acted',
  staff,
  ...(part === undefined ? {} : { part }),
});

/** A new salt for `actedBy`. */
export const newActedSalt = (random: (size: number) => Uint8Array = randomBytes): Uint8Array => random(32);
