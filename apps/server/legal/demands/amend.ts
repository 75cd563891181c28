import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { record } from '../../store/record.ts';
import type { Writer } from '../../store/store.ts';
import type { Amended } from '../../store/tables/demands.ts';
import type { DemandCode } from './errors.ts';
import { itemEvent } from './events.ts';
import { type ItemWish, itemColumnsOf } from './register.ts';
import { sealAbout } from './sealed.ts';
import { addStep, lockDemand } from './steps.ts';

/** As many as a demand has places for. */
const MOST_ITEMS = 40;

/** What came after the paper: an item, holds, or both. */
export type Amendment = {
  /** With the id that its form gives it: pressed again it is the same item. */
  item: (ItemWish & { id: string; why: Amended }) | null;
  /** Holds that were placed for it. */
  holds: readonly string[];
};

/**
 * Adds to an open demand what its issuer asked for later. Nothing that stands is changed: an item is one more, with words of its
 * own under seal and leaves of its own. A hold that is in its history already is not added again.
 * @throws Fault `amend-nothing` | `amend-again` | `amend-full` | `demand-unknown` | `demand-closed` | those of the key process
 */
export async function amendDemand(
  context: Context,
  demand: string,
  { item, holds }: Amendment,
  by: string,
): Promise<void> {
  if (item === null && holds.length === 0) throw new Fault<DemandCode>('amend-nothing');
  const { store, vault, clock, random } = context;
  const about = await store.read
    .selectFrom('demands')
    .select(['received_on', 'instrument'])
    .where('id', '=', demand)
    .executeTakeFirst();
  if (!about) throw new Fault<DemandCode>('demand-unknown');
  const { received_on: receivedOn, instrument } = about;
  // The place is inside the seal, so it is counted before and once more where it counts.
  const expected = (await itemsIn(store.read, demand)) + 1;
  if (item !== null && expected > MOST_ITEMS) throw new Fault<DemandCode>('amend-full');
  const at = clock.now().toISOString();
  const sealed =
    item === null
      ? null
      : await sealAbout(
          context,
          'process',
          { demand, receivedOn },
          { is: 'item', at, place: expected, words: item.words },
        );
  try {
    await store.write(async (tx) => {
      await lockDemand(tx, demand);
      if (item !== null && sealed !== null) {
        if (await isThere(tx, demand, item.id)) throw new Fault<DemandCode>('amend-again');
        const place = (await itemsIn(tx, demand)) + 1;
        if (place !== expected) throw new Fault<DemandCode>('amend-meanwhile');
        const row = {
          ...{ id: item.id, demand, instrument, place },
          ...itemColumnsOf(item),
        };
        const { salt } = await record(tx, itemEvent(row), random);
        await tx
          .insertInto('demand_items')
          .values({ ...row, ledger_salt: salt })
          .execute();
        await vault.keep(tx, sealed);
        await addStep(context, tx, demand, { step: 'item-added', what: item.why }, by);
      }
      const held = await heldIn(tx, demand);
      for (const hold of holds.filter((one) => !held.has(one)))
        await addStep(context, tx, demand, { step: 'held', hold }, by);
    });
  } catch (error) {
    if (sealed !== null) await vault.discard([sealed]);
    throw error;
  }
}

async function itemsIn(read: Context['store']['read'] | Parameters<typeof lockDemand>[0], demand: string) {
  const { count } = await read
    .selectFrom('demand_items')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('demand', '=', demand)
    .executeTakeFirstOrThrow();
  return Number(count);
}

async function isThere(tx: Writer, demand: string, id: string): Promise<boolean> {
  const row = await tx
    .selectFrom('demand_items')
    .select('id')
    .where('demand', '=', demand)
    .where('id', '=', id)
    .executeTakeFirst();
  return row !== undefined;
}

async function heldIn(tx: Writer, demand: string): Promise<ReadonlySet<string | null>> {
  const rows = await tx
    .selectFrom('demand_steps')
    .select('hold')
    .where('demand', '=', demand)
    .where('step', '=', 'held')
    .execute();
  return new Set(rows.map(({ hold }) => hold));
}
