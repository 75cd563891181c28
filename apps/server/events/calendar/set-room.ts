import { Fault } from '@commonkey/words';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Writer } from '../../store/store.ts';
import { cityNow } from '../days.ts';
import type { EventsCode } from '../errors.ts';
import { offerPlaces } from '../waiting/offer.ts';
import { lockWhole } from './move-day.ts';

type Parts = Pick<Context, 'store' | 'clock' | 'program'>;
/** Places that anybody can book, booked ones included, by the minute at which their time begins. */
export type Room = Readonly<Record<number, number>>;
/** A time that keeps more than was wished: somebody has those places. */
export type Stays = { starts: number; places: number };

/** More than any hall has in one time; a figure with a digit too many is no wish. */
export const MOST_PLACES = 500;

/**
 * Gives times of a day more or fewer places. Fewer takes away what nobody has and nothing else; more is offered to those who wait
 * before anybody can book it.
 * @param version what the page showed; of two people who press at once the second is told
 * @returns the times that keep more than was wished
 * @throws Fault `event-unknown` | `event-over` | `event-changed` | `time-unknown`
 */
export async function setRoom(
  parts: Parts,
  { mark, version }: { mark: string; version: number },
  wished: Room,
): Promise<Stays[]> {
  return parts.store.write(async (tx) => {
    const found = await tx.selectFrom('event_days').select('id').where('mark', '=', mark).executeTakeFirst();
    if (!found) throw new Fault<EventsCode>('event-unknown');
    const day = await lockWhole(tx, found.id);
    if (day.day < cityNow(parts).day || day.state === 'over' || day.state === 'cancelled')
      throw new Fault<EventsCode>('event-over');
    if (day.version !== version) throw new Fault<EventsCode>('event-changed');
    const now = parts.clock.now();
    const stays: Stays[] = [];
    const more: number[] = [];
    for (const { starts, places } of await roomOf(tx, day.id)) {
      const wish = wished[starts];
      if (wish === undefined || wish === places) continue;
      const left = wish < places ? await fewer(tx, day.id, starts, places - wish, now) : 0;
      if (left > 0) stays.push({ starts, places: wish + left });
      if (wish <= places) continue;
      await raise(tx, day.id, starts, wish - places, now);
      more.push(starts);
    }
    await tx
      .updateTable('event_days')
      .set({ version: version + 1 })
      .where('id', '=', day.id)
      .execute();
    await offerPlaces(parts, tx, day.id, more);
    return stays;
  });
}

/** Places of each time that anybody can book now or later, or has booked. */
export async function roomOf(
  read: Pick<Writer, 'selectFrom'>,
  event: string,
): Promise<{ starts: number; places: number }[]> {
  return read
    .selectFrom('event_times as t')
    .leftJoin('event_seats as s', (join) =>
      join.onRef('s.event', '=', 't.event').onRef('s.starts', '=', 't.starts').on('s.pool', '=', 'open'),
    )
    .select(['t.starts', sql<number>`count(s.seat)::integer`.as('places')])
    .where('t.event', '=', event)
    .groupBy('t.starts')
    .orderBy('t.starts')
    .execute();
}

/** The last first, and those that nobody could book yet before those that anybody can. @returns how many could not be taken away */
async function fewer(tx: Writer, event: string, starts: number, count: number, now: Date): Promise<number> {
  const free = tx
    .selectFrom('event_seats')
    .select('seat')
    .where('event', '=', event)
    .where('starts', '=', starts)
    .where('pool', '=', 'open')
    .where(sql<boolean>`(booking is null or kept_until < ${now})`)
    .orderBy('released_at', 'desc')
    .orderBy('seat', 'desc')
    .limit(count);
  const gone = await tx
    .updateTable('event_seats')
    .set({ pool: 'withdrawn', booking: null, kept_until: null })
    .where('event', '=', event)
    .where('starts', '=', starts)
    .where('seat', 'in', free)
    .returning('seat')
    .execute();
  return count - gone.length;
}

/** Takes back what was withdrawn, and makes what is missing; all of it can be booked at once. */
async function raise(tx: Writer, event: string, starts: number, count: number, now: Date): Promise<void> {
  const withdrawn = tx
    .selectFrom('event_seats')
    .select('seat')
    .where('event', '=', event)
    .where('starts', '=', starts)
    .where('pool', '=', 'withdrawn')
    .orderBy('seat')
    .limit(count);
  const back = await tx
    .updateTable('event_seats')
    .set({ pool: 'open', released_at: now })
    .where('event', '=', event)
    .where('starts', '=', starts)
    .where('seat', 'in', withdrawn)
    .returning('seat')
    .execute();
  const missing = count - back.length;
  if (missing === 0) return;
  const { last } = await tx
    .selectFrom('event_seats')
    .select(sql<number>`coalesce(max(seat), 0)::integer`.as('last'))
    .where('event', '=', event)
    .where('starts', '=', starts)
    .executeTakeFirstOrThrow();
  await tx
    .insertInto('event_seats')
    .values(
      Array.from({ length: missing }, (_, at) => ({
        ...{ event, starts, seat: last + at + 1, released_at: now },
        pool: 'open' as const,
      })),
    )
    .execute();
}
