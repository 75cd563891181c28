import type { Context } from '../../context.ts';
import type { StoredScope } from '../../holds/scope.ts';
import type { Session } from '../../staff/service.ts';
import { type HoldView, isOpen } from '../view.ts';
import { type MatterOf, mattersOf } from './matters.ts';

/** Whether two scopes can take one and the same record. */
export function overlap(one: StoredScope, other: StoredScope): boolean {
  const series =
    one.series === null || other.series === null || one.series.some((name) => other.series?.includes(name));
  const days =
    (one.from === null || other.until === null || one.from <= other.until) &&
    (other.from === null || one.until === null || other.from <= one.until);
  const channel = one.channel == null || other.channel == null || one.channel === other.channel;
  return series && days && channel;
}

export type Keeper = { hold: HoldView; demands: readonly MatterOf[] };

/**
 * What else keeps records that a hold takes: other holds in force, with the demands they were placed for. Lifting the one frees
 * nothing of these. Whoever hears of a hold may still not hear of its demand: that one is left out.
 */
export async function alsoKept(
  context: Context,
  session: Pick<Session, 'roles'>,
  hold: HoldView,
  holds: readonly HoldView[],
): Promise<Keeper[]> {
  const others = holds.filter((one) => one.id !== hold.id && isOpen(one) && overlap(hold.scope, one.scope));
  if (others.length === 0) return [];
  const of = await mattersOf(
    context,
    session,
    others.map(({ id }) => id),
  );
  return others.map((one) => ({ hold: one, demands: of(one.id) }));
}
