import { createHash } from 'node:crypto';
import { isCompelling } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../../context.ts';
import { type ProductionRow, producedEvent } from '../../../register/service.ts';
import type { Reader } from '../../../store/store.ts';
import type { LockedTo, Medium } from '../../../store/tables/demand-papers.ts';
import { type Issuer, PRODUCED } from '../../../store/tables/demands.ts';
import { MEBIBYTE } from '../../../uploads/limits.ts';
import { today } from '../../review.ts';
import type { DemandCode } from '../errors.ts';
import type { ItemRow } from '../events.ts';
import { mustBeGenuine } from '../genuine.ts';
import { openPapers, sealBytes } from '../sealed.ts';
import { openItem } from '../search.ts';
import { lockDemand } from '../steps.ts';
import { mustBeLaw, secondWord, waitsFor } from '../two.ts';
import { LARGEST_BUNDLE, type Lock, newPassphrase, oneAtATime, sealedBundle } from './bundle.ts';

/** What is in a bundle, as somebody counted it from the bundle itself. */
export type Counted = { pages: number; records: number; people: number };
export type ProductionWish = Counted & {
  item: string;
  recipient: Issuer;
  /** Said by whoever seals it: the paper itself names a recipient who did not issue it. */
  elsewhere?: boolean;
  medium: Medium;
  /** The recipient's own `age1…` key; null: a passphrase is made. */
  key: string | null;
};

/** A file larger than one bundle may be: {megabytes}. */
export const tooBig = () =>
  new Fault<DemandCode>('production-too-big', { megabytes: LARGEST_BUNDLE / MEBIBYTE });

/** The decision of two under which an item is produced. Faults `produced-not-compelled`, `production-not-decided`, those of `mustBeGenuine`. */
async function decisionFor(
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
  return { ...last, outcome };
}

/**
 * One law officer seals what is produced about an item, and counts it. The file itself is kept nowhere, and wiped: the bundle is
 * kept, and only the recipient's key or the passphrase opens it.
 * @returns the passphrase, said this once; null where the recipient's key opens it
 * @throws Fault `production-not-decided` | `produced-not-compelled` | `production-nothing` | `production-too-big` | `production-key-unreadable` |
 *   `production-recipient-other` | `demand-closed` | `demand-item-unknown` | those of `mustBeGenuine`
 */
export async function makeBundle(
  context: Context,
  demand: string,
  { wish, file, by }: { wish: ProductionWish; file: Uint8Array; by: string },
): Promise<{ id: string; passphrase: string | null }> {
  const { store, vault, random } = context;
  await mustBeLaw(context, by);
  const { pages, records, people, recipient, medium, key, elsewhere = false } = wish;
  if (file.length === 0 || pages + records === 0) throw new Fault<DemandCode>('production-nothing');
  if (file.length > LARGEST_BUNDLE) throw tooBig();
  const known = await store.read
    .selectFrom('demand_items as i')
    .innerJoin('demands as d', 'd.id', 'i.demand')
    .select(['i.id', 'i.demand', 'i.instrument', 'd.issuer', 'd.received_on'])
    .where('i.id', '=', wish.item)
    .where('d.id', '=', demand)
    .executeTakeFirst();
  if (!known) throw new Fault<DemandCode>('demand-item-unknown');
  if (recipient !== known.issuer && !elsewhere) throw new Fault<DemandCode>('production-recipient-other');
  await decisionFor(context, store.read, known);
  const lock: Lock =
    key === null ? { to: 'passphrase', passphrase: newPassphrase(random) } : { to: 'recipient-key', key };
  const { digest, sealed } = await oneAtATime(async () => {
    const { bundle, digest } = await sealedBundle(file, lock);
    file.fill(0);
    const about = { demand, receivedOn: known.received_on };
    return { digest, sealed: await sealBytes(context, 'process', about, bundle) };
  });
  const id = crypto.randomUUID();
  const locked_to: LockedTo = lock.to;
  try {
    await store.write(async (tx) => {
      const item = await openItem(tx, demand, wish.item);
      const decision = await decisionFor(context, tx, item);
      await vault.keep(tx, sealed);
      await tx
        .insertInto('demand_productions')
        .values({
          ...{ id, item: item.id, instrument: item.instrument },
          ...{ decision: decision.id, outcome: decision.outcome, sealed: sealed.id, digest },
          ...{ recipient, medium, locked_to, pages, records, people },
          ...{ proposed_on: today(context), proposed_by: by },
        })
        .execute();
    });
  } catch (error) {
    await vault.discard([sealed]);
    throw error;
  }
  return { id, passphrase: lock.to === 'passphrase' ? lock.passphrase : null };
}

