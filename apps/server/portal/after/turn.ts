import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import { onTo } from '../routes/turn.ts';
import { type PortalSession, portalSession } from '../session.ts';
import { RETURN_PATH } from './paths.ts';

/**
 * The session of somebody who may see what was sent. Everybody else is led to where they can go on, and undefined is
 * returned: the reply is made then. Who helped another person sees nothing after sending (UX-22): only the code has the
 * share, and this session has none.
 */
export async function ownerOf(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<PortalSession | undefined> {
  const session = await portalSession(context, request);
  if (!session) onTo(request, reply, RETURN_PATH);
  else if (session.application.state === 'draft') onTo(request, reply, '/apply/next');
  else if (session.file === null || session.helper) onTo(request, reply, '/apply/done');
  else return session;
  return undefined;
}
