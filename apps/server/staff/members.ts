import { randomUUID } from 'node:crypto';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { recordApart } from '../store/openings.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { StaffCode } from './errors.ts';
import { endPasskeys } from './passkeys.ts';
import { isRole, type Role } from './roles.ts';
import { endSessions, hashToken, newToken } from './sessions.ts';

export type Member = { id: string; called: string; roles: Role[]; passkeys: number };

const LINK_MS = 24 * 3_600_000;

/** Everybody who works here now, by what they are called. */
export async function listMembers(read: Reader): Promise<Member[]> {
  const members = await read
    .selectFrom('staff_members')
    .select(['id', 'called'])
    .where('left_on', 'is', null)
    .orderBy('called')
    .orderBy('id')
    .execute();
  const roles = await read
    .selectFrom('staff_roles')
    .select(['staff_id', 'role'])
    .where('active', '=', true)
    .execute();
  const keys = await read
    .selectFrom('staff_passkeys')
    .select('staff_id')
    .where('active', '=', true)
    .execute();
  return members.map(({ id, called }) => ({
    id,
    called,
    roles: roles
      .filter((row) => row.staff_id === id)
      .map((row) => row.role)
      .filter(isRole),
    passkeys: keys.filter((row) => row.staff_id === id).length,
  }));
}

/** What members are called, those who have left among them as far as it is still known. */
export async function calledOf(read: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await read
    .selectFrom('staff_members')
    .select(['id', 'called'])
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, called }) => [id, called]));
}

/** A new member without passkey, and the token of the one-time link that makes it. Fault `role-needs-approval`. */
export async function invite(
  context: Context,
  tx: Writer,
  who: { called: string; roles: readonly Role[] },
): Promise<{ id: string; token: string }> {
  if (who.roles.includes('administrator')) throw new Fault<StaffCode>('role-needs-approval');
  return admit(context, tx, who);
}

async function admit(context: Context, tx: Writer, who: { called: string; roles: readonly Role[] }) {
  const id = randomUUID();
  await tx.insertInto('staff_members').values({ id, called: who.called }).execute();
  for (const role of who.roles) await setRole(tx, id, role, true);
  return { id, token: await newLink(context, tx, id) };
}

/** A fresh one-time link for a member, good for 24 hours; earlier ones end. Only its hash is stored. */
export async function newLink(context: Context, tx: Writer, staffId: string): Promise<string> {
  const now = context.clock.now();
  const token = newToken(context);
  await tx
    .updateTable('staff_invites')
    .set({ ends_at: now })
    .where('staff_id', '=', staffId)
    .where('ends_at', '>', now)
    .execute();
  await context.holds.destroy(tx, {
    table: 'staff_invites',
    where: { staff_id: staffId },
    because: 'superseded',
  });
  await tx
    .insertInto('staff_invites')
    .values({ token_hash: hashToken(token), staff_id: staffId, ends_at: new Date(now.getTime() + LINK_MS) })
    .execute();
  return token;
}

/** The member a link was made for. Fault `link-refused`, whatever the reason. */
export async function memberOfLink(
  read: Reader,
  token: string,
  now: Date,
): Promise<{ id: string; called: string }> {
  const found = await read
    .selectFrom('staff_invites as i')
    .innerJoin('staff_members as m', 'm.id', 'i.staff_id')
    .select(['m.id', 'm.called'])
    .where('i.token_hash', '=', hashToken(token))
    .where('i.ends_at', '>', now)
    .where('m.left_on', 'is', null)
    .executeTakeFirst();
  if (!found) throw new Fault<StaffCode>('link-refused');
  return found;
}

/** Ends a link for good; false if somebody else used it first. */
export async function useLink(context: Context, tx: Writer, token: string): Promise<boolean> {
  const now = context.clock.now();
  const used = await tx
    .updateTable('staff_invites')
    .set({ ends_at: now })
    .where('token_hash', '=', hashToken(token))
    .where('ends_at', '>', now)
    .returning('staff_id')
    .executeTakeFirst();
  const where = { token_hash: hashToken(token) };
  await context.holds.destroy(tx, { table: 'staff_invites', where, because: 'used' });
  return used !== undefined;
}