/**
 * Another law officer opened the bundle and counted it too. Only where both counted the same is it on file that it goes out, and
 * in the ledger.
 * @throws Fault `production-unknown` | `production-needs-second-person` | `production-agreed-already` |
 *   `production-counts-differ` | `production-not-decided` | `produced-not-compelled` | `demand-closed` | those of
 *   `mustBeGenuine`
 */
export async function agreeToProduce(
  context: Context,
  demand: string,
  { production, counted, by }: { production: string; counted: Counted; by: string },
): Promise<void> {
  await mustBeLaw(context, by);
  await context.store.write(async (tx) => {
    await lockDemand(tx, demand);
    const asked = await tx
      .selectFrom('demand_productions')
      .selectAll()
      .where('id', '=', production)
      .forUpdate()
      .executeTakeFirst();
    const row = waitsFor(by, asked, {
      unknown: 'production-unknown',
      already: 'production-agreed-already',
      alone: 'production-needs-second-person',
    });
    const item = await openItem(tx, demand, row.item);
    const decision = await decisionFor(context, tx, item);
    if (decision.id !== row.decision) throw new Fault<DemandCode>('production-not-decided');
    const { pages, records, people } = counted;
    if (pages !== row.pages || records !== row.records || people !== row.people)
      throw new Fault<DemandCode>('production-counts-differ');
    const second = await secondWord(context, tx, by, (word) => producedEvent({ ...row, ...word }));
    await tx.updateTable('demand_productions').set(second).where('id', '=', production).execute();
  });
}

/**
 * The bundle, encrypted as it goes out. Until two have agreed it is for the second of them alone, to open and count it.
 * @throws Fault `production-unknown` | `production-not-agreed` | `record-gone` | `reply-altered`
 */
export async function takeBundle(
  context: Context,
  demand: string,
  { production, by }: { production: string; by: string },
): Promise<Uint8Array> {
  const row = (await productionsOf(context.store.read, demand)).find(({ id }) => id === production);
  if (!row) throw new Fault<DemandCode>('production-unknown');
  if (row.decided_by === null && row.proposed_by === by) throw new Fault<DemandCode>('production-not-agreed');
  const [bundle] = await openPapers(context, 'process', { demand, ids: [row.sealed], by });
  if (!bundle) throw new Fault<DemandCode>('production-unknown');
  if (!createHash('sha256').update(bundle).digest().equals(row.digest))
    throw new Fault<DemandCode>('reply-altered');
  return bundle;
}

/** What was sealed to be produced about a demand, the oldest first. */
export async function productionsOf(
  read: Reader,
  demand: string,
): Promise<(ProductionRow & { place: number })[]> {
  const items = await read
    .selectFrom('demand_items')
    .select(['id', 'place'])
    .where('demand', '=', demand)
    .execute();
  if (items.length === 0) return [];
  const places = new Map(items.map(({ id, place }) => [id, place]));
  const rows = await read
    .selectFrom('demand_productions')
    .selectAll()
    .where('item', 'in', [...places.keys()])
    .orderBy('turn')
    .execute();
  return rows.map((row) => ({ ...row, place: places.get(row.item) ?? 0 }));
}
