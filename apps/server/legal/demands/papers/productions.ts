import { createHash } from 'node:crypto';
import { newPassphrase } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import type { Context } from '../../../context.ts';
import { type ProductionRow, producedEvent } from '../../../register/service.ts';
import type { Reader } from '../../../store/store.ts';
import { MEBIBYTE } from '../../../uploads/limits.ts';
import type { DemandCode } from '../errors.ts';
import { openPapers, sealBytes } from '../sealed.ts';
import { openItem } from '../search.ts';
import { lockDemand } from '../steps.ts';
import { mustBeLaw, secondWord, waitsFor } from '../two.ts';
import { LARGEST_BUNDLE, type Lock, oneAtATime, sealedBundle } from './bundle.ts';
import type { Counted } from './counted.ts';
import { type Destination, decisionFor, keepBundle, receivedOn } from './for-item.ts';
import { type Back, backsOf, mustNotComeBack } from './take-back.ts';

export type ProductionWish = Counted &
  Destination & {
    /** The recipient's own `age1…` key; null: a passphrase is made. */
    key: string | null;
  };

/** A file larger than one bundle may be: {megabytes}. */
export const tooBig = () =>
  new Fault<DemandCode>('production-too-big', { megabytes: LARGEST_BUNDLE / MEBIBYTE });

/**
 * One law officer seals what is produced about an item, and counts it. The file itself is kept nowhere, and wiped: the bundle is
 * kept, and only the recipient's key or the passphrase opens it.
 * @returns the passphrase, said this once; null where the recipient's key opens it
 * @throws Fault `production-not-decided` | `produced-not-compelled` | `production-nothing` | `production-too-big` | `production-key-unreadable` |
 *   `production-recipient-other` | `demand-closed` | `demand-item-unknown` | those of `mustBeGenuine` and `mustBeOther`
 */
export async function makeBundle(
  context: Context,
  demand: string,
  { wish, file, by }: { wish: ProductionWish; file: Uint8Array; by: string },
): Promise<{ id: string; passphrase: string | null }> {
  const { pages, records, people, key } = wish;
  await mustBeLaw(context, by);
  if (file.length === 0 || pages + records === 0) throw new Fault<DemandCode>('production-nothing');
  if (file.length > LARGEST_BUNDLE) throw tooBig();
  const about = { demand, receivedOn: await receivedOn(context, demand, wish) };
  const lock: Lock =
    key === null
      ? { to: 'passphrase', passphrase: newPassphrase(context.random) }
      : { to: 'recipient-key', key };
  const { digest, sealed } = await oneAtATime(async () => {
    const { bundle, digest } = await sealedBundle(file, lock);
    file.fill(0);
    return { digest, sealed: await sealBytes(context, 'process', about, bundle) };
  });
  const how = { to: wish, sealed, digest, locked_to: lock.to, by_order: false, by };
  const id = await keepBundle(context, demand, { ...how, pages, records, people });
  return { id, passphrase: lock.to === 'passphrase' ? lock.passphrase : null };
}

/**
 * Another law officer opened the bundle and counted it too. Only where both counted the same is it on file that it goes out, and
 * in the ledger.
 * @throws Fault `production-unknown` | `production-needs-second-person` | `production-agreed-already` |
 *   `production-not-opened`: they have not taken this bundle out, so what they counted is not from it | `production-counts-differ` | `production-not-decided` | `produced-not-compelled` | `demand-closed` | those of
 *   `mustBeGenuine` and `mustNotComeBack`
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
    await mustNotComeBack(tx, production);
    const item = await openItem(tx, demand, row.item);
    const decision = await decisionFor(context, tx, item);
    if (decision.id !== row.decision) throw new Fault<DemandCode>('production-not-decided');
    const taken = await tx
      .selectFrom('demand_steps')
      .select('id')
      .where('production', '=', production)
      .where('moved_by', '=', by)
      .executeTakeFirst();
    if (!taken) throw new Fault<DemandCode>('production-not-opened');
    const { pages, records, people } = counted;
    if (pages !== row.pages || records !== row.records || people !== row.people)
      throw new Fault<DemandCode>('production-counts-differ');
    const second = await secondWord(context, tx, by, (word) => producedEvent({ ...row, ...word }));
    await tx.updateTable('demand_productions').set(second).where('id', '=', production).execute();
  });
}

/**
 * The bundle, encrypted as it goes out. Until two have agreed it is for the second of them alone, to open and count it.
 * @throws Fault `production-unknown` | `production-not-agreed` | `production-taken-back` | `record-gone` | `reply-altered`
 */
export async function takeBundle(
  context: Context,
  demand: string,
  { production, by }: { production: string; by: string },
): Promise<Uint8Array> {
  const row = (await productionsOf(context.store.read, demand)).find(({ id }) => id === production);
  if (!row) throw new Fault<DemandCode>('production-unknown');
  if (row.back?.decided_by) throw new Fault<DemandCode>('production-taken-back');
  if (row.decided_by === null && row.proposed_by === by) throw new Fault<DemandCode>('production-not-agreed');
  const [bundle] = await openPapers(context, 'process', { demand, ids: [row.sealed], by, production });
  if (!bundle) throw new Fault<DemandCode>('production-unknown');
  if (!createHash('sha256').update(bundle).digest().equals(row.digest))
    throw new Fault<DemandCode>('reply-altered');
  return bundle;
}

/** A bundle as the log has it. `content`: what is left of what was sealed; null where it was not taken back. */
export type Produced = ProductionRow & {
  place: number;
  back: Back | null;
  content: 'ended' | 'ending' | 'kept' | null;
};

/** What was sealed to be produced about a demand, the oldest first. */
export async function productionsOf(read: Reader, demand: string): Promise<Produced[]> {
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
  const backs = await backsOf(
    read,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => {
    const back = backs.get(row.id) ?? { back: null, content: null };
    return { ...row, ...back, place: places.get(row.item) ?? 0 };
  });
}
