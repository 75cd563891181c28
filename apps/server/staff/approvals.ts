import { createHash, randomUUID } from 'node:crypto';
import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { recordApart } from '../store/openings.ts';
import type { Reader, Writer } from '../store/store.ts';
import type { StaffCode } from './errors.ts';
import type { Role } from './roles.ts';

/**
 * Actions that take two people, with the role each of them needs. Where only one person in the whole city hall has the
 * approving role, that person may approve alone; the approvals page says so, and the ledger records that it was alone.
 */
export const ACTIONS = {
  'grant-administrator': { ask: 'administrator', approve: 'administrator' },
  'open-evidence': { ask: 'evidence-officer', approve: 'evidence-officer' },
} as const satisfies Record<string, { ask: Role; approve: Role }>;
export type Action = keyof typeof ACTIONS;

export type Approval = {
  id: string;
  action: Action;
  subject: string;
  askedBy: string;
  /** Whether the reader may approve it. */
  mine: boolean;
};

const OPEN_MS = 72 * 3_600_000;

/** SHA-256 over the action and everything it will do: what is approved is exactly what is then carried out. */
export function actionHash(action: Action, facts: Readonly<Record<string, string>>): string {
  const sorted = Object.entries(facts).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([action, sorted]))
    .digest('hex');
}

/** Puts an action up for a second person. Returns the request's id. */
export async function askApproval(
  context: Context,
  tx: Writer,
  wish: { action: Action; facts: Readonly<Record<string, string>>; subject: string; askedBy: string },
): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('approvals')
    .values({
      id,
      action: wish.action,
      action_hash: actionHash(wish.action, wish.facts),
      subject: wish.subject,
      asked_by: wish.askedBy,
      ends_at: new Date(context.clock.now().getTime() + OPEN_MS),
    })
    .execute();
  return id;
}

/** Whether the city hall is one of one: a single person holds the role that approves. */
export async function isAlone(read: Reader, action: Action): Promise<boolean> {
  const able = await read
    .selectFrom('staff_roles as r')
    .innerJoin('staff_passkeys as p', 'p.staff_id', 'r.staff_id')
    .select('r.staff_id')
    .distinct()
    .where('r.role', '=', ACTIONS[action].approve)
    .where('r.active', '=', true)
    .where('p.active', '=', true)
    .execute();
  return able.length === 1;
}

/**
 * One person's yes to an open request of one kind; the caller has made sure of their role. Faults `approval-unknown`,
 * `approval-needs-second-person`: whoever asked cannot approve, unless alone.
 */
export async function approve(
  context: Context,
  tx: Writer,
  id: string,
  by: string,
  kind: Action,
): Promise<{ action: Action; subject: string; hash: string }> {
  const now = context.clock.now();
  const row = await tx
    .selectFrom('approvals')
    .select(['action', 'action_hash as hash', 'subject', 'asked_by'])
    .where('id', '=', id)
    .where('action', '=', kind)
    .where('approved_by', 'is', null)
    .where('ends_at', '>', now)
    .executeTakeFirst();
  if (!row || !isAction(row.action)) throw new Fault<StaffCode>('approval-unknown');
  const alone = row.asked_by === by && (await isAlone(tx, row.action));
  if (row.asked_by === by && !alone) throw new Fault<StaffCode>('approval-needs-second-person');
  await tx.updateTable('approvals').set({ approved_by: by, alone }).where('id', '=', id).execute();
  await recordApart(tx, { kind: 'approved', action: row.action, alone }, context);
  return { action: row.action, subject: row.subject, hash: row.hash };
}

/**
 * Spends an approval of exactly this action, in the transaction that carries it out. Fault `approval-needed` where there
 * is none: not approved, approved for other facts, lapsed or spent.
 */
export async function approved(
  context: Context,
  tx: Writer,
  hash: string,
): Promise<{ askedBy: string; approvedBy: string }> {
  const spent = await tx
    .updateTable('approvals')
    .set({ used: true })
    .where('action_hash', '=', hash)
    .where('approved_by', 'is not', null)
    .where('used', '=', false)
    .where('ends_at', '>', context.clock.now())
    .returning(['asked_by as askedBy', 'approved_by as approvedBy'])
    .execute();
  const [{ askedBy, approvedBy } = { askedBy: '', approvedBy: null }] = spent;
  if (approvedBy === null) throw new Fault<StaffCode>('approval-needed');
  return { askedBy, approvedBy };
}

/** Requests of one kind that wait for a second person. */
export async function openApprovals(
  read: Reader,
  reader: string,
  now: Date,
  kind: Action,
): Promise<Approval[]> {
  const rows = await read
    .selectFrom('approvals')
    .select(['id', 'action', 'subject', 'asked_by'])
    .where('action', '=', kind)
    .where('approved_by', 'is', null)
    .where('ends_at', '>', now)
    .orderBy('ends_at')
    .execute();
  const alone = await isAlone(read, kind);
  return rows.flatMap((row) =>
    isAction(row.action)
      ? [
          {
            id: row.id,
            action: row.action,
            subject: row.subject,
            askedBy: row.asked_by,
            mine: alone || row.asked_by !== reader,
          },
        ]
      : [],
  );
}

const isAction = (text: string): text is Action => Object.hasOwn(ACTIONS, text);
