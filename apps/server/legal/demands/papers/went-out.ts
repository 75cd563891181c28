import type { Reader } from '../../../store/store.ts';
import { PRODUCED } from '../../../store/tables/demands.ts';
import type { ItemView } from '../view.ts';

/**
 * Of items that two decided to hand over, those of which nothing went out under that outcome: until then a decision is all there
 * is, and nobody may be told that it happened.
 */
export async function notYetOut(
  read: Reader,
  items: readonly Pick<ItemView, 'id' | 'decided'>[],
): Promise<ReadonlySet<string>> {
  const decided = items.filter(({ decided }) => PRODUCED.some((one) => one === decided?.outcome));
  if (decided.length === 0) return new Set();
  const out = await read
    .selectFrom('demand_productions')
    .select(['item', 'outcome'])
    .where(
      'item',
      'in',
      decided.map(({ id }) => id),
    )
    .where('decided_by', 'is not', null)
    .execute();
  return new Set(
    decided.flatMap(({ id, decided: last }) =>
      out.some(({ item, outcome }) => item === id && outcome === last?.outcome) ? [] : [id],
    ),
  );
}
