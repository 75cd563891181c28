import { isCompelling } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../../context.ts';
import type { Reader } from '../../../store/store.ts';
import type { LockedTo, Medium } from '../../../store/tables/demand-papers.ts';
import { type Issuer, PRODUCED } from '../../../store/tables/demands.ts';
import type { SealedRecord } from '../../../vault/vault.ts';
import { today } from '../../review.ts';
import type { DemandCode } from '../errors.ts';
import type { ItemRow } from '../events.ts';
import { mustBeGenuine } from '../genuine.ts';
import { mustNotBeNothing, openItem } from '../search.ts';
import type { Counted } from './counted.ts';
import { mustBeOther } from './take-back.ts';

/** For which item a bundle is, and to whom it goes. */
export type Destination = {
  item: string;
  recipient: Issuer;
  /** Said by whoever seals it: the paper itself names a recipient who did not issue it. */
  elsewhere?: boolean;
  medium: Medium;
  /** Said by whoever seals it: it holds another file than the bundle of this item that waits. */
  another?: boolean;
};

/** The decision of two under which an item is produced. Faults `produced-not-compelled`, `production-not-decided`, those of `mustBeGenuine` and `mustNotBeNothing`. */
export async function decisionFor(
  { program }: Context,
  read: Reader,
  item: Pick<ItemRow, 'id' | 'demand' | 'instrument'>,
) {
  const last = await read
    .selectFrom('demand_decisions')
    .selectAll()
    .where('item', '=', item.id)
    .orderBy('turn', 'desc')
    .limit(1)
    .executeTakeFirst();
  const outcome = PRODUCED.find((one) => one === last?.outcome);
  if (!last || last.decided_by === null || outcome === undefined)
    throw new Fault<DemandCode>('production-not-decided');
  // Rules, and what counsel ticked, may have changed since the decision.
  if (!isCompelling(program.program, last.instrument)) throw new Fault<DemandCode>('produced-not-compelled');
  await mustBeGenuine(read, item);
  await mustNotBeNothing(read, item.id);
  return { ...last, outcome };
}

/**
 * Whether anything may be sealed for an item at all, asked before anything is sealed.
 * @returns the day on which the demand came, from which its papers run
 * @throws Fault `demand-item-unknown` | `production-recipient-other` | those of `decisionFor` and `mustBeOther`
 */
export async function receivedOn(
  context: Context,
  demand: string,
  { item, recipient, elsewhere = false, another = false }: Destination,
): Promise<string> {
  const known = await context.store.read
    .selectFrom('demand_items as i')
    .innerJoin('demands as d', 'd.id', 'i.demand')
    .select(['i.id', 'i.demand', 'i.instrument', 'd.issuer', 'd.received_on'])
    .where('i.id', '=', item)
    .where('d.id', '=', demand)
    .executeTakeFirst();
  if (!known) throw new Fault<DemandCode>('demand-item-unknown');
  if (recipient !== known.issuer && !elsewhere) throw new Fault<DemandCode>('production-recipient-other');
  const { id: decision } = await decisionFor(context, context.store.read, known);
  await mustBeOther(context.store.read, { item, decision, another });
  return known.received_on;
}

type Bundle = Counted & {
  to: Destination;
  sealed: SealedRecord;
  digest: Uint8Array;
  locked_to: LockedTo;
  /** It holds a record that two officers opened under an order. */
  by_order: boolean;
  by: string;
};

/**
 * Keeps a sealed bundle, until another has counted it as well; what is not kept is forgotten. Faults as `decisionFor`,
 * `mustBeOther`, `demand-closed`, `demand-item-unknown`.
 */
export async function keepBundle(
  context: Context,
  demand: string,
  { to, sealed, by, ...bundle }: Bundle,
): Promise<string> {
  const { store, vault } = context;
  const id = crypto.randomUUID();
  const { recipient, medium } = to;
  try {
    await store.write(async (tx) => {
      const item = await openItem(tx, demand, to.item);
      const decision = await decisionFor(context, tx, item);
      // Of two who seal the same file at once, one comes second.
      await mustBeOther(tx, { item: item.id, decision: decision.id, another: to.another ?? false });
      await vault.keep(tx, sealed);
      await tx
        .insertInto('demand_productions')
        .values({
          ...{ id, item: item.id, instrument: item.instrument, decision: decision.id },
          ...{ outcome: decision.outcome, sealed: sealed.id, recipient, medium, ...bundle },
          ...{ proposed_on: today(context), proposed_by: by },
        })
        .execute();
    });
    return id;
  } catch (error) {
    await vault.discard([sealed]);
    throw error;
  }
}
