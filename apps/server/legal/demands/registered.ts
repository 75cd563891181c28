import { isDeepStrictEqual } from 'node:util';
import type { Reader } from '../../store/store.ts';
import type { DemandRow } from './events.ts';
import { columnsOf, type DemandWish, itemColumnsOf } from './register.ts';

/** A demand that a form has registered. `says`: whether the form, as it comes again, says of it what is not under seal. */
export type Registered = { row: DemandRow; says(wish: Omit<DemandWish, 'holds'>): boolean };

/** @param form whose id the demand bears; null while it has registered none */
export async function registeredBy(read: Reader, form: string): Promise<Registered | null> {
  const row = await read.selectFrom('demands').selectAll().where('id', '=', form).executeTakeFirst();
  if (!row) return null;
  const items = await read
    .selectFrom('demand_items')
    .selectAll()
    .where('demand', '=', form)
    .orderBy('place')
    .execute();
  return {
    row,
    says: (wish) => {
      const matter = wish.matter ?? row.matter;
      return (
        matter === row.matter &&
        within(columnsOf(wish), row) &&
        // What was added later is not the form's.
        wish.items.every((item, at) => {
          const known = items[at];
          return known !== undefined && within(itemColumnsOf(item), known);
        })
      );
    },
  };
}

const within = (said: Readonly<Record<string, unknown>>, row: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(said).every(([name, value]) => isDeepStrictEqual(value, row[name]));
