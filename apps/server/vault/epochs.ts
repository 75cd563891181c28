import { createHash } from 'node:crypto';
import { lockForDestroying } from '../holds/locks.ts';
import type { Writer } from '../store/store.ts';
import { askIn } from './asking.ts';
import { BATCH } from './batches.ts';
import type { VaultParts } from './parts.ts';
import { addressOf, type RecordRow } from './records.ts';
import { todayIn } from './today.ts';
import { waited } from './waited.ts';

/** `<series>.<lock>.<YYYY-MM>.<volume>`; a table of what was carried has a name of another shape and no month. */
export const monthOf = (epoch: string): string | null => /\.(\d{4}-\d{2})\.\d+$/.exec(epoch)?.[1] ?? null;

/**
 * Moves what a hold or a missing certificate keeps past its month into a table of its own: the month's table can then end
 * whole. Asked for again, a move gives the same places, so a crash in between costs nothing.
 */
export async function carryOver(parts: VaultParts): Promise<void> {
  for (const epoch of await overdueEpochs(parts)) {
    let more = true;
    while (more) more = await parts.store.write((tx) => carryBatch(parts, tx, epoch));
  }
}

/** Months' tables that are over and that rows still name. */
export async function overdueEpochs(parts: VaultParts): Promise<string[]> {
  const names = await parts.store.read.selectFrom('vault_records').select('epoch').distinct().execute();
  return names.map(({ epoch }) => epoch).filter((epoch) => isOver(parts, epoch));
}

/** @returns whether more of the epoch may be left */
async function carryBatch(parts: VaultParts, tx: Writer, epoch: string): Promise<boolean> {
  await lockForDestroying(tx);
  const rows = await tx
    .selectFrom('vault_records')
    .selectAll()
    .where('epoch', '=', epoch)
    .where('tombstoned_on', 'is', null)
    .orderBy('id')
    .limit(BATCH)
    .forUpdate()
    .execute();
  const ask = await askIn(tx, parts.holds, rows);
  let moved = 0;
  for (const answer of ['held', 'awaiting-certificate'] as const) {
    const kept: RecordRow[] = [];
    for (const row of rows) if ((await ask(row)).answer === answer) kept.push(row);
    moved += await carry(parts, tx, kept, carryName(answer, epoch));
  }
  return moved > 0 && rows.length === BATCH;
}

async function carry(
  { keeper, log }: VaultParts,
  tx: Writer,
  rows: readonly RecordRow[],
  to: string,
): Promise<number> {
  if (rows.length === 0) return 0;
  const answer = await keeper.ask('vault-carry', { to, items: rows.map(addressOf) }).catch(waited(log));
  let moved = 0;
  for (const [i, row] of rows.entries()) {
    const place = answer?.slots[i];
    if (!place) continue;
    await tx.updateTable('vault_records').set(place).where('id', '=', row.id).execute();
    moved += 1;
  }
  return moved;
}

/** One table for what one month's table left to a hold, or to a certificate: its name is never used again. */
function carryName(answer: 'held' | 'awaiting-certificate', epoch: string): string {
  const digest = createHash('sha256').update(epoch).digest('hex').slice(0, 32);
  return `${answer === 'held' ? 'hold' : 'awaiting'}:${digest}`;
}

/** Drops the root of every table whose month is over, or whose hold is, and in which nothing lives any more. */
export async function expireEpochs(parts: VaultParts): Promise<void> {
  const { keeper, log } = parts;
  const status = await keeper.ask('vault-status', {}).catch(waited(log));
  for (const { epoch, live } of status?.epochs ?? [])
    if (live === 0 && (monthOf(epoch) === null || isOver(parts, epoch)))
      await keeper.ask('vault-expire', { epoch }).catch(waited(log));
}

function isOver(parts: VaultParts, epoch: string): boolean {
  const month = monthOf(epoch);
  return month !== null && month < todayIn(parts).slice(0, 7);
}
