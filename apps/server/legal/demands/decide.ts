import { isCompelling } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { Reader } from '../../store/store.ts';
import { type DemandOutcome, PRODUCED } from '../../store/tables/demands.ts';
import { today } from '../review.ts';
import type { DemandCode } from './errors.ts';
import { decidedEvent, type ItemRow } from './events.ts';
import { mustBeGenuine } from './genuine.ts';
import { keptElsewhere } from './kept-elsewhere.ts';
import { mustBeNone } from './papers/letter-answers.ts';
import { differs, foundByTwo, mustNotBeNothing, openItem } from './search.ts';
import { lockDemand } from './steps.ts';
import { mustBeLaw, secondWord, waitsFor } from './two.ts';
import { type ItemView, oneDemand } from './view.ts';

export const isProduced = (outcome: DemandOutcome): boolean => PRODUCED.some((one) => one === outcome);

/** Outcomes that say what is there, or hand it over: they rest on a search wherever two people made one. */
const RESTS: readonly DemandOutcome[] = ['no-records', 'not-in-custody', ...PRODUCED];

/**
 * Whether an item can have an outcome at all, whoever decides. Asked when it is proposed and again when it is decided: rules
 * may have changed in between. The database has a bound of its own, whatever the rules say (`demand_decisions_compelled`).
 * @throws Fault `produced-not-compelled` | `produced-no-voluntary-basis` | `decision-kept-elsewhere` | `decision-search-differs` |
 *   `decision-needs-search` | those of `mustBeGenuine` and `mustNotBeNothing`
 */
async function mustBePossible(
  { program }: Context,
  read: Reader,
  { id, demand, instrument, classes }: ItemRow,
  outcome: DemandOutcome,
): Promise<void> {
  const rules = program.program;
  if (isProduced(outcome) && !isCompelling(rules, instrument))
    throw new Fault<DemandCode>('produced-not-compelled');
  if (outcome === 'produced-voluntarily' && rules.legal?.voluntary === undefined)
    throw new Fault<DemandCode>('produced-no-voluntary-basis');
  if (isProduced(outcome)) await mustBeGenuine(read, { demand, instrument });
  // What another office keeps cannot be looked for here: that nobody found it here says nothing.
  if (outcome === 'no-records' && keptElsewhere(classes).length > 0)
    throw new Fault<DemandCode>('decision-kept-elsewhere');
  if (!RESTS.includes(outcome)) return;
  const last = await read
    .selectFrom('demand_searches')
    .selectAll()
    .where('item', '=', id)
    .orderBy('turn', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last && differs(last)) throw new Fault<DemandCode>('decision-search-differs');
  if (isProduced(outcome)) await mustNotBeNothing(read, id);
  if (outcome === 'no-records' && foundByTwo(last) !== 'none')
    throw new Fault<DemandCode>('decision-needs-search');
}

/**
 * What no letter would say cannot be decided either: the register of demands says what two decided. It is looked for before the
 * transaction, as letters do, since it reads all that is held.
 * @throws Fault those of `mustBePossible` and `mustBeNone`
 */
async function mustBeTrue(
  context: Context,
  demand: string,
  by: string,
  which: (item: ItemView) => boolean,
): Promise<void> {
  const view = await oneDemand(context, demand);
  const item = view.items.find(which);
  // Of a closed demand and of an item that is not there the transaction itself says so.
  if (!item || view.closedOn !== null) return;
  await mustBePossible(context, context.store.read, item, 'no-records');
  await mustBeNone(context, view, item, by);
}

/**
 * One law officer proposes what becomes of an item.
 * @throws Fault `decision-needs-law-officer` | `demand-item-unknown` | those of `mustBePossible` and `mustBeTrue`
 */
export async function proposeOutcome(
  context: Context,
  of: { demand: string; item: string },
  outcome: DemandOutcome,
  by: string,
): Promise<string> {
  const id = crypto.randomUUID();
  await mustBeLaw(context, by);
  if (outcome === 'no-records') await mustBeTrue(context, of.demand, by, (item) => item.id === of.item);
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
  await mustBeLaw(context, by);
  await mustBeTrue(
    context,
    demand,
    by,
    ({ proposed }) =>
      proposed?.id === decision && proposed.outcome === 'no-records' && proposed.proposed_by !== by,
  );
  await context.store.write(async (tx) => {
    await lockDemand(tx, demand);
    const asked = await tx
      .selectFrom('demand_decisions')
      .selectAll()
      .where('id', '=', decision)
      .forUpdate()
      .executeTakeFirst();
    const row = waitsFor(by, asked, {
      unknown: 'decision-unknown',
      already: 'decision-made-already',
      alone: 'decision-needs-second-person',
    });
    const item = await openItem(tx, demand, row.item);
    const newer = await tx
      .selectFrom('demand_decisions')
      .select('id')
      .where('item', '=', row.item)
      .where('turn', '>', row.turn)
      .executeTakeFirst();
    if (newer) throw new Fault<DemandCode>('decision-not-last');
    await mustBePossible(context, tx, item, row.outcome);
    const second = await secondWord(context, tx, by, (word) => decidedEvent({ ...row, ...word }));
    await tx.updateTable('demand_decisions').set(second).where('id', '=', decision).execute();
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
