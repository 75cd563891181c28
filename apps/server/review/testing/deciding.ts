import type { TestContext } from '../../testing/context.ts';
import { type Decision, decide } from '../decide.ts';
import { openNext } from '../open.ts';
import { boxesForReviewers } from '../service.ts';
import { hourOf } from '../stages.ts';
import type { Officer } from './officers.ts';

export const APPROVE: Decision = { verdict: 'approve', unmet: [] };
export const DENY: Decision = { verdict: 'deny', unmet: ['residency'] };
export const ASK: Decision = { verdict: 'ask', unmet: ['residency'] };
export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;

export const rowOf = ({ store }: TestContext, id: string) =>
  store.read.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** What of an application is still to be read. */
export const kindsOf = async ({ store, vault }: TestContext, id: string) =>
  (await vault.heads(store.read, id))
    .filter(({ ending }) => !ending)
    .map(({ kind }) => kind)
    .sort();

export const later = (context: TestContext, ms: number) =>
  context.setTime(new Date(context.clock.now().getTime() + ms));

/** Opens the next one and decides about it. */
export async function review(
  context: TestContext,
  { staffId }: Officer,
  decision: Decision,
): Promise<string> {
  const { token, application } = await openNext(context, staffId);
  await decide(context, staffId, token, decision);
  return application;
}

/** What the portal does when a resident appeals by their code: a box for others, and a place in the queue. */
export async function appeal(
  context: TestContext,
  id: string,
  share: Uint8Array = context.random(32),
): Promise<void> {
  const row = await rowOf(context, id);
  const except = row.first_reviewer === null ? {} : { except: row.first_reviewer };
  const { plain, keys } = await boxesForReviewers(context.store.read, share, id, except);
  const sealed = await context.vault.seal({
    application: id,
    kind: 'review-box',
    endsOn: row.ends_on,
    plain,
    share: null,
  });
  await context.store.write(async (tx) => {
    await context.vault.keep(tx, sealed);
    const back = {
      state: 'appealed' as const,
      waiting_since: hourOf(context.clock.now()),
      review_keys: [...keys],
    };
    await tx.updateTable('applications').set(back).where('id', '=', id).execute();
  });
}
