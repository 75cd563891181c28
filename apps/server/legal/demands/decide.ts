import { isCompelling } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import { newActedSalt } from '../../store/acted-by.ts';
import { record } from '../../store/record.ts';
import type { Reader } from '../../store/store.ts';
import { type DemandOutcome, PRODUCED } from '../../store/tables/demands.ts';
import { today } from '../review.ts';
import type { DemandCode } from './errors.ts';
import { decidedEvent, type ItemRow } from './events.ts';
import { mustBeGenuine } from './genuine.ts';
import { mustBeLaw } from './papers/two.ts';
import { openItem } from './search.ts';
import { lockDemand } from './steps.ts';

export const isProduced = (outcome: DemandOutcome): boolean => PRODUCED.some((one) => one === outcome);

/**
 * Whether an item can have an outcome at all, whoever decides. Asked when it is proposed and again when it is decided: rules
 * may have changed in between. The database has a bound of its own, whatever the rules say (`demand_decisions_compelled`).
 * @throws Fault `produced-not-compelled` | `produced-no-voluntary-basis` | `decision-needs-search` | those of `mustBeGenuine`
 */
async function mustBePossible(
  { program }: Context,
  read: Reader,
  { id, demand, instrument }: ItemRow,
  outcome: DemandOutcome,
): Promise<void> {
  const rules = program.program;
  if (isProduced(outcome) && !isCompelling(rules, instrument))
    throw new Fault<DemandCode>('produced-not-compelled');
  if (outcome === 'produced-voluntarily' && rules.legal?.voluntary === undefined)
    throw new Fault<DemandCode>('produced-no-voluntary-basis');
  if (isProduced(outcome)) await mustBeGenuine(read, { demand, instrument });
  if (outcome !== 'no-records') return;
  const last = await read
    .selectFrom('demand_searches')
    .select('found')
    .where('item', '=', id)
    .where('confirmed_by', 'is not', null)
    .orderBy('turn', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.found !== 'none') throw new Fault<DemandCode>('decision-needs-search');
}

/** One law officer proposes what becomes of an item. Faults of `mustBePossible`, `decision-needs-law-officer`, `demand-item-unknown`. */
export async function proposeOutcome(
  context: Context,
  of: { demand: string; item: string },
  outcome: DemandOutcome,
  by: string,
): Promise<string> {
  const id = crypto.randomUUID();
  await mustBeLaw(context, by);
  await context.store.write(async (tx) => {
    const item = await openItem(tx, of.demand, of.item);
    await mustBePossible(context, tx, item, outcome);
    await tx
      .insertInto('demand_decisions')
      .values({
        id,
        item: item.id,
        instrument: item.instrument,
        outcome,
        proposed_on: today(context),
        proposed_by: by,
      })
      .execute();
  });
  return id;
}

/**
 * Another law officer decides what the first proposed. From then on it is in the ledger, and nothing of it changes; what
 * happens later is a decision of its own.
 * @throws Fault `decision-unknown` | `decision-made-already` | `decision-needs-second-person` | `decision-not-last` | those of
 *   `proposeOutcome`
 */
export async function decideOutcome(
  context: Context,
  { demand, decision }: { demand: string; decision: string },
  by: string,
): Promise<void> {
  const { store, random } = context;
  await mustBeLaw(context, by);
  await store.write(async (tx) => {
    await lockDemand(tx, demand);
    const row = await tx
      .selectFrom('demand_decisions')
      .selectAll()
      .where('id', '=', decision)
      .forUpdate()
      .executeTakeFirst();
    if (!row) throw new Fault<DemandCode>('decision-unknown');
    const item = await openItem(tx, demand, row.item);
    if (row.decided_by !== null) throw new Fault<DemandCode>('decision-made-already');
    if (row.proposed_by === by) throw new Fault<DemandCode>('decision-needs-second-person');
    const newer = await tx
      .selectFrom('demand_decisions')
      .select('id')
      .where('item', '=', row.item)
      .where('turn', '>', row.turn)
      .executeTakeFirst();
    if (newer) throw new Fault<DemandCode>('decision-not-last');
    await mustBePossible(context, tx, item, row.outcome);
    const second = { decided_on: today(context), decided_by: by, by_salt: newActedSalt(random) };
    const { salt } = await record(tx, decidedEvent({ ...row, ...second }), random);
    await tx
      .updateTable('demand_decisions')
      .set({ ...second, ledger_salt: salt })
      .where('id', '=', decision)
      .execute();
  });
}

/** What may be chosen for an item of this instrument; what cannot be is not offered. */
export function outcomesFor(
  { program }: Pick<Context, 'program'>,
  { instrument }: Pick<ItemRow, 'instrument'>,
  outcomes: readonly DemandOutcome[],
): DemandOutcome[] {
  const rules = program.program;
  return outcomes.filter(
    (outcome) =>
      !isProduced(outcome) ||
      (isCompelling(rules, instrument) &&
        (outcome !== 'produced-voluntarily' || rules.legal?.voluntary !== undefined)),
  );
}
