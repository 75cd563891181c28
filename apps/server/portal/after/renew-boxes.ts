import { isFault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { boxesForReviewers, dualBoxesFor, lacksBoxes } from '../../review/service.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';
import { changeSealed, type Seen } from '../change-sealed.ts';
import { today } from '../draft.ts';
import { lockApplication } from '../lock.ts';
import type { Application } from '../session.ts';
import { type Found, sameShare } from './find.ts';
import { keepHalves } from './halves.ts';
import { notBy } from './papers.ts';
import { headOf } from './stands.ts';

/** States in which a reviewer may still open it, or will again. */
export const REVIEWED: readonly ApplicationState[] = ['waiting', 'second-look', 'asked', 'appealed'];

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
    context.log({ event: 'fault', origin: 'public', code: error.code });
  }
}

async function renewHalves(context: Context, before: Application, share: Uint8Array): Promise<void> {
  const halves = await dualBoxesFor(context.store.read, share, before.id);
  await context.store.write(async (tx) => {
    const row = await lockApplication(tx, before.id);
    if (row && isOfShare(row, before)) await keepHalves(tx, row, halves);
  });
}

/** Another visit may have sealed everything with another share meanwhile (`newShare`): nothing is made of this one then. */
const isOfShare = (row: Application, before: Application): boolean =>
  sameShare(row.share_commitment, before.share_commitment);

/** With the days of the one before: nothing here gives anybody more time. */
async function renewReviewBox(context: Context, before: Application, share: Uint8Array): Promise<void> {
  const headIn = ({ heads }: Seen) => headOf(heads, 'review-box', today(context));
  await changeSealed<readonly string[]>(context, before.id, {
    kinds: ['review-box'],
    may: (seen) =>
      REVIEWED.includes(seen.row.state) && isOfShare(seen.row, before) && headIn(seen) !== undefined,
    async prepare(seen, seal) {
      const head = headIn(seen);
      if (!head) return null;
      const { id: application } = seen.row;
      const { plain, keys } = await boxesForReviewers(
        context.store.read,
        share,
        application,
        notBy(seen.row),
      );
      await seal({ application, kind: 'review-box', endsOn: head.endsOn, plain, share: null });
      return keys;
    },
    async write(tx, { id }, keys) {
      await tx
        .updateTable('applications')
        .set({ review_keys: [...keys] })
        .where('id', '=', id)
        .execute();
      return [];
    },
  });
}
