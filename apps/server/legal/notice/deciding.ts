import { Fault } from '@commonkey/words';
import type { HoldsCode } from '../../holds/errors.ts';
import { openHold } from '../../holds/holding.ts';
import type { Writer } from '../../store/store.ts';
import type { TellingCode } from './errors.ts';
import { silentHolds } from './silence.ts';

/** Where a decision to tell stands, as far as two officers and an order of silence are concerned. */
export type Decided = {
  asked_by: string;
  agreed_at: Date | null;
  agreed_by: string | null;
  ended_at: Date | null;
  /** An order of silence came after it was asked for, and it does not outlast one. */
  silenced: boolean;
};

/** Locked: nobody lifts it or says that it may not be spoken of meanwhile. Faults of `openHold`, `hold-not-confirmed`. */
export async function lastingHold(tx: Writer, hold: string): Promise<void> {
  const { confirmed_at } = await openHold(tx, hold);
  if (confirmed_at === null) throw new Fault<HoldsCode>('hold-not-confirmed');
}

/** @throws Fault `telling-gagged`: the hold may not be spoken of, and it was not said that the notice waits */
export async function requireSpeakable(tx: Writer, hold: string, afterGag: boolean): Promise<void> {
  if (!afterGag && (await silentHolds(tx)).has(hold)) throw new Fault<TellingCode>('telling-gagged');
}

/**
 * Whether somebody may be the second of the two.
 * @throws Fault `telling-over` | `telling-agreed` | `telling-needs-second`
 */
export function requireSecond(row: Decided, by: string): void {
  if (row.ended_at !== null || row.silenced) throw new Fault<TellingCode>('telling-over');
  if (row.agreed_at !== null) throw new Fault<TellingCode>('telling-agreed');
  if (row.asked_by === by) throw new Fault<TellingCode>('telling-needs-second');
}

export function requireOpen(row: Decided): void {
  if (row.ended_at !== null) throw new Fault<TellingCode>('telling-over');
}

/** The row that a decision is about. Fault `telling-unknown`. */
export function found<T>(row: T | undefined | null): T {
  if (!row) throw new Fault<TellingCode>('telling-unknown');
  return row;
}
