import type { PlainDate } from '@commonkey/program';
import type { Context } from '../../context.ts';
import type { Gag } from '../../store/tables/demands.ts';
import { writeWording } from '../wording.ts';
import { addStep } from './steps.ts';

/**
 * Silence was asked for, ordered, renewed or lifted. Ordered, every hold of the demand that is in force is silent from the same
 * moment; lifted, its words are counsel's to write, and until then nothing is said. A demand that is closed takes it too: such orders
 * come late.
 */
export async function changeGag(
  context: Context,
  demand: string,
  { gag, day }: { gag: Gag; day: PlainDate | null },
  by: string,
): Promise<void> {
  const { store, clock, random } = context;
  await store.write(async (tx) => {
    await addStep(context, tx, demand, { step: 'gag', found: gag, day }, by, { closed: true });
    if (gag !== 'ordered') return;
    const rows = await tx
      .selectFrom('demand_steps as s')
      .innerJoin('legal_holds as h', 'h.id', 's.hold')
      .select('h.id')
      .where('s.demand', '=', demand)
      .where('s.step', '=', 'held')
      .where('h.released_at', 'is', null)
      .where('h.confirmed_at', 'is not', null)
      .execute();
    for (const { id } of rows)
      await writeWording(tx, id, { gag: true, sentences: {} }, { by, now: clock.now(), random });
  });
}
