import { isFault } from '@commonkey/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { withLanguage } from '../../ui/layout.tsx';
import type { Answers } from '../answers.ts';
import { readAnswers, rulesNow } from '../draft.ts';
import { SESSION_OVER } from '../safety/session-clock.tsx';
import { applicationNow, type PortalSession, portalSession } from '../session.ts';
import type { stepsOf } from '../steps.ts';

export type Turn = {
  session: PortalSession;
  answers: Answers;
  rules: Parameters<typeof stepsOf>[0];
};

/** Every answer to a form leads on with a page of its own, so that going back and reloading send nothing again (UX-06). */
export const onTo = (request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply =>
  reply.redirect(withLanguage(path, request.language), 303);

/**
 * The session and its draft, where this browser has one that is not sent yet. Everybody else is led to where they can go
 * on, and undefined is returned: the reply is made then.
 */
export async function turnOf(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<Turn | undefined> {
  const session = await sessionOr(context, request, reply);
  if (!session) return undefined;
  if (session.application.state !== 'draft') {
    onTo(request, reply, '/apply/done');
    return undefined;
  }
  try {
    return { session, answers: await readAnswers(context, session), rules: rulesNow(context) };
  } catch (error) {
    // Sent, or taken back, by another press while this one looked.
    const now = isFault(error) && (await applicationNow(context.store.read, session.application.id));
    if (!isFault(error) || (now && now.state === 'draft')) throw error;
    onTo(request, reply, now && now.state !== 'withdrawn' ? '/apply/done' : SESSION_OVER);
    return undefined;
  }
}

/** The session alone; without one, the reply leads to the page that says how to go on with the code. */
export async function sessionOr(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PortalSession | undefined> {
  const session = await portalSession(context, request);
  if (!session) onTo(request, reply, SESSION_OVER);
  return session;
}
