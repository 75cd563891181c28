import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { record } from '../../store/record.ts';
import type { Writer } from '../../store/store.ts';
import { today } from '../review.ts';
import type { DemandCode } from './errors.ts';
import { type StepRow, stepEvent } from './events.ts';

export type StepWish = Pick<StepRow, 'step'> &
  Partial<Pick<StepRow, 'what' | 'found' | 'day' | 'hold' | 'production'>>;

/**
 * One step more in the life of a demand, with its leaf. Nothing of it is ever changed.
 * @param options.closed whether a closed demand may still have it
 * @throws Fault `demand-unknown` | `demand-closed`
 */
export async function addStep(
  { clock, program, random }: Context,
  tx: Writer,
  demand: string,
  wish: StepWish,
  by: string,
  { closed = false }: { closed?: boolean } = {},
): Promise<void> {
  await lockDemand(tx, demand, { closed });
  const last = await tx
    .selectFrom('demand_steps')
    .select((of) => of.fn.max('place').as('place'))
    .where('demand', '=', demand)
    .executeTakeFirst();
  const { what = null, found = null, day = null, hold = null, production = null, step } = wish;
  const place = (last?.place ?? 0) + 1;
  const row = {
    demand,
    place,
    step,
    moved_on: today({ clock, program }),
    what,
    found,
    day,
    hold,
    production,
  };
  const { salt } = await record(tx, stepEvent(row), random);
  await tx
    .insertInto('demand_steps')
    .values({ id: crypto.randomUUID(), ...row, moved_by: by, ledger_salt: salt })
    .execute();
}

/** The demand's row, held against whoever else is about to add to it. Faults `demand-unknown`, `demand-closed`. */
export async function lockDemand(tx: Writer, demand: string, { closed = false }: { closed?: boolean } = {}) {
  const row = await tx
    .selectFrom('demands')
    .selectAll()
    .where('id', '=', demand)
    .forUpdate()
    .executeTakeFirst();
  if (!row) throw new Fault<DemandCode>('demand-unknown');
  if (closed) return row;
  const over = await tx
    .selectFrom('demand_steps')
    .select('id')
    .where('demand', '=', demand)
    .where('step', '=', 'closed')
    .executeTakeFirst();
  if (over) throw new Fault<DemandCode>('demand-closed');
  return row;
}
