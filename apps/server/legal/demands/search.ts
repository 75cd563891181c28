import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { newActedSalt } from '../../store/acted-by.ts';
import { record } from '../../store/record.ts';
import type { Writer } from '../../store/store.ts';
import type { FoundBand } from '../../store/tables/demands.ts';
import { today } from '../review.ts';
import type { DemandCode } from './errors.ts';
import { searchedEvent } from './events.ts';
import { lockDemand } from './steps.ts';

/** The row of an item of an open demand. Faults `demand-item-unknown`, `demand-closed`. */
export async function openItem(tx: Writer, demand: string, item: string) {
  await lockDemand(tx, demand);
  const row = await tx
    .selectFrom('demand_items')
    .selectAll()
    .where('id', '=', item)
    .where('demand', '=', demand)
    .executeTakeFirst();
  if (!row) throw new Fault<DemandCode>('demand-item-unknown');
  return row;
}

/**
 * One person says what exists of an item: nothing, something, or a band. Nobody opens anything to say it.
 * @param said.hours what it would take to bring it; null where nobody estimates
 */
export async function declareSearch(
  context: Context,
  of: { demand: string; item: string },
  said: { found: FoundBand; hours: number | null },
  by: string,
): Promise<string> {
  const id = crypto.randomUUID();
  await context.store.write(async (tx) => {
    await openItem(tx, of.demand, of.item);
    await tx
      .insertInto('demand_searches')
      .values({ id, item: of.item, ...said, declared_on: today(context), declared_by: by })
      .execute();
  });
  return id;
}

/**
 * Another person says the same, having looked for themselves. From then on it is in the ledger, and nothing of it changes.
 * @throws Fault `search-unknown` | `search-confirmed-already` | `search-needs-second-person`
 */
export async function confirmSearch(
  context: Context,
  { demand, search }: { demand: string; search: string },
  by: string,
): Promise<void> {
  const { store, random } = context;
  await store.write(async (tx) => {
    await lockDemand(tx, demand);
    const row = await tx
      .selectFrom('demand_searches')
      .selectAll()
      .where('id', '=', search)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new Fault<DemandCode>('search-unknown');
    await openItem(tx, demand, row.item);
    if (row.confirmed_by !== null) throw new Fault<DemandCode>('search-confirmed-already');
    if (row.declared_by === by) throw new Fault<DemandCode>('search-needs-second-person');
    const second = { confirmed_on: today(context), confirmed_by: by, by_salt: newActedSalt(random) };
    const { salt } = await record(tx, searchedEvent({ ...row, ...second }), random);
    await tx
      .updateTable('demand_searches')
      .set({ ...second, ledger_salt: salt })
      .where('id', '=', search)
      .execute();
  });
}
