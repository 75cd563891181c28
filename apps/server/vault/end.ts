import type { PlainDate } from '@commonkey/program';
import type { DisposalTrigger, Outcome } from '../holds/destroy.ts';
import { lockForDestroying } from '../holds/locks.ts';
import type { Writer } from '../store/store.ts';
import { type AskedRow, askIn } from './asking.ts';
import { sayBegun } from './begun.ts';
import type { VaultParts } from './parts.ts';
import { among, hangsOn, liveRows } from './records.ts';
import { todayIn } from './today.ts';
import type { Which } from './vault.ts';

export async function bringNearer(tx: Writer, { kinds, ids, ...of }: Which, endsOn: PlainDate) {
  const [column, id] = hangsOn(of);
  let change = tx
    .updateTable('vault_records')
    .set({ ends_on: endsOn })
    .where(column, '=', id)
    .where('ends_on', '>', endsOn);
  if (kinds) change = change.where(among('kind', kinds));
  if (ids) change = change.where(among('id', ids));
  await change.execute();
}

/** By an event: whatever their date was, it is today now. */
export async function end(
  parts: VaultParts,
  tx: Writer,
  which: Which,
  because: DisposalTrigger,
): Promise<Outcome> {
  await lockForDestroying(tx);
  const today = todayIn(parts);
  await bringNearer(tx, which, today);
  return tombstone(parts, tx, await liveRows(tx, which).forUpdate().execute(), because);
}

/** Marks those that may end, with the reason that their receipt will give. The caller holds the destroyers' lock. */
export async function tombstone(
  parts: VaultParts,
  tx: Writer,
  rows: readonly AskedRow[],
  because: DisposalTrigger,
): Promise<Outcome> {
  const ask = await askIn(tx, parts.holds, rows);
  const outcome: Outcome = { destroyed: 0, held: 0, awaiting: 0 };
  const ending: (typeof rows)[number][] = [];
  for (const row of rows) {
    const { answer } = await ask(row);
    if (answer === 'yes') ending.push(row);
    else outcome[answer === 'held' ? 'held' : 'awaiting'] += 1;
  }
  if (ending.length === 0) return outcome;
  await tx
    .updateTable('vault_records')
    .set({ tombstoned_on: todayIn(parts), because })
    .where(
      among(
        'id',
        ending.map(({ id }) => id),
      ),
    )
    .execute();
  await sayBegun(parts, tx, ending, { authority: because, takenBack: false });
  return { ...outcome, destroyed: ending.length };
}
