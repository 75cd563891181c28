import { createHash, hkdfSync } from 'node:crypto';
import { Fault } from '@commonkey/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Selectable } from 'kysely';
import type { Context } from '../context.ts';
import { sessionCookieName, sessionCookieOptions } from '../http/origin.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { PortalTables } from '../store/tables/portal.ts';
import type { PortalCode } from './errors.ts';
import { boxShares, type SessionShares, unboxShares } from './shares.ts';

/** Said on the page before anything is typed (UX-18). */
export const IDLE_MINUTES = 60;
/** Where others use the device, or somebody helps: whoever comes next must not find it open (UX-25). */
export const SHARED_IDLE_MINUTES = 15;
export const WHOLE_HOURS = 8;
/** A helper's device is not that of whom the application is about: it closes as early as one that others use. */
const idleMs = ({ shared, helper }: SessionMode): number =>
  (shared || helper ? SHARED_IDLE_MINUTES : IDLE_MINUTES) * 60_000;
/** The end moves at most once in so many milliseconds: a finer one would be a record of every click. */
const TOUCH_MS = 5 * 60_000;

export type Application = Selectable<PortalTables['applications']>;
export type SessionMode = {
  /** Others use this device: no autocomplete tokens, and everything is cleared on leaving. */
  shared: boolean;
  /** Somebody helps: nothing can be read back. */
  helper: boolean;
};
export type PortalSession = SessionMode &
  SessionShares & {
    application: Application;
    tokenHash: Uint8Array;
    /** The cookie: wraps the shares, and is stored nowhere here. */
    token: string;
    endsAt: Date;
    /** Latest end, whatever happens. */
    wholeUntil: Date;
  };

const TOKEN = /^[A-Za-z0-9_-]{43}\.[0-9a-z]{1,9}$/;

/**
 * 256 random bits and the session's latest end in seconds. The end is inside the hash that finds the row, so that nobody
 * can move it; in a column it would say when somebody came.
 */
function newToken({ clock, random }: Pick<Context, 'clock' | 'random'>): string {
  const until = Math.floor(clock.now().getTime() / 1000) + WHOLE_HOURS * 3600;
  return `${Buffer.from(random(32)).toString('base64url')}.${until.toString(36)}`;
}

const wholeUntil = (token: string): Date => new Date(Number.parseInt(token.slice(44), 36) * 1000);
const hashToken = (token: string): Uint8Array =>
  new Uint8Array(createHash('sha256').update(`commonkey-session-v1\0${token}`).digest());
const boxKey = (token: string): Uint8Array =>
  new Uint8Array(hkdfSync('sha256', token, new Uint8Array(), 'commonkey-session-box-v1', 32));

/**
 * Begins a session of an application and sets its cookie. Every sign-in makes a new one, and the one that the browser
 * brought ends (ASVS 7.2.4): nobody can be walked into a session made by another.
 */
export async function beginSession(
  context: Context,
  tx: Writer,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  application: string,
  shares: SessionShares,
  mode: SessionMode,
): Promise<void> {
  const before = cookieOf(context, request);
  if (before !== undefined) await endSessions(context, tx, { token_hash: [hashToken(before)] });
  const token = newToken(context);
  const box = await boxShares(boxKey(token), 'cookie', application, shares, context.random);
  await tx
    .insertInto('portal_sessions')
    .values({
      token_hash: hashToken(token),
      application,
      box,
      shared_device: mode.shared,
      helper: mode.helper,
      ends_at: new Date(context.clock.now().getTime() + idleMs(mode)),
    })
    .execute();
  // Without an age: it goes when the browser does.
  reply.setCookie(sessionCookieName(context, 'public'), token, sessionCookieOptions(context, 'public'));
}

/** The session of this browser, its end moved on; undefined where there is none, or it is over. */
export async function portalSession(
  context: Context,
  request: FastifyRequest,
): Promise<PortalSession | undefined> {
  const token = cookieOf(context, request);
  const now = context.clock.now();
  if (token === undefined || wholeUntil(token) <= now) return undefined;
  const row = await context.store.read
    .selectFrom('portal_sessions')
    .selectAll()
    .where('token_hash', '=', hashToken(token))
    .where('ends_at', '>', now)
    .executeTakeFirst();
  if (!row) return undefined;
  const application = await applicationNow(context.store.read, row.application);
  if (!application) return undefined;
  const session: PortalSession = {
    ...(await unboxShares(boxKey(token), 'cookie', row.application, row.box)),
    application,
    token,
    tokenHash: row.token_hash,
    shared: row.shared_device,
    helper: row.helper,
    endsAt: row.ends_at,
    wholeUntil: wholeUntil(token),
  };
  await touch(context, session, now);
  return session;
}

/** The row as it is at this moment, under no lock. */
export async function applicationNow(read: Reader, id: string): Promise<Application | undefined> {
  return read.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirst();
}

/** When this browser's session ends, without moving that on; undefined where there is none. */
export const sessionEnd = async (context: Context, request: FastifyRequest): Promise<Date | undefined> =>
  (await sessionAhead(context, request))?.endsAt;

/** When this browser's session ends and whether somebody helps, without moving its end on; undefined where there is none. */
export async function sessionAhead(
  context: Context,
  request: FastifyRequest,
): Promise<{ endsAt: Date; helper: boolean } | undefined> {
  const token = cookieOf(context, request);
  if (token === undefined) return undefined;
  const row = await context.store.read
    .selectFrom('portal_sessions')
    .select(['ends_at', 'helper'])
    .where('token_hash', '=', hashToken(token))
    .where('ends_at', '>', context.clock.now())
    .executeTakeFirst();
  if (!row) return undefined;
  const endsAt = new Date(Math.min(row.ends_at.getTime(), wholeUntil(token).getTime()));
  return { endsAt, helper: row.helper };
}

