import type { Context } from '../../context.ts';
import type { Session } from '../../staff/service.ts';
import { maySee, oneDemand } from './view.ts';

/** A demand that a hold was placed for. */
export type MatterOf = { id: string; matter: string };

/**
 * For which demands holds were placed, by hold, the oldest first. Whoever hears of a hold may still not hear of its demand: that one
 * is left out.
 */
export async function mattersOf(
  context: Context,
  session: Pick<Session, 'roles'>,
  holds: readonly string[],
): Promise<(hold: string) => readonly MatterOf[]> {
  const rows =
    holds.length === 0
      ? []
      : await context.store.read
          .selectFrom('demand_steps as s')
          .innerJoin('demands as d', 'd.id', 's.demand')
          .select(['s.hold', 'd.id'])
          .where('s.step', '=', 'held')
          .where('s.hold', 'in', holds)
          .orderBy('d.registered_at')
          .orderBy('d.id')
          .execute();
  const demands = await Promise.all(
    [...new Set(rows.map(({ id }) => id))].map((id) => oneDemand(context, id)),
  );
  const seen = new Map(demands.filter((one) => maySee(session, one)).map(({ row }) => [row.id, row]));
  return (hold) =>
    rows.flatMap((row) => {
      const demand = row.hold === hold ? seen.get(row.id) : undefined;
      return demand ? [{ id: demand.id, matter: demand.matter }] : [];
    });
}
