import type { Context } from '../context.ts';
import type { Writer } from '../store/store.ts';

export type ChallengePurpose = 'sign-in' | 'register';
const LIVES_MS = 5 * 60_000;

/** Stores a challenge for one use within five minutes. `subject` is who may answer it; null for a sign-in. */
export async function keepChallenge(
  context: Pick<Context, 'clock'>,
  tx: Writer,
  challenge: string,
  purpose: ChallengePurpose,
  subject: string | null,
): Promise<void> {
  const ends_at = new Date(context.clock.now().getTime() + LIVES_MS);
  await tx.insertInto('staff_challenges').values({ challenge, purpose, subject, ends_at }).execute();
}

/** True once for a challenge that was given out for this purpose and subject. Its date moves first, so that no hold revives it. */
export async function useChallenge(
  context: Pick<Context, 'clock' | 'holds'>,
  tx: Writer,
  challenge: string,
  purpose: ChallengePurpose,
  subject: string | null,
): Promise<boolean> {
  const now = context.clock.now();
  const used = await tx
    .updateTable('staff_challenges')
    .set({ ends_at: now })
    .where('challenge', '=', challenge)
    .where('purpose', '=', purpose)
    .where('subject', 'is not distinct from', subject)
    .where('ends_at', '>', now)
    .returning('challenge')
    .executeTakeFirst();
  await context.holds.destroy(tx, { table: 'staff_challenges', where: { challenge }, because: 'used' });
  return used !== undefined;
}
