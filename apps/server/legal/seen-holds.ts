import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { HoldsCode } from '../holds/errors.ts';
import type { Session } from '../staff/service.ts';
import { silentHolds } from './notice/silence.ts';
import { maySecond, type SecondRule, secondRule } from './second.ts';
import { allHolds, type HoldView, oneHold } from './view.ts';

/**
 * Who hears of a hold that may not be spoken of: law officers, whoever placed it, and whom the law needs as the second of two,
 * once the first has asked. For everybody else it is not there.
 */
function hears(session: Session, { row, mendAskedBy }: HoldView, rule: SecondRule): boolean {
  const { roles, staffId } = session;
  if (roles.includes('law-officer') || row.placed_by === staffId) return true;
  return maySecond(session, row.release_asked_by, rule) || maySecond(session, mendAskedBy, rule);
}

/** Every hold that this member may hear of, the newest first. */
export async function seenHolds(context: Context, session: Session): Promise<HoldView[]> {
  const { read } = context.store;
  const silent = await silentHolds(read);
  const rule = await secondRule(read);
  return (await allHolds(context)).filter((hold) => !silent.has(hold.id) || hears(session, hold, rule));
}

/** @throws Fault `hold-unknown`, also where there is one that this member may not hear of */
export async function seenHold(context: Context, session: Session, id: string): Promise<HoldView> {
  const { read } = context.store;
  const hold = await oneHold(context, id);
  const silent = (await silentHolds(read)).has(id);
  if (silent && !hears(session, hold, await secondRule(read))) throw new Fault<HoldsCode>('hold-unknown');
  return hold;
}
