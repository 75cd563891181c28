import type { Context } from '../../context.ts';
import { type Change, changeSealed } from '../change-sealed.ts';
import {
  type Application,
  applicationNow,
  type PortalSession,
  reboxSession,
  requireStill,
  takeUp,
} from '../session.ts';
import type { VisitMarks } from '../shares.ts';
import { halvesDue, keepHalves } from './halves.ts';
import { freshCode, offerCode } from './new-code.ts';
import { FOLLOW_PATH, NEW_CODE_PATH } from './paths.ts';

/** What this visit sent and what became of it, as its session shall remember. */
export type Remember = (visit: VisitMarks, row: Application) => Pick<VisitMarks, 'added' | 'offered'>;

/**
 * Something that a resident writes after sending, one writer at a time, by `changeSealed`. The first of a visit brings a new
 * code: it counts beside the old one until it is used or confirmed, so that a lost answer locks nobody out (CC-05, F-08). Fault
 * `portal-session-over` where somebody else used or confirmed a newer code meanwhile.
 *
 * @returns false where it may not be made as things stand: nothing was changed then
 */
export async function writeByCode<P>(
  context: Context,
  session: PortalSession,
  change: Change<P>,
  remember?: Remember,
): Promise<boolean> {
  const fresh = await freshCode(context, session);
  const { id } = session.application;
  const halves = await halvesDue(context, session);
  const done = await changeSealed(context, id, {
    ...change,
    async write(tx, row, ready) {
      await requireStill(context, tx, session);
      const ended = await change.write(tx, row, ready);
      if (ended === 'changed') return ended;
      if (halves) await keepHalves(tx, row, halves);
      if (fresh) await offerCode(context, tx, session, row, fresh);
      if (remember) {
        const now = await requireStill(context, tx, session);
        await reboxSession(context, tx, session, { ...now, ...remember(now, row) });
      }
      return ended;
    },
  });
  if (done) {
    await takeUp(context, context.store.read, session);
    session.application = (await applicationNow(context.store.read, id)) ?? session.application;
  }
  return done;
}

/** What a page may say of what was just done. */
export const DONE = [
  'more',
  'again',
  'photo',
  'back',
  'late',
  'corrected',
  'corrected-papers',
  'appealed',
  'destroyed',
  'code-over',
] as const;
export type Done = (typeof DONE)[number];
export const doneOf = ({ done }: { done?: string }): Done | undefined => DONE.find((one) => one === done);

/** Where a write leads: to the code that is not written down yet, and then to how it stands. */
export const ledOn = ({ code }: PortalSession, done: Done): string =>
  `${code === null ? FOLLOW_PATH : NEW_CODE_PATH}?done=${done}`;
