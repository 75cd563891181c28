import type { Writer } from '../store/store.ts';

/**
 * An application that is decided keeps its row until its day. Once none of its sealed records is left that two officers could
 * open, the halves that they would have opened it with go, and what a share would be known by.
 * @param application one of them; all of them where it is not said
 */
export async function emptyHalves(tx: Writer, application?: string): Promise<void> {
  let change = tx
    .updateTable('applications')
    .set({
      share_commitment: null,
      dual_boxes: null,
      halves_placed: false,
      once_alone: false,
      given_boxes: null,
      begun_pieces: null,
      begun_masks: null,
    })
    .where('state', 'in', ['approved', 'denied', 'withdrawn', 'lapsed'])
    .where('share_commitment', 'is not', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('vault_records as left')
            .select('left.id')
            .whereRef('left.application', '=', 'applications.id')
            // A box for one reviewer may live without halves alone where no two could ever open it.
            .where('left.kind', 'in', ['papers', 'card', 'review-box']),
        ),
      ),
    );
  if (application !== undefined) change = change.where('id', '=', application);
  await change.execute();
}