/**
 * On a service nobody can sign in to yet: a first administrator's token, to be shown once on the terminal. Each start
 * makes a new one and ends the one before. null as soon as anybody has a passkey.
 */
export async function firstAdministrator(context: Context): Promise<string | null> {
  return context.store.write(async (tx) => {
    const known = await tx.selectFrom('staff_passkeys').select('staff_id').limit(1).execute();
    if (known.length > 0) return null;
    const waiting = await tx.selectFrom('staff_members').select('id').limit(1).executeTakeFirst();
    if (waiting) return newLink(context, tx, waiting.id);
    const { token } = await admit(context, tx, { called: 'Administrator', roles: ['administrator'] });
    return token;
  });
}

export async function setRole(tx: Writer, staffId: string, role: Role, active: boolean): Promise<void> {
  await tx
    .insertInto('staff_roles')
    .values({ staff_id: staffId, role, active })
    .onConflict((conflict) => conflict.columns(['staff_id', 'role']).doUpdateSet({ active }))
    .execute();
}

/** Gives or takes a role, effective at the next request. Faults `role-needs-approval`, `last-administrator`. */
export async function changeRole(
  context: Context,
  tx: Writer,
  change: { staffId: string; role: Role; active: boolean },
): Promise<void> {
  if (change.role === 'administrator') {
    if (change.active) throw new Fault<StaffCode>('role-needs-approval');
    await keepOneAdministrator(tx, change.staffId);
  }
  await requireMember(tx, change.staffId);
  await setRole(tx, change.staffId, change.role, change.active);
  await recordRole(context, tx, change.role, change.active);
}

/** The ledger learns that authority moved, not whose. */
export async function recordRole(context: Context, tx: Writer, role: Role, given: boolean): Promise<void> {
  await recordApart(tx, { kind: 'role-changed', role, given }, context);
}

/** A colleague leaves: no role, no passkey and no session of theirs counts from now on. Fault `last-administrator`. */
export async function leave(context: Context, tx: Writer, staffId: string): Promise<void> {
  await requireMember(tx, staffId);
  await keepOneAdministrator(tx, staffId);
  const left_on = context.clock.now().toISOString().slice(0, 10);
  await tx.updateTable('staff_members').set({ left_on }).where('id', '=', staffId).execute();
  await tx.updateTable('staff_roles').set({ active: false }).where('staff_id', '=', staffId).execute();
  await tx.updateTable('staff_passkeys').set({ active: false }).where('staff_id', '=', staffId).execute();
  await endPasskeys(context, tx, { staff_id: staffId });
  await endSessions(context, tx, { staff_id: staffId });
}

async function requireMember(read: Reader, staffId: string): Promise<void> {
  const found = await read
    .selectFrom('staff_members')
    .select('id')
    .where('id', '=', staffId)
    .where('left_on', 'is', null)
    .executeTakeFirst();
  if (!found) throw new Fault<StaffCode>('member-unknown');
}

/** Somebody who can sign in must stay administrator. Locks them all, so that two cannot dismiss each other at once. */
async function keepOneAdministrator(tx: Writer, leaving: string): Promise<void> {
  const held = await tx
    .updateTable('staff_roles')
    .set({ active: true })
    .where('role', '=', 'administrator')
    .where('active', '=', true)
    .returning('staff_id')
    .execute();
  if (!held.some((row) => row.staff_id === leaving)) return;
  const able = await tx
    .selectFrom('staff_passkeys')
    .select('staff_id')
    .distinct()
    .where('active', '=', true)
    .where(
      'staff_id',
      'in',
      held.map((row) => row.staff_id),
    )
    .where('staff_id', '<>', leaving)
    .execute();
  if (able.length === 0) throw new Fault<StaffCode>('last-administrator');
}
