import type { Context } from '../../context.ts';
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
  await tx
    .insertInto('portal_switches')
    .values({ id: crypto.randomUUID(), suspended, set_by: by, set_at })
    .execute();
  await record(tx, { kind: suspended ? 'intake-suspended' : 'intake-resumed' }, context.random);
  return true;
}
