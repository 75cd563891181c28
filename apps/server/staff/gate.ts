import { Fault, isFault } from '@commonkey/words';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../context.ts';
import type { HttpCode } from '../http/errors.ts';
import { sessionCookieName } from '../http/origin.ts';
import { withLanguage } from '../ui/layout.tsx';
import type { StaffCode } from './errors.ts';
import type { Role } from './roles.ts';
import { FRESH_MS, findSession, type Session, type StaffOrigin, touchSession } from './sessions.ts';

/** Who is signed in on this origin; undefined when nobody is. */
export async function staffOf(
  context: Context,
  request: FastifyRequest,
  origin: StaffOrigin,
): Promise<Session | undefined> {
  const token = request.cookies[sessionCookieName(context, origin)];
  if (token === undefined || token.length > 100) return undefined;
  const session = await findSession(context.store.read, token, origin, context.clock.now());
  if (session) await touchSession(context, session);
  return session;
}

/**
 * The member of staff who asks, with a role among `roles`. `fresh` wants a passkey used in the last five minutes.
 * Faults `sign-in-needed`, `not-permitted`, `fresh-sign-in-needed`.
 */
export async function requireStaff(
  context: Context,
  request: FastifyRequest,
  origin: StaffOrigin,
  roles: readonly Role[],
  { fresh = false }: { fresh?: boolean } = {},
): Promise<Session> {
  const session = await staffOf(context, request, origin);
  if (!session) throw new Fault<HttpCode>('sign-in-needed');
  if (roles.length > 0 && !session.roles.some((role) => roles.includes(role)))
    throw new Fault<HttpCode>('not-permitted');
  if (fresh && context.clock.now().getTime() - session.freshAt.getTime() > FRESH_MS)
    throw new Fault<StaffCode>('fresh-sign-in-needed');
  return session;
}

/** A page for those signed in; the others are sent to sign in and come back. */
export function staffPage(
  context: Context,
  app: FastifyInstance,
  path: string,
  roles: readonly Role[],
  render: (request: FastifyRequest, reply: FastifyReply, session: Session) => Promise<unknown>,
): void {
  app.get(path, async (request, reply) => {
    const session = await orSignIn(request, reply, path, () =>
      requireStaff(context, request, 'staff', roles),
    );
    return session ? render(request, reply, session) : reply;
  });
}

/** Whether somebody has to sign in first, or to touch their passkey anew. */
export const wantsSignIn = (error: unknown): boolean =>
  isFault(error) && ['sign-in-needed', 'fresh-sign-in-needed'].includes(error.code);

/**
 * Sends whoever is not signed in, or not freshly, to the sign-in page; undefined then. A route that keeps what was typed
 * answers for itself: see `typedPost`.
 */
export async function orSignIn(
  request: FastifyRequest,
  reply: FastifyReply,
  next: string,
  require: () => Promise<Session>,
): Promise<Session | undefined> {
  try {
    return await require();
  } catch (error) {
    if (!wantsSignIn(error) || request.routeOptions.config.keepsTyped) throw error;
    reply.redirect(withLanguage(`/sign-in?next=${encodeURIComponent(next)}`, request.language), 303);
    return undefined;
  }
}
