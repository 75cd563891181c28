import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { DisposalTrigger } from '../holds/destroy.ts';
import { endNotices } from '../notices/service.ts';
import type { Writer } from '../store/store.ts';
import { today } from './draft.ts';
import { lockApplication } from './lock.ts';
import { endSessions } from './session.ts';

/**
 * First step of an application's end, in one transaction: nobody reads its records any more, its sessions end, and its
 * code is a code that never existed. What a hold keeps is kept without a word, to the resident or to anybody (T12).
 */
export async function endApplication(
  context: Context,
  tx: Writer,
  application: string,
  because: DisposalTrigger,
): Promise<void> {
  const ended = tx.updateTable('applications').where('id', '=', application);
  // Before its records: nobody decides about it any more, so its box for one reviewer is a second key to what a hold keeps.
  await ended
    .set({ state: 'withdrawn', waiting_since: null, reserved_by: null, reserved_until: null })
    .execute();
  const { held, awaiting } = await context.vault.end(tx, { application }, because);
  await ended
    .set({
      // Nobody's code: found by nothing.
      tag: context.random(32),
      ...(held + awaiting === 0
        ? { code_box: new Uint8Array(), next_tag: null, next_code_box: null }
        : // To empty its box would end what a hold keeps: of a draft it is all that opens it besides the code itself.
          { next_tag: sql`case when next_code_box is null then null else ${context.random(32)}::bytea end` }),
      first_reviewer: null,
      first_verdict: null,
      review_keys: null,
      face_asked: false,
      decided_on: null,
      appeal_until: null,
      unmet: [],
      ends_on: today(context),
    })
    .execute();
  await endSessions(context, tx, { application });
  await endNotices(context, tx, { application }, 'withdrawn');
}

/** In a database that has forgotten it. What may end does so with the destroyer's next run. */
export async function takeBackAgain(context: Context, application: string): Promise<void> {
  await context.store.write(async (tx) => {
    if (await lockApplication(tx, application)) await endApplication(context, tx, application, 'withdrawn');
  });
}

/** After the keys and the bytes: the row, if nothing hangs on it any more. The destroyer does the same later where it stays. */
export async function dropApplication(
  context: Context,
  application: string,
  because: DisposalTrigger,
): Promise<void> {
  const { store, vault, holds } = context;
  await store.write(async (tx) => {
    const left = await vault.heads(tx, application);
    const sessions = await tx
      .selectFrom('portal_sessions')
      .select('token_hash')
      .where('application', '=', application)
      .execute();
    if (left.length > 0 || sessions.length > 0) return;
    await holds.destroy(tx, { table: 'applications', where: { id: application }, because });
  });
}
