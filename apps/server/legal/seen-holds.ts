import { Fault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { HoldsCode } from '../holds/errors.ts';
import type { Session } from '../staff/service.ts';
import type { Reader } from '../store/store.ts';
import { silentHolds } from './notice/silence.ts';
import { maySecond, type SecondRule, secondRule } from './second.ts';
import { allHolds, type HoldView, oneHold } from './view.ts';

/**
 * Who hears of a hold that may not be spoken of: law officers, whoever placed it, and whom the law needs as the second of two,
 * once the first has asked, and from then on. For everybody else it is not there.
 */
function hears(session: Session, hold: HoldView, rule: SecondRule, told: readonly Told[]): boolean {
  const { roles, staffId } = session;
  const { placed_by, release_asked_by, released_by } = hold.row;
  if (roles.includes('law-officer')) return true;
  if ([placed_by, released_by, ...told.map((one) => one.agreed_by)].includes(staffId)) return true;
  const firsts = told.filter(({ agreed_by, ended_at }) => agreed_by === null && ended_at === null);
  const asked = [release_asked_by, hold.mendAskedBy, ...firsts.map((one) => one.asked_by)];
  return asked.some((first) => maySecond(session, first, rule));
}

type Told = { hold: string; asked_by: string; agreed_by: string | null; ended_at: Date | null };

/** Decisions to tell residents, by hold: each takes two as well. */
async function toldOf(read: Reader): Promise<(hold: string) => readonly Told[]> {
  const rows = await Promise.all(
    (['hold_notices', 'public_notices'] as const).map((table) =>
      read.selectFrom(table).select(['hold', 'asked_by', 'agreed_by', 'ended_at']).execute(),
    ),
  );
  const byHold = Map.groupBy(rows.flat(), ({ hold }) => hold);
  return (hold) => byHold.get(hold) ?? [];
}

/** Every hold that this member may hear of, the newest first. */
export async function seenHolds(context: Context, session: Session): Promise<HoldView[]> {
  const { read } = context.store;
  const silent = await silentHolds(read);
  const [rule, told] = [await secondRule(read), await toldOf(read)];
  return (await allHolds(context)).filter(
    (hold) => !silent.has(hold.id) || hears(session, hold, rule, told(hold.id)),
  );
}

/** @throws Fault `hold-unknown`, also where there is one that this member may not hear of */
export async function seenHold(context: Context, session: Session, id: string): Promise<HoldView> {
  const { read } = context.store;
  const hold = await oneHold(context, id);
  const silent = (await silentHolds(read)).has(id);
  if (!silent) return hold;
  const [rule, told] = [await secondRule(read), await toldOf(read)];
  if (!hears(session, hold, rule, told(id))) throw new Fault<HoldsCode>('hold-unknown');
  return hold;
}
