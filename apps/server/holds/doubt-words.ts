import { sql } from 'kysely';
import type { Writer } from '../store/store.ts';

/**
 * An old copy of the database does not know what was written about a hold since, nor that it may not be spoken of any more. So
 * nothing is said of any that is in force, until the law department has written its words anew.
 */
export async function doubtWords(tx: Writer, now: Date): Promise<void> {
  await tx
    .updateTable('legal_holds')
    .set({
      words_lost_after: sql<number>`(select coalesce(max(turn), 0) from hold_wordings)`,
      words_lost_at: now,
    })
    .where('released_at', 'is', null)
    .execute();
}
