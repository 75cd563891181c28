import { sealKeyOf } from '../../store/seal-key.ts';
import type { Writer } from '../../store/store.ts';
import { NEW_HOLD, type SealedFacts, sealOf } from '../seal.ts';

const PLAIN = { ...NEW_HOLD, covers_from: null, covers_until: null, channel: null, placed_in_doubt: false };
type Needed = 'id' | 'series' | 'placed_at' | 'placed_by' | 'provisional_until' | 'ledger_salt';

/** A row as the service would have written it, in a state that takes it days to come to. It opens no leaf. */
export async function insertSealed(
  tx: Writer,
  facts: Pick<SealedFacts, Needed> & Partial<SealedFacts>,
): Promise<void> {
  const row = { ...PLAIN, ...facts };
  await tx
    .insertInto('legal_holds')
    .values({ ...row, seal: sealOf(row, sealKeyOf(tx)) })
    .execute();
}
