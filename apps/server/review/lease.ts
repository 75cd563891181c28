import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { Writer } from '../store/store.ts';
import type { ReviewCode } from './errors.ts';
import { askerOf, mayOpen } from './queue.ts';
import { isStage } from './stages.ts';
import type { Lease } from './token.ts';

/** How long an application is one reviewer's. The page forgets everything by then. */
export const LEASE_MS = 20 * 60_000;

/**
 * Reserves what has waited longest; what the reviewer still holds from before comes first. Two at once get two different
 * ones. Fault `review-nothing-waits`.
 */
export async function reserveNext(
  context: Pick<Context, 'clock'>,
  tx: Writer,
  staffId: string,
): Promise<Lease & { policyVersion: string }> {
  const now = context.clock.now();
  const row = await tx
    .selectFrom('applications')
    .select(['id', 'state', 'policy_version'])
    .where(mayOpen(await askerOf(tx, staffId), now))
    .orderBy(
      (order) => order('reserved_by', '=', staffId),
      (direction) => direction.desc().nullsLast(),
    )
    .orderBy('waiting_since')
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();
  if (!row || !isStage(row.state)) throw new Fault<ReviewCode>('review-nothing-waits');
  await release(tx, staffId);
  const until = new Date(now.getTime() + LEASE_MS);
  await tx
    .updateTable('applications')
    .set({ reserved_by: staffId, reserved_until: until })
    .where('id', '=', row.id)
    .execute();
  return { application: row.id, stage: row.state, until, policyVersion: row.policy_version };
}

/** Gives back one reservation, or whatever a reviewer holds: nobody holds two. */
export async function release(tx: Writer, staffId: string, lease?: Lease): Promise<void> {
  await tx
    .updateTable('applications')
    .set({ reserved_by: null, reserved_until: null })
    .where('reserved_by', '=', staffId)
    .$if(lease !== undefined, (rows) =>
      rows.where('id', '=', lease?.application ?? '').where('reserved_until', '=', lease?.until ?? null),
    )
    .execute();
}
