import type { Context } from '../../context.ts';
import type { VaultKind } from '../../vault/vault.ts';
import { emptyHalves } from '../empty-halves.ts';
import { dropApplication, endApplication } from '../end-application.ts';
import { finishEnded } from '../finish-ended.ts';
import { lockApplication } from '../lock.ts';
import type { PortalSession } from '../session.ts';

/**
 * Takes an application back: nobody reads it any more; then the keys die, the bytes, and the row.
 * @returns kinds of records that are not gone, for whatever reason
 */
export async function withdraw(context: Context, session: PortalSession): Promise<ReadonlySet<VaultKind>> {
  const { store, vault } = context;
  const application = session.application.id;
  await store.write(async (tx) => {
    if (await lockApplication(tx, application)) await endApplication(context, tx, application, 'withdrawn');
  });
  await finishEnded(context, { application }, () => dropApplication(context, application, 'withdrawn'));
  const left = await vault.heads(store.read, application);
  await dropApplication(context, application, 'withdrawn');
  return new Set(left.filter(({ ending }) => !ending).map(({ kind }) => kind));
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
  if (!done) return false;
  const empty = () => store.write((tx) => emptyHalves(tx, application));
  await finishEnded(context, { application }, empty);
  await empty();
  return true;
}
