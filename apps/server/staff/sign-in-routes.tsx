import { Fault } from '@commonkey/words';
import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';
import type { FastifyInstance, FastifyReply } from 'fastify';
import type { Context } from '../context.ts';
import { post } from '../http/body.ts';
import { csrfToken } from '../http/csrf.ts';
import { sessionCookieName, sessionCookieOptions } from '../http/origin.ts';
import { addPasskeyBody, join, joinOptions, nothing, signIn } from './bodies.ts';
import { staffScript } from './browser/build.ts';
import { hearBrowser } from './browser-clock.ts';
import type { StaffCode } from './errors.ts';
import { STAFF_SCRIPT } from './frame.tsx';
import { requireStaff, staffOf } from './gate.ts';
import { memberOfLink, useLink } from './members.ts';
import { JoinPage, SignInPage } from './pages.tsx';
import {
  addPasskey,
  registrationOptions,
  signInOptions,
  verifyRegistration,
  verifySignIn,
} from './passkeys.ts';
import { beginSession, endSessions, hashToken, type StaffOrigin } from './sessions.ts';

/** Few people sign in from one network at once; guesses are worth nothing, the work they make is. */
const SIGN_IN_LIMIT = { burst: 30, perMinute: 30 };

/** Signing in, on the staff and the desk origin alike. A passkey proves possession and its user in one step. */
export function addSignIn(context: Context, app: FastifyInstance, origin: StaffOrigin): void {
  post(app, '/api/sign-in/options', nothing, async () => signInOptions(context), SIGN_IN_LIMIT);
  post(
    app,
    '/api/sign-in',
    signIn,
    async (request, reply, body) => {
      const before = await staffOf(context, request, origin);
      const staffId = await verifySignIn(context, body.response as AuthenticationResponseJSON, origin);
      hearBrowser(context, request, body.clock);
      const token = await context.store.write(async (tx) => {
        if (before) await endSessions(context, tx, { token_hash: before.tokenHash });
        return beginSession(context, tx, staffId, origin);
      });
      giveCookie(context, reply, origin, token);
      // For a form that was shown before and waits for this touch; the cookie itself is out of a script's reach.
      return reply.send({ signedIn: true, csrf: csrfOf(context, origin, token) });
    },
    SIGN_IN_LIMIT,
  );
  post(app, '/api/sign-out', nothing, async (request, reply) => {
    await signOut(context, request.cookies, reply, origin);
    return reply.send({ signedIn: false });
  });
}

/** First passkeys, by a one-time link, and further ones. */
export function addJoining(context: Context, app: FastifyInstance): void {
  app.get(STAFF_SCRIPT, async (_request, reply) => {
    reply.type('text/javascript; charset=utf-8').header('cache-control', 'no-cache');
    return reply.send(await staffScript());
  });
  app.get('/sign-in', async (request, reply) => {
    const session = await staffOf(context, request, 'staff');
    const visit = session ? { context, request, session } : { context, request };
    return reply.page(<SignInPage {...visit} again={session !== undefined} />);
  });
  app.get('/join', async (request, reply) => reply.page(<JoinPage context={context} request={request} />));

  const linked = (token: string) => memberOfLink(context.store.read, token, context.clock.now());
  post(
    app,
    '/api/join/options',
    joinOptions,
    async (_request, _reply, body) => registrationOptions(context, await linked(body.token)),
    SIGN_IN_LIMIT,
  );
  post(
    app,
    '/api/join',
    join,
    async (_request, reply, body) => {
      const member = await linked(body.token);
      const made = await verifyRegistration(context, member.id, body.response as RegistrationResponseJSON);
      const token = await context.store.write(async (tx) => {
        if (!(await useLink(context, tx, body.token))) throw new Fault<StaffCode>('link-refused');
        await addPasskey(context, tx, member.id, made);
        return beginSession(context, tx, member.id, 'staff');
      });
      giveCookie(context, reply, 'staff', token);
      return reply.send({ signedIn: true });
    },
    SIGN_IN_LIMIT,
  );

  post(app, '/api/passkeys/options', nothing, async (request) => {
    const { staffId, called } = await requireStaff(context, request, 'staff', [], { fresh: true });
    return registrationOptions(context, { id: staffId, called });
  });
  post(app, '/api/passkeys', addPasskeyBody, async (request, reply, body) => {
    const { staffId } = await requireStaff(context, request, 'staff', [], { fresh: true });
    const made = await verifyRegistration(context, staffId, body.response as RegistrationResponseJSON);
    await context.store.write((tx) => addPasskey(context, tx, staffId, made));
    return reply.send({ added: true });
  });
}

const csrfOf = ({ config, secrets }: Context, origin: StaffOrigin, token: string): string =>
  csrfToken(secrets.csrf, config.origins[origin].origin, token);

function giveCookie(context: Context, reply: FastifyReply, origin: StaffOrigin, token: string): void {
  reply.setCookie(sessionCookieName(context, origin), token, sessionCookieOptions(context, origin));
}

/** Ends the session and clears what the browser holds of this origin, except at the desk, whose shift must survive it. */
export async function signOut(
  context: Context,
  cookies: Readonly<Record<string, string | undefined>>,
  reply: FastifyReply,
  origin: StaffOrigin,
): Promise<void> {
  const name = sessionCookieName(context, origin);
  const token = cookies[name];
  if (token !== undefined) {
    await context.store.write((tx) => endSessions(context, tx, { token_hash: hashToken(token) }));
  }
  reply.clearCookie(name, sessionCookieOptions(context, origin));
  if (origin === 'staff') reply.header('clear-site-data', '"cache", "storage"');
}
