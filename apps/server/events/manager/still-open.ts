import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Reader } from '../../store/store.ts';
import { cityNow, type EventDay } from '../days.ts';

/** What ends with a day that is closed before everything about it is over. */
export type StillOpen = {
  /** Minute until which it is announced; null: its hours are over. */
  until: number | null;
  /** People with a number who were not served. */
  waiting: number;
  /** People who booked, have not come, and whose time is not over. */
  booked: number;
};

/** Null where nobody can come any more: it was cancelled, or its hours are over and nobody waits or is served. */
export async function stillOpen(
  parts: Pick<Context, 'program' | 'clock'>,
  read: Reader,
  event: EventDay,
): Promise<StillOpen | null> {
  const { day, minute } = cityNow(parts);
  if (event.day !== day || event.state === 'cancelled') return null;
  const { waiting } = await read
    .selectFrom('event_tickets')
    .select(sql<number>`coalesce(sum(party), 0)::integer`.as('waiting'))
    .where('event', '=', event.id)
    .where('state', 'in', ['waiting', 'called'])
    .executeTakeFirstOrThrow();
  const { booked } = await read
    .selectFrom('event_seats as s')
    .innerJoin('event_bookings as b', 'b.id', 's.booking')
    .select(sql<number>`count(*)::integer`.as('booked'))
    .where('s.event', '=', event.id)
    .where('s.starts', '>', minute - event.slot_minutes)
    .where('b.state', 'in', ['kept', 'booked'])
    .where((eb) => eb.or([eb('s.kept_until', 'is', null), eb('s.kept_until', '>=', parts.clock.now())]))
    .executeTakeFirstOrThrow();
  const until = minute < event.closes ? event.closes : null;
  return until === null && waiting === 0 && booked === 0 ? null : { until, waiting, booked };
}
