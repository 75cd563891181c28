import { isFault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { ApplicationState } from '../../store/tables/portal.ts';
import { today } from '../draft.ts';
import type { PortalSession } from '../session.ts';
import { handBack } from './papers.ts';
import { canAppeal, isLate, mayCorrect } from './stands.ts';
import { needsOf } from './visit.ts';
import type { Done } from './write.ts';

/** With a reviewer, or about to be: a picture that comes then takes the file back from whoever has it open. */
const WITH_REVIEWER: readonly ApplicationState[] = ['waiting', 'appealed'];

/** Requirements for which a picture may come now, and the states in which it may. */
export type Open = { needs: readonly string[]; states: readonly ApplicationState[] };
const NOTHING: Open = { needs: [], states: [] };

/** What was asked for; before an appeal, what was not met; and until somebody leaves, more of what they sent just now. */
export async function openFor(context: Context, session: PortalSession): Promise<Open> {
  const { application, offered } = session;
  const heads = await context.vault.heads(context.store.read, application.id);
  const on = today(context);
  if (isLate(application, heads, on)) return NOTHING;
  if (application.state === 'asked') {
    const also = needsOf(context, offered).filter((id) => !application.unmet.includes(id));
    return { needs: [...application.unmet, ...also], states: ['asked', ...WITH_REVIEWER] };
  }
  if (WITH_REVIEWER.includes(application.state))
    return { needs: needsOf(context, offered), states: WITH_REVIEWER };
  return canAppeal(application, heads, on)
    ? { needs: application.unmet, states: ['denied', 'appealed'] }
    : NOTHING;
}

/** Whether a picture may come after sending: for a paper, or in the photo's place. To whoever helped, none (UX-22). */
export async function takesPicture(context: Context, session: PortalSession): Promise<boolean> {
  const { application: row, file, helper } = session;
  if (file === null || helper) return false;
  const heads = await context.vault.heads(context.store.read, row.id);
  return mayCorrect({ row, heads }, today(context)) || (await openFor(context, session)).needs.length > 0;
}

/** What the rules say of this application's records today. */
export async function daysOf(context: Context, { application }: PortalSession) {
  return { heads: await context.vault.heads(context.store.read, application.id), on: today(context) };
}

/** What was asked for and did not come in this visit. */
export function restOf(context: Context, { application, added }: PortalSession): string[] {
  const came = needsOf(context, added);
  return application.unmet.filter((id) => !came.includes(id));
}

/** A picture for this is all that is missing: once it is here, everything goes back to a reviewer. */
export function isLast(context: Context, session: PortalSession, need: string): boolean {
  const { state, face_asked: face } = session.application;
  return state === 'asked' && !face && restOf(context, session).every((id) => id === need);
}

/**
 * Where everything came that was asked for, it goes back to a reviewer without a further press: whoever stops here would lose
 * it all on its day. What cannot be done now is a button on the page.
 */
export async function passOn(context: Context, session: PortalSession, face: boolean): Promise<Done> {
  const { state } = session.application;
  if (WITH_REVIEWER.includes(state)) return 'again';
  if (state !== 'asked' || face || restOf(context, session).length > 0) return 'more';
  try {
    return (await handBack(context, session)) ? 'again' : 'more';
  } catch (error) {
    if (!isFault(error)) throw error;
    context.log({ event: 'fault', origin: 'public', code: error.code });
    return 'more';
  }
}
