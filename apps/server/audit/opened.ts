import { type LedgerEvent, leafOf, type Opening, writeOpening } from '@commonkey/ledger';
import type { PlainDate } from '@commonkey/program';
import { type Acted, actedEvent } from '../store/acted-by.ts';
import type { TableName } from '../store/database.ts';

/** Who of staff a fact of an event hides: with salt and id anybody can compute it anew (`actedBy`). */
export type Who = Acted & { readonly fact: 'by' | 'asked-by'; readonly salt: Uint8Array };

/**
 * What a row says of an event that the ledger committed to. Mostly one opening; a row that came back from outside the
 * database may not know all of its facts, and then one of several is true.
 */
export type Kept = {
  table: TableName;
  openings: readonly [Opening, ...Opening[]];
  /** Of a hold that may not be spoken of: not to be handed to anybody without counsel. */
  gagged?: true;
  /** The day on which the row may end, where it does. */
  until?: PlainDate;
  /** Handed over only with a reason of its own: the opening tells what was done, this tells who did it. */
  who?: readonly Who[];
};

/** Opens nothing. */
export const NO_SALT = new Uint8Array(32);

export const open = (salt: Uint8Array, event: LedgerEvent): Opening => ({
  salt: new Uint8Array(salt),
  event,
});

export const one = (
  table: TableName,
  salt: Uint8Array,
  event: LedgerEvent,
  who: readonly Who[] = [],
): Kept => ({ table, openings: [open(salt, event)], ...(who.length > 0 && { who }) });

export const by = (salt: Uint8Array, staff: string): Who => ({
  fact: 'by',
  staff,
  salt: new Uint8Array(salt),
});

/**
 * Who acted, a line of JSON for each: the entry it is of (hexadecimal), the fact that hides it, and its own opening, whose leaf is that
 * fact. An id, never a name.
 */
export const whoLines = (found: Opening, who: readonly Who[] = []): string[] =>
  who.map(({ fact, salt, ...acted }) => {
    const entry = Buffer.from(leafOf(found)).toString('hex');
    const opening = writeOpening({ salt, event: actedEvent(acted) });
    return JSON.stringify({ entry, fact, ...JSON.parse(opening) });
  });
