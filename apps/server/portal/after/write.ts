import type { Context } from '../../context.ts';
import type { Writer } from '../../store/store.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';
import type { Which } from '../../vault/vault.ts';
import { lockApplication } from '../draft.ts';
import { type Application, type PortalSession, reboxSession, requireStill, takeUp } from '../session.ts';
import type { VisitMarks } from '../shares.ts';
import { freshCode, offerCode } from './new-code.ts';
import { FOLLOW_PATH, NEW_CODE_PATH } from './paths.ts';

/** What this visit sent and what became of it, as its session shall remember. */
export type Remember = (visit: VisitMarks, row: Application) => Pick<VisitMarks, 'added' | 'offered'>;

/**
 * Something that a resident writes after sending, one writer at a time. The first of a visit brings a new code: it counts
 * beside the old one until it is used or confirmed, so that a lost answer locks nobody out (CC-05, F-08). Fault
 * `portal-session-over` where somebody else used or confirmed a newer code meanwhile.
 *
 * @param work records that it ends, to be finished after the transaction
 * @returns false where the application no longer stands in one of `states`: nothing was changed then
 */
export async function writeByCode(
  context: Context,
  session: PortalSession,
  states: readonly ApplicationState[],
  work: (tx: Writer, row: Application) => Promise<Which | null>,
  remember?: Remember,
): Promise<boolean> {
  const fresh = await freshCode(context, session);
  const done = await context.store.write(async (tx) => {
    const row = await lockApplication(tx, session.application.id);
    if (!row || !states.includes(row.state)) return null;
    await requireStill(context, tx, session);
    const ended = await work(tx, row);
    if (fresh) await offerCode(context, tx, session, row, fresh);
    if (remember) {
      const now = await requireStill(context, tx, session);
      await reboxSession(context, tx, session, { ...now, ...remember(now, row) });
    }
    return { ended };
  });
  if (done) await takeUp(context, context.store.read, session);
  if (done?.ended) await context.vault.finish(done.ended);
  return done !== null;
}

/** What a page may say of what was just done. */
export const DONE = [
  'more',
  'again',
  'photo',
  'back',
  'late',
  'corrected',
  'appealed',
  'destroyed',
  'code-over',
] as const;
export type Done = (typeof DONE)[number];
export const doneOf = ({ done }: { done?: string }): Done | undefined => DONE.find((one) => one === done);

/** Where a write leads: to the code that is not written down yet, and then to how it stands. */
export const ledOn = ({ code }: PortalSession, done: Done): string =>
  `${code === null ? FOLLOW_PATH : NEW_CODE_PATH}?done=${done}`;
