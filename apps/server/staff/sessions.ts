import { createHash } from 'node:crypto';
import type { Context } from '../context.ts';
import type { Reader, Writer } from '../store/store.ts';
import { isRole, type Role } from './roles.ts';

/** The two origins staff sign in on. */
export type StaffOrigin = 'staff' | 'desk';
export type Session = {
  tokenHash: Uint8Array;
  staffId: string;
  called: string;
  roles: Role[];
  freshAt: Date;
};

/** NIST SP 800-63B at AAL3: 15 minutes idle, 12 hours in all. */
const IDLE_MS = 15 * 60_000;
const WHOLE_MS = 12 * 3_600_000;
/** How long a use of the passkey counts as recent. */
export const FRESH_MS = 5 * 60_000;
/** Seen times are kept this coarse: a finer one would be a record of every click. */
const TOUCH_MS = 60_000;

/** SHA-256 of a token; the token itself, 256 random bits, is kept by the browser or in the link alone. */
export function hashToken(token: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(token).digest());
}

export function newToken(context: Pick<Context, 'random'>): string {
  return Buffer.from(context.random(32)).toString('base64url');
}

/** Begins a session and returns its token. Every sign-in makes a new one (ASVS 7.2.4). */
export async function beginSession(
  context: Pick<Context, 'clock' | 'random'>,
  tx: Writer,
  staffId: string,
  origin: StaffOrigin,
): Promise<string> {
  const token = newToken(context);
  const now = context.clock.now();
  await tx
    .insertInto('staff_sessions')
    .values({
      token_hash: hashToken(token),
      staff_id: staffId,
      origin,
      seen_at: now,
      fresh_at: now,
      ends_at: new Date(now.getTime() + WHOLE_MS),
    })
    .execute();
  return token;
}

/** The live session of a token, with the roles as they stand now; undefined where there is none. */
export async function findSession(
  read: Reader,
  token: string,
  origin: StaffOrigin,
  now: Date,
): Promise<(Session & { seenAt: Date }) | undefined> {
  const row = await read
    .selectFrom('staff_sessions as s')
    .innerJoin('staff_members as m', 'm.id', 's.staff_id')
    .select(['s.token_hash', 's.staff_id', 's.seen_at', 's.fresh_at', 'm.called'])
    .where('s.token_hash', '=', hashToken(token))
    .where('s.origin', '=', origin)
    .where('s.ends_at', '>', now)
    .where('s.seen_at', '>', new Date(now.getTime() - IDLE_MS))
    .where('m.left_on', 'is', null)
    .executeTakeFirst();
  if (!row) return undefined;
  const held = await read
    .selectFrom('staff_roles')
    .select('role')
    .where('staff_id', '=', row.staff_id)
    .where('active', '=', true)
    .execute();
  return {
    tokenHash: row.token_hash,
    staffId: row.staff_id,
    called: row.called,
    roles: held.map(({ role }) => role).filter(isRole),
    freshAt: row.fresh_at,
    seenAt: row.seen_at,
  };
}

export async function touchSession(context: Context, session: Session & { seenAt: Date }): Promise<void> {
  const now = context.clock.now();
  if (now.getTime() - session.seenAt.getTime() < TOUCH_MS) return;
  await context.store.write((tx) =>
    tx
      .updateTable('staff_sessions')
      .set({ seen_at: now })
      .where('token_hash', '=', session.tokenHash)
      .where('ends_at', '>', now)
      .execute(),
  );
}

/** Ends sessions of a member, or one of them. Their meaning ends first: a hold may keep the row, never the session. */
export async function endSessions(
  context: Pick<Context, 'clock' | 'holds'>,
  tx: Writer,
  which: { staff_id: string } | { token_hash: Uint8Array },
): Promise<void> {
  const now = context.clock.now();
  const ending = tx.updateTable('staff_sessions').set({ ends_at: now }).where('ends_at', '>', now);
  if ('staff_id' in which) await ending.where('staff_id', '=', which.staff_id).execute();
  else await ending.where('token_hash', '=', which.token_hash).execute();
  await context.holds.destroy(tx, { table: 'staff_sessions', where: which, because: 'session-ended' });
}
