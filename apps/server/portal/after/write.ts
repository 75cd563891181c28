import type { Context } from '../../context.ts';
import type { Writer } from '../../store/store.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';
import type { Which } from '../../vault/vault.ts';
import { codeKey, newCode, tagOf } from '../code.ts';
import { lockApplication } from '../draft.ts';
import { type Application, type PortalSession, reboxSession } from '../session.ts';
import { boxShares } from '../shares.ts';

/**
 * Something that a resident writes after sending, one writer at a time, and the new code that comes with it: it counts
 * beside the old one until it is first used, so that a lost answer locks nobody out (CC-05, F-08). A session whose new
 * code is not written down yet gets no further one.
 *
 * @param work records that it ends, to be finished after the transaction
 * @returns false where the application no longer stands in one of `states`: nothing was changed then
 */
export async function writeByCode(
  context: Context,
  session: PortalSession,
  states: readonly ApplicationState[],
  work: (tx: Writer, row: Application) => Promise<Which | null>,
): Promise<boolean> {
  const fresh = session.code === null ? await freshCode(context, session) : null;
  const done = await context.store.write(async (tx) => {
    const row = await lockApplication(tx, session.application.id);
    if (!row || !states.includes(row.state)) return null;
    const ended = await work(tx, row);
    if (fresh) {
      const { tag, box, code } = fresh;
      await tx
        .updateTable('applications')
        .set({ next_tag: tag, next_code_box: box })
        .where('id', '=', row.id)
        .execute();
      await reboxSession(context, tx, session, { draft: session.draft, file: session.file, code });
    }
    return { ended };
  });
  if (done?.ended) await context.vault.finish(done.ended);
  return done !== null;
}

/** Made before the row is locked: deriving a key is slow by design. */
async function freshCode({ random, secrets }: Context, session: PortalSession) {
  const code = newCode(random);
  const key = await codeKey(secrets.codes, code);
  const box = await boxShares(key, 'code', session.application.id, session, random);
  key.fill(0);
  return { code, tag: tagOf(secrets.codes, code), box };
}
