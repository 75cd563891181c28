import { isFault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { boxesForReviewers, dualBoxesFor, lacksBoxes } from '../../review/service.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';
import type { Which } from '../../vault/vault.ts';
import { lockApplication, today } from '../draft.ts';
import type { Application } from '../session.ts';
import type { Found } from './find.ts';
import { headOf } from './stands.ts';

/** States in which a reviewer may still open it, or will again. */
const REVIEWED: readonly ApplicationState[] = ['waiting', 'second-look', 'asked', 'appealed'];

/**
 * Somebody comes back with their code, and so with the share that everything else is made of: boxes and halves are made anew
 * for whoever holds office today. That is how an application outlives people who left, without city hall ever holding its
 * share. What cannot be done now is done next time, and never stands in the way of coming back.
 */
export async function renewBoxes(context: Context, found: Found): Promise<void> {
  const { file, application } = found;
  if (file === null) return;
  try {
    const lacks = await lacksBoxes(context.store.read, application);
    if (lacks.dual) await renewHalves(context, application, file);
    if (lacks.review && REVIEWED.includes(application.state))
      await renewReviewBox(context, application, file);
  } catch (error) {
    if (!isFault(error)) throw error;
    context.log({ event: 'fault', code: error.code });
  }
}

async function renewHalves({ store }: Context, { id }: Application, share: Uint8Array): Promise<void> {
  const halves = await dualBoxesFor(store.read, share, id);
  await store.write(async (tx) => {
    const row = await lockApplication(tx, id);
    if (!row?.dual_boxes) return;
    await tx.updateTable('applications').set(halves).where('id', '=', id).execute();
  });
}

/** With the days of the one before: nothing here gives anybody more time. */
async function renewReviewBox(context: Context, before: Application, share: Uint8Array): Promise<void> {
  const { store, vault } = context;
  const application = before.id;
  const head = headOf(await vault.heads(store.read, application), 'review-box', today(context));
  if (!head) return;
  const except = before.first_reviewer === null ? {} : { except: before.first_reviewer };
  const { plain, keys } = await boxesForReviewers(store.read, share, application, except);
  const sealed = await vault.seal({
    application,
    kind: 'review-box',
    endsOn: head.endsOn,
    plain,
    share: null,
  });
  const ended = await store.write(async (tx): Promise<Which | null> => {
    const row = await lockApplication(tx, application);
    // Decided, or decided first, since it was read: then the box is not the right one any more.
    if (!row || row.state !== before.state || row.first_reviewer !== before.first_reviewer) return null;
    const now = headOf(await vault.heads(tx, application), 'review-box', today(context));
    if (now?.id !== head.id) return null;
    await vault.keep(tx, sealed);
    const which = { application, ids: [head.id] };
    await vault.end(tx, which, 'superseded');
    const review_keys = [...keys];
    await tx.updateTable('applications').set({ review_keys }).where('id', '=', application).execute();
    return which;
  });
  if (ended) await vault.finish(ended);
}
