import { randomUUID } from 'node:crypto';
import { offerUntil } from '@commonkey/events';
import { addDays, instantIn } from '@commonkey/program';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Writer } from '../../store/store.ts';
import { isFree, lockTimes, takeSeats } from '../booking/seats.ts';
import { soonest, tellNews } from '../contact/queue.ts';
import { cityNow } from '../days.ts';

type Parts = Pick<Context, 'clock' | 'program'>;
type Room = { starts: number; free: number; until: Date };

/**
 * Offers free places of some times to those who wait, in the order of their lots: each takes the first time that suits and has room
 * for all of them. Under the locks of those times, before anybody else takes a place there, so that being quick wins nothing.
 * @returns how many were offered places
 */
export async function offerPlaces(
  parts: Parts,
  tx: Writer,
  event: string,
  times: readonly number[],
): Promise<number> {
  const waits = await tx
    .selectFrom('event_waits')
    .select(['id', 'tag', 'party', 'wish'])
    .where('event', '=', event)
    .where('state', '=', 'waiting')
    .orderBy('id')
    .execute();
  if (waits.length === 0 || times.length === 0) return 0;
  const day = await tx
    .selectFrom('event_days')
    .select(['day', 'state'])
    .where('id', '=', event)
    .forShare()
    .executeTakeFirstOrThrow();
  if (day.state !== 'announced') return 0;
  const room = await roomOf(parts, tx, event, day.day, times);
  let offered = 0;
  for (const { id, tag, party, wish } of waits) {
    const at = room.find(({ starts, free }) => free >= party && (wish.length === 0 || wish.includes(starts)));
    if (!at || !(await take(tx, id))) continue;
    const booking = randomUUID();
    await tx
      .insertInto('event_bookings')
      .values({ id: booking, event, tag, party, state: 'kept', ends_on: addDays(day.day, 1) })
      .execute();
    const now = parts.clock.now();
    await takeSeats(tx, { event, starts: at.starts }, { booking, party, keptUntil: at.until, now });
    await tellNews(parts, tx, { tag }, 'offered');
    at.free -= party;
    offered += 1;
  }
  return offered;
}

/** False where they left, or were offered places of another time, meanwhile. */
async function take(tx: Writer, id: string): Promise<boolean> {
  const taken = await tx
    .updateTable('event_waits')
    .set({ state: 'offered' })
    .where('id', '=', id)
    .where('state', '=', 'waiting')
    .returning('id')
    .execute();
  return taken.length > 0;
}

/** Free places of each time at which it is not too late to offer them. */
async function roomOf(
  { clock, program }: Parts,
  tx: Writer,
  event: string,
  day: string,
  times: readonly number[],
): Promise<Room[]> {
  const { timeZone } = program.program.city;
  const now = clock.now();
  const rows = await tx
    .selectFrom('event_seats')
    .select(['starts', sql<number>`count(*)::integer`.as('free')])
    .where('event', '=', event)
    .where('starts', 'in', [...times])
    .where(isFree(now))
    .groupBy('starts')
    .orderBy('starts')
    .execute();
  return rows.flatMap((row) => {
    const until = offerUntil(now, instantIn(timeZone, day, row.starts), (at) => soonest(timeZone, at));
    return until === null ? [] : [{ ...row, until }];
  });
}

/** Offers what lapsed, was released or came free by itself: each day in a transaction of its own. */
export async function offerDue(parts: Parts & Pick<Context, 'store'>): Promise<void> {
  const days = await parts.store.read
    .selectFrom('event_waits as w')
    .innerJoin('event_days as e', 'e.id', 'w.event')
    .select('e.id')
    .distinct()
    .where('w.state', '=', 'waiting')
    .where('e.state', '=', 'announced')
    .where('e.day', '>=', cityNow(parts).day)
    .execute();
  for (const { id } of days)
    await parts.store.write(async (tx) => {
      const times = await timesOf(tx, id);
      await lockTimes(tx, id, times);
      await offerPlaces(parts, tx, id, times);
    });
}

export async function timesOf(tx: Writer, event: string): Promise<number[]> {
  const rows = await tx
    .selectFrom('event_times')
    .select('starts')
    .where('event', '=', event)
    .orderBy('starts')
    .execute();
  return rows.map(({ starts }) => starts);
}
