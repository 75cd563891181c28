import { Fault, isFault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import type { Context } from '../../../context.ts';
import type { Reader, Writer } from '../../../store/store.ts';
import type { BackReason, DemandPaperTables } from '../../../store/tables/demand-papers.ts';
import { today } from '../../review.ts';
import type { DemandCode } from '../errors.ts';
import { takenBackEvent } from '../events.ts';
import { lockDemand } from '../steps.ts';
import { mustBeLaw, secondWord, waitsFor } from '../two.ts';

export type Back = Selectable<DemandPaperTables['demand_bundles_back']>;

type Which = { production: string; by: string };

/**
 * The first of two says that a bundle is not to go out, and why. From here on nobody sends it: if this was the slip, the file is
 * sealed anew. Also of a closed demand, whose bundles would otherwise lie there.
 * @throws Fault `production-unknown` | `production-agreed-already` | `production-back-asked` | `production-taken-back`
 */
export async function askBack(
  context: Context,
  demand: string,
  { production, reason, by }: Which & { reason: BackReason },
): Promise<void> {
  await mustBeLaw(context, by);
  await context.store.write(async (tx) => {
    const { decided_by } = await ofDemand(tx, demand, production);
    if (decided_by !== null) throw new Fault<DemandCode>('production-agreed-already');
    await mustNotComeBack(tx, production);
    await tx
      .insertInto('demand_bundles_back')
      .values({
        ...{ id: crypto.randomUUID(), production, reason },
        ...{ proposed_on: today(context), proposed_by: by },
      })
      .execute();
  });
}

/**
 * Another law officer agrees: the bundle stays in the log as taken back, and what was sealed ends, as soon as no hold and no
 * certificate stands against it.
 * @throws Fault `production-unknown` | `production-back-unasked` | `production-taken-back` | `production-back-second`
 */
export async function takeBack(context: Context, demand: string, { production, by }: Which): Promise<void> {
  await mustBeLaw(context, by);
  const { store, vault } = context;
  await store.write(async (tx) => {
    const { item, digest, sealed } = await ofDemand(tx, demand, production);
    const asked = await backOf(tx, production);
    const row = waitsFor(by, asked, {
      unknown: 'production-back-unasked',
      already: 'production-taken-back',
      alone: 'production-back-second',
    });
    const second = await secondWord(context, tx, by, (word) =>
      takenBackEvent({ ...row, ...word, item, digest }),
    );
    await tx.updateTable('demand_bundles_back').set(second).where('id', '=', row.id).execute();
    await vault.end(tx, { matter: demand, ids: [sealed] }, 'withdrawn');
  });
  try {
    await vault.finish({ matter: demand });
  } catch (error) {
    // It is written that it ends, and nobody reads it any more: the destroyer goes on with it.
    if (!isFault(error)) throw error;
    context.log({ event: 'fault', origin: 'staff', code: error.code });
  }
}

/** Fault `production-back-asked`, `production-taken-back`: somebody said that it is not to go out. */
export async function mustNotComeBack(read: Reader, production: string): Promise<void> {
  const back = await backOf(read, production);
  if (back) throw new Fault<DemandCode>(back.decided_by ? 'production-taken-back' : 'production-back-asked');
}

/**
 * Another bundle of an item waits, sealed under the same decision: the same file is not sealed twice unseen. Several of one item are
 * for parts of it that are too large together, and for records that were opened one by one.
 * @throws Fault `production-waits-already`
 */
export async function mustBeOther(
  read: Reader,
  { item, decision, another }: { item: string; decision: string; another: boolean },
): Promise<void> {
  if (another) return;
  const waits = await read
    .selectFrom('demand_productions as p')
    .select('p.id')
    .where('p.item', '=', item)
    .where('p.decision', '=', decision)
    .where('p.decided_by', 'is', null)
    .where('p.id', 'not in', (of) =>
      of.selectFrom('demand_bundles_back').select('production').where('decided_by', 'is not', null),
    )
    .executeTakeFirst();
  if (waits) throw new Fault<DemandCode>('production-waits-already');
}

/** The bundle's row, under the demand's lock. */
async function ofDemand(tx: Writer, demand: string, production: string) {
  await lockDemand(tx, demand, { closed: true });
  const row = await tx
    .selectFrom('demand_productions as p')
    .innerJoin('demand_items as i', 'i.id', 'p.item')
    .select(['p.item', 'p.digest', 'p.sealed', 'p.decided_by'])
    .where('p.id', '=', production)
    .where('i.demand', '=', demand)
    .executeTakeFirst();
  if (!row) throw new Fault<DemandCode>('production-unknown');
  return row;
}

const backOf = (read: Reader, production: string): Promise<Back | undefined> =>
  read.selectFrom('demand_bundles_back').selectAll().where('production', '=', production).executeTakeFirst();

/** Which of some bundles are taken back, or are asked to be, and what is left of their content. */
export async function backsOf(
  read: Reader,
  bundles: readonly string[],
): Promise<ReadonlyMap<string, { back: Back; content: 'ended' | 'ending' | 'kept' | null }>> {
  if (bundles.length === 0) return new Map();
  const backs = await read
    .selectFrom('demand_bundles_back as b')
    .innerJoin('demand_productions as p', 'p.id', 'b.production')
    .leftJoin('vault_records as v', 'v.id', 'p.sealed')
    .selectAll('b')
    .select(['v.id as record', 'v.tombstoned_on'])
    .where('b.production', 'in', bundles)
    .execute();
  return new Map(
    backs.map(({ record, tombstoned_on, ...back }) => {
      const left = record === null ? 'ended' : tombstoned_on === null ? 'kept' : 'ending';
      return [back.production, { back, content: back.decided_by === null ? null : left }];
    }),
  );
}
