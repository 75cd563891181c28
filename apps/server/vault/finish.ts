import type { ExpressionBuilder } from 'kysely';
import { lockForDestroying } from '../holds/locks.ts';
import type { DisposalAnswer } from '../holds/may-destroy.ts';
import type { Database } from '../store/database.ts';
import type { Writer } from '../store/store.ts';
import { askIn } from './asking.ts';
import { BATCH, inBatches, lastOf } from './batches.ts';
import { erase, takeBack } from './erase.ts';
import type { VaultParts } from './parts.ts';
import { among, hangsOn } from './records.ts';
import { todayIn } from './today.ts';
import type { VaultOutcome, Which } from './vault.ts';

/** Second step of destruction for everything begun, or for what is named. */
export async function finish(parts: VaultParts, which?: Which): Promise<VaultOutcome> {
  // Of earlier runs: what this one sets aside it counts itself.
  const asideAlready = which ? 0 : await countSetAside(parts);
  const sum: VaultOutcome = { destroyed: 0, held: 0, awaiting: 0, pending: asideAlready };
  await inBatches(parts.store, async (tx, after) => {
    const { last, ...done } = await finishBatch(parts, tx, which, after);
    sum.destroyed += done.destroyed;
    sum.held += done.held;
    sum.awaiting += done.awaiting;
    sum.pending += done.pending;
    return last;
  });
  return sum;
}

/** Set aside today: they are tried again from tomorrow on. */
const notSetAside =
  (parts: VaultParts) =>
  ({ eb, or }: ExpressionBuilder<Database, 'vault_records'>) =>
    or([eb('set_aside_on', 'is', null), eb('set_aside_on', '<', todayIn(parts))]);

async function countSetAside(parts: VaultParts): Promise<number> {
  const { count } = await parts.store.read
    .selectFrom('vault_records')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('tombstoned_on', 'is not', null)
    .where('set_aside_on', '>=', todayIn(parts))
    .executeTakeFirstOrThrow();
  return Number(count);
}

const ofWhat = (which: Which) => {
  const [column, id] = hangsOn(which);
  return [column, '=', id] as const;
};

async function finishBatch(
  parts: VaultParts,
  tx: Writer,
  which: Which | undefined,
  after: string | null,
): Promise<VaultOutcome & { last: string | null }> {
  await lockForDestroying(tx);
  let begun = tx
    .selectFrom('vault_records')
    .selectAll()
    .where('tombstoned_on', 'is not', null)
    .where(notSetAside(parts))
    .orderBy('id')
    .limit(BATCH);
  if (after !== null) begun = begun.where('id', '>', after);
  if (which) begun = begun.where(...ofWhat(which));
  if (which?.kinds) begun = begun.where(among('kind', which.kinds));
  if (which?.ids) begun = begun.where(among('id', which.ids));
  const rows = await begun.forUpdate().execute();
  const last = lastOf(rows);

  const ask = await askIn(tx, parts.holds, rows);
  const answers = new Map<string, DisposalAnswer['answer']>();
  for (const row of rows) answers.set(row.id, (await ask(row)).answer);
  const staying = rows.filter(({ id }) => answers.get(id) !== 'yes');
  const kept = await takeBack(parts, tx, staying);
  // Whether a key outlived its tombstone decides between held and ended: nothing is done before that is known.
  if (kept === null) return { destroyed: 0, held: 0, awaiting: 0, pending: rows.length, last };
  const ending = rows.filter(({ id }) => !kept.has(id));
  const gone = await erase(parts, tx, ending);
  const count = (answer: DisposalAnswer['answer']) =>
    [...kept].filter((id) => answers.get(id) === answer).length;
  return {
    destroyed: gone,
    held: count('held'),
    awaiting: count('awaiting-certificate'),
    pending: ending.length - gone,
    last,
  };
}
