import type { Context } from '../../context.ts';
import { lockApplication, today } from '../draft.ts';
import { endSessions, type PortalSession } from '../session.ts';

/**
 * Takes an application back: in one transaction nobody reads it any more and its code is a code that never existed; then the
 * keys die, the bytes, and the row. What a hold keeps is kept without a word, to the resident or to anybody (T12): the same
 * steps, the same answer.
 */
export async function withdraw(context: Context, session: PortalSession): Promise<void> {
  const { store, vault, holds } = context;
  const application = session.application.id;
  await store.write(async (tx) => {
    if (!(await lockApplication(tx, application))) return;
    await vault.end(tx, { application }, 'withdrawn');
    await tx
      .updateTable('applications')
      .set({
        state: 'withdrawn',
        // Nobody's code: found by nothing, opened by nothing.
        tag: context.random(32),
        code_box: new Uint8Array(),
        next_tag: null,
        next_code_box: null,
        waiting_since: null,
        reserved_by: null,
        reserved_until: null,
        first_reviewer: null,
        first_verdict: null,
        decided_on: null,
        appeal_until: null,
        unmet: [],
        ends_on: today(context),
      })
      .where('id', '=', application)
      .execute();
    await endSessions(context, tx, { application });
  });
  await vault.finish({ application });
  await store.write(async (tx) => {
    const left = await vault.heads(tx, application);
    const sessions = await tx
      .selectFrom('portal_sessions')
      .select('token_hash')
      .where('application', '=', application)
      .execute();
    if (left.length > 0 || sessions.length > 0) return;
    await holds.destroy(tx, { table: 'applications', where: { id: application }, because: 'withdrawn' });
  });
}

/** After a denial: everything sealed goes now. The row stays until its day, so that the code still says what was missing. */
export async function destroyNow(context: Context, session: PortalSession): Promise<boolean> {
  const { store, vault } = context;
  const application = session.application.id;
  const done = await store.write(async (tx) => {
    const row = await lockApplication(tx, application);
    if (row?.state !== 'denied') return false;
    await vault.end(tx, { application }, 'withdrawn');
    await tx
      .updateTable('applications')
      .set({ appeal_until: null, first_reviewer: null, first_verdict: null })
      .where('id', '=', application)
      .execute();
    return true;
  });
  if (done) await vault.finish({ application });
  return done;
}
