import { createHash } from 'node:crypto';
import type { LedgerEvent } from '@commonkey/ledger';
import { type Selectable, sql } from 'kysely';
import type { Reader } from '../../store/store.ts';
import type { EventTables } from '../../store/tables/events.ts';

export type Closing = Selectable<EventTables['event_closings']>;
type Said = Omit<Closing, 'ledger_salt' | 'ends_on'>;

/** Desks may have worked on it: it was not cancelled before its hours. */
export const wasHeld = sql<boolean>`(state <> 'cancelled' or begun)`;

/** Which statements were counted, for whoever has their digests. */
export const shiftsDigest = (statements: readonly string[]): string =>
  createHash('sha256')
    .update('commonkey-event-closing-v1\0')
    .update([...statements].sort().join('\n'))
    .digest('hex');

/**
 * What the ledger commits to of a closing. Its counts are small; the salt that hides them lies in the row, is handed to auditors alone,
 * and ends with it.
 */
export const closedDayEvent = (row: Said): LedgerEvent => ({
  kind: 'event-closed',
  event: row.event,
  turn: row.turn,
  closed_on: row.closed_on,
  desks: row.desks,
  missing: row.missing,
  shifts: row.shifts,
  ...flat('counted', row.counts),
});

/** Facts of an event are flat. Nothing is left out, so that nothing can be put in. */
function flat(name: string, counted: unknown): Record<string, number | string> {
  if (typeof counted === 'object' && counted !== null)
    return Object.assign({}, ...Object.entries(counted).map(([key, one]) => flat(`${name}-${key}`, one)));
  return { [name]: Number.isSafeInteger(counted) ? Number(counted) : String(counted) };
}

/** Every closing that is still there, with what it opens of the ledger. */
export async function closedDays(read: Reader): Promise<Closing[]> {
  return read.selectFrom('event_closings').selectAll().orderBy('event').orderBy('turn').execute();
}