/** Whether this browser brings a session that is over: it ran out, or a newer code took the place of the one that began it. */
export const broughtOver = async (context: Context, request: FastifyRequest): Promise<boolean> =>
  cookieOf(context, request) !== undefined && (await sessionEnd(context, request)) === undefined;

/** Ends this browser's session, whatever state it is in. */
export async function leaveSession(context: Context, request: FastifyRequest): Promise<void> {
  const token = cookieOf(context, request);
  if (token === undefined) return;
  await context.store.write((tx) => endSessions(context, tx, { token_hash: [hashToken(token)] }));
}

/** @throws Fault `portal-session-over` */
export async function requirePortalSession(
  context: Context,
  request: FastifyRequest,
): Promise<PortalSession> {
  const session = await portalSession(context, request);
  if (!session) throw new Fault<PortalCode>('portal-session-over');
  return session;
}

/** What a session holds now: another tab may have changed it since this request began. Undefined once it is over. */
export async function sharesNow(
  { clock }: Pick<Context, 'clock'>,
  read: Reader,
  session: PortalSession,
): Promise<SessionShares | undefined> {
  const { application, token, tokenHash } = session;
  const row = await read
    .selectFrom('portal_sessions')
    .select('box')
    .where('token_hash', '=', tokenHash)
    .where('ends_at', '>', clock.now())
    .executeTakeFirst();
  return row && unboxShares(boxKey(token), 'cookie', application.id, row.box);
}

/** Takes up what the session holds now, once a change of it is kept: one that is rolled back must leave nothing behind here. */
export async function takeUp(
  context: Pick<Context, 'clock'>,
  read: Reader,
  session: PortalSession,
): Promise<void> {
  Object.assign(session, await sharesNow(context, read, session));
}

/**
 * Under the application's lock: a newer code may have ended this session since its request began, and then it writes nothing.
 * Fault `portal-session-over`.
 */
export async function requireStill(
  context: Pick<Context, 'clock'>,
  tx: Writer,
  session: PortalSession,
): Promise<SessionShares> {
  const now = await sharesNow(context, tx, session);
  if (!now) throw new Fault<PortalCode>('portal-session-over');
  return now;
}

/** Changes what a session holds, under the same cookie: after a submission, or a new code. The one at hand follows by `takeUp`. */
export async function reboxSession(
  context: Context,
  tx: Writer,
  session: PortalSession,
  change: Partial<SessionShares>,
): Promise<void> {
  const { application, token, tokenHash } = session;
  const { draft, file, code, replaces, turned, added, offered } = { ...session, ...change };
  const shares = { draft, file, code, replaces, turned, added, offered };
  const box = await boxShares(boxKey(token), 'cookie', application.id, shares, context.random);
  await tx.updateTable('portal_sessions').set({ box }).where('token_hash', '=', tokenHash).execute();
}

/** Ends sessions: some of them, or all of an application. Their meaning ends first, as a hold may keep the row. */
export async function endSessions(
  context: Pick<Context, 'clock' | 'holds'>,
  tx: Writer,
  which: { application: string } | { token_hash: Uint8Array[] },
): Promise<void> {
  const now = context.clock.now();
  const ending = tx.updateTable('portal_sessions').set({ ends_at: now }).where('ends_at', '>', now);
  if ('application' in which) await ending.where('application', '=', which.application).execute();
  else await ending.where('token_hash', 'in', which.token_hash).execute();
  await context.holds.destroy(tx, { table: 'portal_sessions', where: which, because: 'session-ended' });
}

/** Ends every session of an application but this one: whoever was let in by a code that is replaced. */
export async function endOtherSessions(
  context: Pick<Context, 'clock' | 'holds'>,
  tx: Writer,
  { application, tokenHash }: PortalSession,
): Promise<void> {
  const others = await tx
    .selectFrom('portal_sessions')
    .select('token_hash')
    .where('application', '=', application.id)
    .where('token_hash', '<>', tokenHash)
    .execute();
  if (others.length === 0) return;
  await endSessions(context, tx, { token_hash: others.map((other) => other.token_hash) });
}

/** Takes the cookie back; the row is `endSessions`' to end. */
export function forgetCookie(context: Context, reply: FastifyReply): void {
  reply.clearCookie(sessionCookieName(context, 'public'), sessionCookieOptions(context, 'public'));
}

/** The cookie that a browser brought, of whatever session, over or not. */
export function cookieOf(context: Context, request: FastifyRequest): string | undefined {
  const token = request.cookies[sessionCookieName(context, 'public')];
  return token !== undefined && TOKEN.test(token) ? token : undefined;
}

async function touch(context: Context, session: PortalSession, now: Date): Promise<void> {
  const latest = Math.min(now.getTime() + idleMs(session), session.wholeUntil.getTime());
  if (latest - session.endsAt.getTime() < TOUCH_MS) return;
  session.endsAt = new Date(latest);
  await context.store.write((tx) =>
    tx
      .updateTable('portal_sessions')
      .set({ ends_at: session.endsAt })
      .where('token_hash', '=', session.tokenHash)
      .where('ends_at', '>', now)
      .execute(),
  );
}
