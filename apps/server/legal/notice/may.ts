import { Fault } from '@commonkey/words';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Context } from '../../context.ts';
import type { Role, Session } from '../../staff/service.ts';
import type { LegalCode } from '../errors.ts';
import { signedIn } from '../hold-routes.tsx';
import { maySecond, type SecondRule, secondRule } from '../second.ts';
import { seenHold } from '../seen-holds.ts';

const LAW: readonly Role[] = ['law-officer'];
/** Where the law department is one person, the second is somebody of these, as with a lift. */
const ANY_SECOND: readonly Role[] = ['law-officer', 'administrator', 'records-officer'];

export type Asked = { session: Session; rule: SecondRule };

/**
 * Who decides, or may be the second where the law department is one person.
 * @throws Fault `not-permitted` | `hold-second-may-not` | `hold-unknown`, also where there is one that they may not hear of
 */
export async function readerOf(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  hold: string,
): Promise<Asked | undefined> {
  const session = await signedIn(context, request, reply, hold, ANY_SECOND);
  if (!session) return undefined;
  const rule = await secondRule(context.store.read);
  const law = session.roles.includes('law-officer');
  if (!law && rule !== 'stand-in') throw new Fault<LegalCode>('hold-second-may-not');
  await seenHold(context, session, hold);
  return { session, rule };
}

/** The first of the two, and whoever ends it: a law officer, with a passkey used just now. */
export const askerOf = (
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  hold: string,
): Promise<Session | undefined> => signedIn(context, request, reply, hold, LAW, true);

/**
 * The second of the two: another law officer, or who stands in where there is one. That they are not the first is checked
 * with the row.
 * @param askedBy the first; null where nobody is known to have asked, and then the row says so
 */
export async function secondOf(
  context: Context,
  request: FastifyRequest,
  reply: FastifyReply,
  hold: string,
  askedBy: string | null,
): Promise<Session | undefined> {
  const session = await signedIn(context, request, reply, hold, ANY_SECOND, true);
  if (!session) return undefined;
  // Before who asked is looked at: that somebody did would tell of the hold.
  await seenHold(context, session, hold);
  const rule = await secondRule(context.store.read);
  const another = askedBy !== null && askedBy !== session.staffId;
  if (another && !maySecond(session, askedBy, rule)) throw new Fault<LegalCode>('hold-second-may-not');
  return session;
}
