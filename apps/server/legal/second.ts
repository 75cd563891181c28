import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { askRelease, openHold } from '../holds/holding.ts';
import { liftHold } from '../holds/lifting.ts';
import { askToMend, mendHold } from '../holds/mending.ts';
import { ableTo, type Role, type Session } from '../staff/service.ts';
import type { Reader } from '../store/store.ts';
import type { LegalCode } from './errors.ts';
import { oneHold } from './view.ts';

/** Who may stand in as the second person where the law department is one person. */
const STAND_INS: readonly Role[] = ['administrator', 'records-officer'];

/**
 * Who the second of the two people can be. `law`: another law officer. `stand-in`: there is one law officer, so an administrator or a
 * records officer. `nobody`: one person is all there is, and then no hold is lifted: the database and the key process refuse
 * one name twice, and no page offers it.
 */
export type SecondRule = 'law' | 'stand-in' | 'nobody';

export async function secondRule(read: Reader): Promise<SecondRule> {
  const law = await ableTo(read, ['law-officer']);
  if (law.size > 1) return 'law';
  const all = await ableTo(read, ['law-officer', ...STAND_INS]);
  return all.size > 1 ? 'stand-in' : 'nobody';
}

export function maySecond(session: Session, askedBy: string | null, rule: SecondRule): boolean {
  if (askedBy === null || askedBy === session.staffId || rule === 'nobody') return false;
  const roles: readonly Role[] = rule === 'law' ? ['law-officer'] : ['law-officer', ...STAND_INS];
  return session.roles.some((role) => roles.includes(role));
}

/** The first of the two, a law officer. Faults of `askRelease`. */
export const askToLift = ({ store }: Context, hold: string, session: Session): Promise<void> =>
  store.write((tx) => askRelease(tx, hold, session.staffId));

/**
 * The second of the two. What was held ends by its old dates again.
 * @throws Fault `hold-second-may-not` | those of `liftHold`
 */
export async function lift(context: Context, hold: string, session: Session): Promise<void> {
  const { store, clock, random, vault } = context;
  const rule = await secondRule(store.read);
  const { release_asked_by } = await store.write((tx) => openHold(tx, hold));
  const another = release_asked_by !== null && release_asked_by !== session.staffId;
  if (another && !maySecond(session, release_asked_by, rule))
    throw new Fault<LegalCode>('hold-second-may-not');
  await liftHold(store, hold, session.staffId, { clock, random, inFlight: vault.inFlight });
}

/** The first of the two who put a changed row right, a law officer. Faults of `askToMend`. */
export const askMending = ({ store }: Context, hold: string, session: Session): Promise<void> =>
  store.write((tx) => askToMend(tx, hold, session.staffId));

/**
 * The second of the two, by the rule of lifting.
 * @throws Fault `hold-second-may-not` | those of `mendHold`
 */
export async function mend(context: Context, hold: string, session: Session): Promise<void> {
  const { store, clock, random, vault } = context;
  const { mendAskedBy } = await oneHold(context, hold);
  const another = mendAskedBy !== null && mendAskedBy !== session.staffId;
  if (another && !maySecond(session, mendAskedBy, await secondRule(store.read)))
    throw new Fault<LegalCode>('hold-second-may-not');
  await mendHold(store, hold, session.staffId, { clock, random, inFlight: vault.inFlight });
}
