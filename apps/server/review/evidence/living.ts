import type { Reader } from '../../store/store.ts';
import type { HalvesRow } from './sealed-half.ts';

export type LivingRow = HalvesRow & {
  id: string;
  /** Whether its halves lie at their officers' places: older sharings have no room for newcomers. */
  halves_placed: boolean;
  /** One person had both halves at some time: of a backup from then they have them still. */
  once_alone: boolean;
  share_commitment: Uint8Array | null;
  begun_pieces: Uint8Array | null;
  begun_masks: Uint8Array | null;
};

const EACH = 200;

/** Applications that have halves and something left to open with them. What is being destroyed is none of them. */
const living = (read: Reader) =>
  read
    .selectFrom('applications')
    .select(['id', 'dual_boxes', 'given_boxes', 'halves_placed', 'once_alone', 'share_commitment'])
    .select(['begun_pieces', 'begun_masks'])
    .where('dual_boxes', 'is not', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('vault_records as r')
          .select('r.id')
          .whereRef('r.application', '=', 'applications.id')
          .where('r.kind', 'in', ['papers', 'card'])
          .where('r.tombstoned_on', 'is', null),
      ),
    );

/** All of them by their ids, which say nothing, from the one after `after` on; those of which one person had both halves alone. */
export async function* livingRows(
  read: Reader,
  { after = null, onceAlone = false }: { after?: string | null; onceAlone?: boolean } = {},
): AsyncGenerator<LivingRow> {
  for (let last = after; ; ) {
    let next = living(read).orderBy('id').limit(EACH);
    if (onceAlone) next = next.where('once_alone', '=', true);
    if (last !== null) next = next.where('id', '>', last);
    const rows = await next.execute();
    for (const row of rows) {
      const { dual_boxes } = row;
      if (dual_boxes !== null) yield { ...row, dual_boxes };
    }
    last = rows.at(-1)?.id ?? last;
    if (rows.length < EACH) return;
  }
}

/** One of them, so that nobody changes it meanwhile; null where it is no longer one. */
export async function lockLiving(tx: Reader, id: string): Promise<LivingRow | null> {
  const row = await living(tx).where('id', '=', id).forUpdate().executeTakeFirst();
  if (!row) return null;
  const { dual_boxes } = row;
  return dual_boxes === null ? null : { ...row, dual_boxes };
}
