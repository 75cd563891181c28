import { isFault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { dualBoxesFor, type Halves, lacksBoxes } from '../../review/service.ts';
import type { Writer } from '../../store/store.ts';
import type { Application } from '../session.ts';
import type { Found } from './find.ts';

/**
 * Halves for whoever holds office today, where somebody of them has none: whatever its owner writes, they have the file open
 * then. null where nothing lacks, or too few could hold them now: what they write is more than that.
 */
export async function halvesDue(
  { store }: Context,
  { application, file }: Pick<Found, 'application' | 'file'>,
): Promise<Halves | null> {
  if (file === null || !(await lacksBoxes(store.read, application)).dual) return null;
  try {
    return await dualBoxesFor(store.read, file, application.id);
  } catch (error) {
    if (isFault(error)) return null;
    throw error;
  }
}

/** Under the lock of the row. The share is the same, so who ever had all of it still has that out of a backup. */
export async function keepHalves(tx: Writer, row: Application, halves: Halves): Promise<void> {
  if (row.dual_boxes === null) return;
  const once_alone = row.once_alone || halves.once_alone;
  await tx
    .updateTable('applications')
    .set({ ...halves, once_alone })
    .where('id', '=', row.id)
    .execute();
}
