import { recordAll } from '../store/record.ts';
import type { Writer } from '../store/store.ts';
import type { VaultParts } from './parts.ts';
import { todayIn } from './today.ts';

/**
 * Says in the ledger and in the register that so many records of each series are about to end, or were taken back because a
 * hold came in time. In the transaction that sets or removes their tombstones.
 */
export async function sayBegun(
  parts: Pick<VaultParts, 'program' | 'clock' | 'random'>,
  tx: Writer,
  rows: readonly { series: string }[],
  { authority, takenBack }: { authority: string; takenBack: boolean },
): Promise<void> {
  const begun_on = todayIn(parts);
  const all = [...Map.groupBy(rows, (row) => row.series)].map(([series, some]) => ({
    series,
    count: some.length,
    authority,
    begun_on,
  }));
  const kind = takenBack ? 'disposal-taken-back' : 'disposal-begun';
  const recorded = await recordAll(
    tx,
    all.map((facts) => ({ kind, ...facts })),
    parts.random,
  );
  const said = recorded.flatMap(({ salt }, at) => {
    const facts = all[at];
    return facts ? [{ id: crypto.randomUUID(), ...facts, taken_back: takenBack, ledger_salt: salt }] : [];
  });
  if (said.length > 0) await tx.insertInto('disposals_begun').values(said).execute();
}
