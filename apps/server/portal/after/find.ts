import { sameBytes } from '@commonkey/vault';
import type { Context } from '../../context.ts';
import type { Writer } from '../../store/store.ts';
import { codeKey, readCode, tagOf } from '../code.ts';
import { today } from '../draft.ts';
import { lockApplication } from '../lock.ts';
import { type Application, endSessions } from '../session.ts';
import { type Shares, unboxShares } from '../shares.ts';

/** What no code opens: looked into where there is no row, so that both ways do the same work (CC-03). */
const NOTHING = { id: '00000000-0000-4000-8000-000000000000', box: new Uint8Array(128) };
/** Looked for where what was typed can be no code. Its letters are a code's; its check letter is not. */
const NO_CODE = '000000000000001';

/** Whether two commitments are to one share. */
export const sameShare = (one: Uint8Array | null, other: Uint8Array | null): boolean =>
  one === null || other === null ? one === other : sameBytes(one, other);

export type Found = Shares & { application: Application; by: 'code' | 'next' };

/**
 * The application that a code opens. Undefined for every other: mistyped, never issued, expired, replaced, taken back; none
 * of them can be told from another, by the answer or by the work (CC-03).
 */
export async function findByCode(context: Context, typed: string): Promise<Found | undefined> {
  const code = readCode(typed) ?? NO_CODE;
  const tag = tagOf(context.secrets.codes, code);
  const row = await context.store.read
    .selectFrom('applications')
    .selectAll()
    .where((where) => where.or([where('tag', '=', tag), where('next_tag', '=', tag)]))
    .where('state', '<>', 'withdrawn')
    .where('ends_on', '>', today(context))
    .executeTakeFirst();
  const by = row && Buffer.from(row.tag).equals(tag) ? 'code' : 'next';
  const box = (by === 'code' ? row?.code_box : row?.next_code_box) ?? NOTHING.box;
  const key = await codeKey(context.secrets.codes, code);
  try {
    const { draft, file } = await unboxShares(key, 'code', row?.id ?? NOTHING.id, box);
    return row && { application: row, by, draft, file };
  } catch {
    return undefined;
  } finally {
    key.fill(0);
  }
}

/**
 * A new code has arrived where it should, for somebody has it: from now on it alone counts, and every session that another
 * one began ends (CC-05, F-08).
 *
 * @returns false where the code was replaced since it was found: it lets nobody in any more; `other-share` where it still does,
 *   and what it was found to open is sealed with another share by now
 */
export async function settleCode(
  context: Pick<Context, 'clock' | 'holds'>,
  tx: Writer,
  { application, by }: Found,
): Promise<boolean | 'other-share'> {
  const tag = by === 'code' ? application.tag : application.next_tag;
  const row = await lockApplication(tx, application.id);
  if (!row || tag === null) return false;
  const other =
    row.share_commitment !== null && !sameShare(row.share_commitment, application.share_commitment);
  if (sameBytes(row.tag, tag)) return other ? 'other-share' : true;
  if (row.next_tag === null || row.next_code_box === null || !sameBytes(row.next_tag, tag)) return false;
  await tx
    .updateTable('applications')
    .set({ tag, code_box: row.next_code_box, next_tag: null, next_code_box: null })
    .where('id', '=', row.id)
    .execute();
  await endSessions(context, tx, { application: row.id });
  return true;
}
