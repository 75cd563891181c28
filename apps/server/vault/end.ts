import { type PlainDate, plainDateIn } from '@commonkey/program';
import type { DisposalTrigger, Outcome } from '../holds/destroy.ts';
import { lockForDestroying } from '../holds/locks.ts';
import type { Writer } from '../store/store.ts';
import { askIn } from './asking.ts';
import type { VaultParts } from './parts.ts';
import { liveRows, type RecordRow } from './records.ts';
import type { Which } from './vault.ts';

export const todayIn = ({ program, clock }: Pick<VaultParts, 'program' | 'clock'>): PlainDate =>
  plainDateIn(program.city.timeZone, clock.now());

export async function bringNearer(tx: Writer, { application, kinds, ids }: Which, endsOn: PlainDate) {
  let change = tx
    .updateTable('vault_records')
    .set({ ends_on: endsOn })
    .where('application', '=', application)
    .where('ends_on', '>', endsOn);
  if (kinds) change = change.where('kind', 'in', [...kinds]);
  if (ids) change = change.where('id', 'in', [...ids]);
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
  { holds, clock, program }: VaultParts,
  tx: Writer,
  rows: readonly Pick<RecordRow, 'id' | 'series' | 'ends_on'>[],
  because: DisposalTrigger,
): Promise<Outcome> {
  const ask = askIn(tx, holds);
  const outcome: Outcome = { destroyed: 0, held: 0, awaiting: 0 };
  const ending: string[] = [];
  for (const { id, series, ends_on } of rows) {
    const { answer } = await ask({ series, due: ends_on });
    if (answer === 'yes') ending.push(id);
    else outcome[answer === 'held' ? 'held' : 'awaiting'] += 1;
  }
  if (ending.length === 0) return outcome;
  await tx
    .updateTable('vault_records')
    .set({ tombstoned_on: todayIn({ program, clock }), because })
    .where('id', 'in', ending)
    .execute();
  return { ...outcome, destroyed: ending.length };
}
