import { sql } from 'kysely';
import type { Writer } from '../store/store.ts';
import { isSound, sealedAgain } from './seal.ts';

/** The newest word about any hold. */
export const lastWord = sql<number>`(select coalesce(max(turn), 0) from hold_wordings)`;

/**
 * An old copy of the database does not know what was written about a hold since, nor that it may not be spoken of any more. So
 * nothing is said of any that is in force, until the law department has written its words anew. It is under the hold's seal: no
 * row that lost words can be made to have lost none. One that was changed gets no seal by it.
 */
export async function doubtWords(tx: Writer, now: Date): Promise<void> {
  const rows = await tx
    .selectFrom('legal_holds')
    .selectAll()
    .select(lastWord.as('last_word'))
    .where('released_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
  for (const { last_word: words_lost_after, ...row } of rows) {
    const lost = { words_lost_after, words_lost_at: now };
    await tx
      .updateTable('legal_holds')
      .set(isSound(tx, row) ? sealedAgain(tx, row, lost) : lost)
      .where('id', '=', row.id)
      .execute();
  }
}
