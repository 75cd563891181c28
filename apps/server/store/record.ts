import { randomBytes } from 'node:crypto';
import { canonicalEvent, commit, type LedgerEvent } from '@commonkey/ledger';
import type { Writer } from './store.ts';

/**
 * Commits to an event in the transaction that makes it true. Only the commitment is stored: keep the salt in the row the
 * event speaks of, so that it can be opened for as long as that row lives and by nobody after.
 *
 * @param event its kind and facts; no fact may be a person
 * @returns `salt`, 32 bytes, and `commitment`, SHA-256(salt ‖ canonical event)
 */
export async function record(
  tx: Writer,
  event: LedgerEvent,
  random: (size: number) => Uint8Array = randomBytes,
): Promise<Recorded> {
  const [recorded] = await recordAll(tx, [event], random);
  if (!recorded) throw new RangeError('one event makes one leaf');
  return recorded;
}

export type Recorded = { salt: Uint8Array; commitment: Uint8Array };

/** Commits to several events at once, each with a salt of its own; in their order. */
export async function recordAll(
  tx: Writer,
  events: readonly LedgerEvent[],
  random: (size: number) => Uint8Array = randomBytes,
): Promise<Recorded[]> {
  if (events.length === 0) return [];
  const recorded = events.map((event) => {
    const salt = random(32);
    return { salt, commitment: commit(salt, canonicalEvent(event)) };
  });
  await tx
    .insertInto('ledger_unsequenced')
    .values(recorded.map(({ commitment }) => ({ commitment })))
    .execute();
  return recorded;
}
