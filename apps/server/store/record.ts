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
): Promise<{ salt: Uint8Array; commitment: Uint8Array }> {
  const salt = random(32);
  const commitment = await commit(salt, canonicalEvent(event));
  await tx.insertInto('ledger_unsequenced').values({ commitment }).execute();
  return { salt, commitment };
}
