import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { Writer } from '../store/store.ts';
import type { ReviewCode } from './errors.ts';
import { askerOf, mayOpen } from './queue.ts';
import { isStage } from './stages.ts';
import type { Lease } from './token.ts';

/** How long an application is open in one reviewer's page, which forgets everything by then. */
export const LEASE_MS = 20 * 60_000;
/**
 * The row says it in quarters of an hour, and no finer than others' rows do: beside the log of openings, which has no
 * application in it, the second of a reservation would tell in a copy of the database who opened whose.
 */
const KEPT_MS = 15 * 60_000;
/** Of no meaning, from chance alone: so that no two reservations are one and an earlier token opens none of them. */
const NONCE_MS = 60_000;

/** When the row gives an application back: the next quarter of an hour after its page has closed, and a chance part. */
function keptUntil({ random }: Pick<Context, 'random'>, until: Date): Date {
  const [high = 0, low = 0] = random(2);
  const quarter = Math.ceil(until.getTime() / KEPT_MS) * KEPT_MS;
  return new Date(quarter + ((high * 256 + low) % NONCE_MS));
}

/**
 * Reserves one of those that have waited longest, by the full hour: within it nobody knows who came first. What the reviewer
 * still holds from before goes before all. Two at once get two different ones. Fault `review-nothing-waits`.
 * @param lost `lostToReview`
 */
export async function reserveNext(
  context: Pick<Context, 'clock' | 'random'>,
  tx: Writer,
  staffId: string,
  lost: readonly string[],
): Promise<Lease & { policyVersion: string; closes: Date }> {
  const now = context.clock.now();
  const row = await tx
    .selectFrom('applications')
    .select(['id', 'state', 'policy_version'])
    .where(mayOpen(await askerOf(tx, staffId), now, lost))
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
  const closes = new Date(now.getTime() + LEASE_MS);
  const until = keptUntil(context, closes);
  await tx
    .updateTable('applications')
    .set({ reserved_by: staffId, reserved_until: until })
    .where('id', '=', row.id)
    .execute();
  return { application: row.id, stage: row.state, until, closes, policyVersion: row.policy_version };
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
