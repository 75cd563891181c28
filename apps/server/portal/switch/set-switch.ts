import type { LedgerEvent } from '@commonkey/ledger';
import type { Context } from '../../context.ts';
import { actedBy, newActedSalt } from '../../store/acted-by.ts';
import { record } from '../../store/record.ts';
import type { Writer } from '../../store/store.ts';
import { newestSwitch } from './intake.ts';

/**
 * Stops intake, or takes it up again. Counts from the commit on, in every process. To set what is set already changes
 * nothing and is recorded by nothing: the ledger tells of changes.
 *
 * @returns whether anything changed
 */
export async function setSwitch(
  context: Pick<Context, 'clock' | 'random'>,
  tx: Writer,
  { suspended, by }: { suspended: boolean; by: string },
): Promise<boolean> {
  const newest = await newestSwitch(tx);
  if ((newest?.suspended ?? false) === suspended) return false;
  const now = context.clock.now();
  // Two of one moment keep their order.
  const set_at = newest && newest.set_at >= now ? new Date(newest.set_at.getTime() + 1) : now;
  const set = { suspended, set_by: by, set_at, by_salt: newActedSalt(context.random) };
  const { salt } = await record(tx, switchEvent(set), context.random);
  await tx
    .insertInto('portal_switches')
    .values({ ...set, id: crypto.randomUUID(), ledger_salt: salt })
    .execute();
  return true;
}

/** What the ledger's leaf of a switch commits to: what was done, on which day, and who, hidden. */
export const switchEvent = (set: {
  suspended: boolean;
  set_by: string;
  set_at: Date;
  by_salt: Uint8Array;
}): LedgerEvent => ({
  kind: set.suspended ? 'intake-suspended' : 'intake-resumed',
  on: set.set_at.toISOString().slice(0, 10),
  by: actedBy(set.by_salt, { staff: set.set_by }),
});
