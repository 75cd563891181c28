import { addDays, portalRules } from '@commonkey/program';
import type { Context } from '../context.ts';
import { approve } from './decide.ts';
import { settleDates } from './settle.ts';
import { dayOf } from './stages.ts';

/**
 * What nobody did in time. A second look that did not happen leaves the first reviewer's yes: its papers have died, and the
 * person does not wait for it. An application that nobody decided ends whole, as the page that took it in had said.
 * To be run daily, before the sweep.
 */
export async function lapse(context: Context): Promise<void> {
  const rules = portalRules(context.program.program);
  if (!rules) return;
  const today = dayOf(context.clock.now());
  for (const id of await overdueLooks(context, addDays(today, -rules.secondLook.days)))
    await context.store.write((tx) => approve(context, tx, id));
  for (const id of await undecided(context, today))
    await context.store.write(async (tx) => {
      await settleDates(context, tx, id, { lapse: today });
      await tx
        .updateTable('applications')
        .set({ state: 'withdrawn', waiting_since: null, reserved_by: null, reserved_until: null })
        .where('id', '=', id)
        .execute();
    });
}

async function overdueLooks({ store }: Context, decidedBy: string): Promise<string[]> {
  const rows = await store.read
    .selectFrom('applications')
    .select('id')
    .where('state', '=', 'second-look')
    .where('decided_on', '<=', decidedBy)
    .execute();
  return rows.map(({ id }) => id);
}

/** Their reviewers' key is dead or dies today, so nobody can decide any more. */
async function undecided({ store }: Context, today: string): Promise<string[]> {
  const rows = await store.read
    .selectFrom('applications as a')
    .select('a.id')
    .where('a.state', 'in', ['waiting', 'appealed'])
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('vault_records as r')
            .select('r.id')
            .whereRef('r.application', '=', 'a.id')
            .where('r.kind', '=', 'review-box')
            .where('r.tombstoned_on', 'is', null)
            .where('r.ends_on', '>', today),
        ),
      ),
    )
    .execute();
  return rows.map(({ id }) => id);
}
