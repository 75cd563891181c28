import { createHash } from 'node:crypto';
import { sameBytes } from '@commonkey/vault';
import type { Context } from '../../context.ts';
import type { Writer } from '../../store/store.ts';
import { codeKey, newCode, tagOf } from '../code.ts';
import { lockApplication } from '../lock.ts';
import {
  type Application,
  endOtherSessions,
  type PortalSession,
  reboxSession,
  sharesNow,
  takeUp,
} from '../session.ts';
import { boxShares } from '../shares.ts';

export type FreshCode = { code: string; tag: Uint8Array; box: Uint8Array };

/** A code for this visit, if it has made none. Made before the row is locked: deriving a key is slow by design. */
export async function freshCode(context: Context, session: PortalSession): Promise<FreshCode | null> {
  if (session.turned) return null;
  const code = newCode(context.random);
  return { code, ...(await lockOf(context, session, code)) };
}

/** The new code counts beside the old one until it is used or confirmed. The row is locked. */
export async function offerCode(
  context: Context,
  tx: Writer,
  session: PortalSession,
  row: Application,
  { code, tag, box }: FreshCode,
): Promise<void> {
  // Another tab of this browser was faster: its code is the one to write down.
  if ((await sharesNow(context, tx, session))?.turned !== false) return;
  await tx
    .updateTable('applications')
    .set({ next_tag: tag, next_code_box: box })
    .where('id', '=', row.id)
    .execute();
  await reboxSession(context, tx, session, { code, replaces: row.tag, turned: true });
}

/**
 * Somebody says that they have written their new code down, and so threw the old one away: from now on it alone opens,
 * whatever was offered to another browser. Every other session ends: whoever came with a code that was seen is out for good.
 * Not where a newer one was used or confirmed in between: that one counts.
 *
 * @returns whether the code opens
 */
export async function confirmCode(context: Context, session: PortalSession): Promise<boolean> {
  const { code, replaces } = session;
  if (code === null) return true;
  const { tag, box } = await lockOf(context, session, code);
  const opens = await context.store.write(async (tx) => {
    const row = await lockApplication(tx, session.application.id);
    const now = await sharesNow(context, tx, session);
    if (!row || !now) return false;
    await reboxSession(context, tx, session, { ...now, code: null, replaces: null });
    if (sameBytes(row.tag, tag)) return true;
    const isNext = row.next_tag !== null && sameBytes(row.next_tag, tag);
    if (!isNext && (replaces === null || !sameBytes(row.tag, replaces))) return false;
    await tx
      .updateTable('applications')
      .set({ tag, code_box: box, next_tag: null, next_code_box: null })
      .where('id', '=', row.id)
      .execute();
    await endOtherSessions(context, tx, session);
    return true;
  });
  await takeUp(context, context.store.read, session);
  return opens;
}

/** Whether the code of this visit opens now, or will once it is confirmed. */
export function codeStands({ secrets }: Context, { application, code, replaces }: PortalSession): boolean {
  if (code === null) return false;
  const tags = [application.tag, ...(application.next_tag ? [application.next_tag] : [])];
  const tag = tagOf(secrets.codes, code);
  if (tags.some((one) => sameBytes(one, tag))) return true;
  return replaces !== null && sameBytes(application.tag, replaces);
}

/** Tells one code from another, 8 hexadecimal digits, and opens nothing. */
export const markOfCode = ({ secrets }: Context, code: string): string => markOf(tagOf(secrets.codes, code));
const markOf = (tag: Uint8Array): string => createHash('sha256').update(tag).digest('hex').slice(0, 8);

/** Whether the code of such a mark opens: of a page whose button was pressed twice, or long after. */
export const markOpens = ({ application: { tag, next_tag: next } }: PortalSession, mark: string): boolean =>
  markOf(tag) === mark || (next !== null && markOf(next) === mark);

async function lockOf({ random, secrets }: Context, session: PortalSession, code: string) {
  const key = await codeKey(secrets.codes, code);
  const box = await boxShares(key, 'code', session.application.id, session, random);
  key.fill(0);
  return { tag: tagOf(secrets.codes, code), box };
}
