import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { today } from '../review.ts';
import type { DemandCode } from './errors.ts';
import { bringToClosing } from './sealed.ts';
import { addStep, lockDemand } from './steps.ts';
import { isOver } from './view.ts';

/**
 * Closes a demand once two people have decided every item for good: what is sealed about it gets the last day that the city's
 * rules give a closed matter. Its holds stay until two people lift them.
 * @throws Fault `demand-closed` | `demand-still-open`
 */
export async function closeDemand(context: Context, demand: string, by: string): Promise<void> {
  await context.store.write(async (tx) => {
    const { received_on: receivedOn } = await lockDemand(tx, demand);
    const items = await tx.selectFrom('demand_items').select('id').where('demand', '=', demand).execute();
    for (const { id } of items) {
      const last = await tx
        .selectFrom('demand_decisions')
        .select(['outcome', 'decided_by'])
        .where('item', '=', id)
        .orderBy('turn', 'desc')
        .limit(1)
        .executeTakeFirst();
      if (!last?.decided_by || !isOver(last.outcome)) throw new Fault<DemandCode>('demand-still-open');
    }
    await addStep(context, tx, demand, { step: 'closed' }, by);
    await bringToClosing(context, tx, { demand, receivedOn }, today(context));
  });
}
