import { addDays, instantIn, type PlainDate, wallClockIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { type RawBuilder, sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Writer } from '../../store/store.ts';
import { lockTimes } from '../booking/seats.ts';
import { nearerContacts, tellNews } from '../contact/queue.ts';
import { cityNow, type EventDay } from '../days.ts';
import { yesUntil } from '../draw/draw.ts';
import type { EventsCode } from '../errors.ts';
import { timesOf } from '../waiting/offer.ts';
import { requireToCome } from './make-day.ts';
import { areReal } from './real-slots.ts';

type Parts = Pick<Context, 'store' | 'clock' | 'program' | 'vault'>;
/** It lasts as long as before: `opens` moves all of its times. */
export type Move = { day: PlainDate; opens: number; place: string; address: string };

/**
 * Moves an announced day to another date, hour or place. Whoever booked keeps their places under their code, at the time that theirs
 * became, and is told; everybody reads where and when it was to be.
 * @param version what the page showed; of two people who press at once the second is told
 * @throws Fault `event-unknown` | `event-over` | `event-changed` | `event-begun` | `event-same` | `event-day-impossible` |
 * `event-past-midnight` {latest} | `event-clocks-change` | `event-draw-impossible`
 */
export async function moveDay(
  parts: Parts,
  { mark, version }: { mark: string; version: number },
  to: Move,
): Promise<void> {
  await parts.store.write(async (tx) => {
    const found = await tx.selectFrom('event_days').select('id').where('mark', '=', mark).executeTakeFirst();
    if (!found) throw new Fault<EventsCode>('event-unknown');
    const before = await lockWhole(tx, found.id);
    await requireMovable(parts, tx, before, version, to);
    const { day, opens, place, address } = before;
    await tx
      .insertInto('event_moves')
      .values({ event: before.id, turn: version, day, opens, place, address })
      .execute();
    await tx
      .updateTable('event_days')
      .set({ ...to, closes: before.closes + to.opens - opens, version: version + 1 })
      .where('id', '=', before.id)
      .execute();
    if (to.opens !== opens) await shiftTimes(tx, before.id, to.opens - opens);
    if (to.day !== day) await shiftDays(parts, tx, before, to.day);
    await tellNews(parts, tx, { event: before.id }, 'changed');
  });
}

/** Whoever books, draws or enters waits, in the order in which they lock as well. */
export async function lockWhole(tx: Writer, event: string): Promise<EventDay> {
  await tx.selectFrom('event_draws').select('event').where('event', '=', event).forUpdate().execute();
  await lockTimes(tx, event, await timesOf(tx, event));
  return tx
    .selectFrom('event_days')
    .selectAll()
    .where('id', '=', event)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

async function requireMovable(
  parts: Parts,
  tx: Writer,
  before: EventDay,
  version: number,
  to: Move,
): Promise<void> {
  const now = cityNow(parts);
  if (before.day < now.day || before.state === 'over' || before.state === 'cancelled')
    throw new Fault<EventsCode>('event-over');
  if (before.version !== version) throw new Fault<EventsCode>('event-changed');
  const { day, opens, place, address } = before;
  if (to.day === day && to.opens === opens && to.place === place && to.address === address)
    throw new Fault<EventsCode>('event-same');
  const ticket = await tx
    .selectFrom('event_tickets')
    .select('id')
    .where('event', '=', before.id)
    .limit(1)
    .executeTakeFirst();
  if (ticket) throw new Fault<EventsCode>('event-begun');
  requireToCome(now, to);
  const latest = 1440 - (before.closes - opens);
  if (to.opens > latest) throw new Fault<EventsCode>('event-past-midnight', { latest });
  const times = (await timesOf(tx, before.id)).map((starts) => starts + to.opens - opens);
  const moves = to.day !== day || to.opens !== opens;
  if (
    moves &&
    !areReal(parts.program.program.city.timeZone, to.day, [...times, before.closes + to.opens - opens])
  )
    throw new Fault<EventsCode>('event-clocks-change');
  const draw = await tx
    .selectFrom('event_draws')
    .select(['closes_at', 'drawn_on'])
    .where('event', '=', before.id)
    .executeTakeFirst();
  // Who enters was promised until when; there has to be time to say yes after that.
  if (draw && draw.drawn_on === null && draw.closes_at >= yesUntil(parts, to.day))
    throw new Fault<EventsCode>('event-draw-impossible');
}

/** One after the other, from the side to which they move: no two times are ever one. Their places follow. */
async function shiftTimes(tx: Writer, event: string, by: number): Promise<void> {
  const times = await timesOf(tx, event);
  for (const starts of by > 0 ? times.toReversed() : times)
    await tx
      .updateTable('event_times')
      .set({ starts: starts + by })
      .where('event', '=', event)
      .where('starts', '=', starts)
      .execute();
  const wish = sql<number[]>`array(select (one + ${by})::smallint from unnest(wish) as one)`;
  await tx.updateTable('event_waits').set({ wish }).where('event', '=', event).execute();
  await tx
    .updateTable('event_entries')
    .set({ wish, given: sql`(given + ${by})::smallint` })
    .where('event', '=', event)
    .execute();
}

/** Everything that is reckoned from the day: what is released later, who says yes until when, and the night in which it ends. */
async function shiftDays(parts: Parts, tx: Writer, before: EventDay, day: PlainDate): Promise<void> {
  const { timeZone } = parts.program.program.city;
  const now = parts.clock.now();
  const event = before.id;
  const shift = (at: Date) => shifted(timeZone, at, before.day, day);
  const winners = yesUntil(parts, before.day);
  const won = new Date(Math.max(shift(winners).getTime(), now.getTime() + LEAST_TO_ANSWER));
  await mapInstants(
    tx,
    event,
    'kept_until',
    now,
    (at) => (at.getTime() === winners.getTime() ? won : shift(at)),
    {
      only: sql<boolean>`(kept_until = released_at or kept_until = ${winners}::timestamptz)`,
    },
  );
  await mapInstants(tx, event, 'released_at', now, shift, { only: sql<boolean>`true` });
  const blocks = await tx
    .selectFrom('event_blocks')
    .select(['id', 'returns_at'])
    .where('event', '=', event)
    .where('returns_at', '>', now)
    .execute();
  for (const { id, returns_at } of blocks)
    await tx
      .updateTable('event_blocks')
      .set({ returns_at: shift(returns_at) })
      .where('id', '=', id)
      .execute();
  const ends_on = addDays(day, 1);
  for (const table of ['event_bookings', 'event_entries', 'event_waits', 'event_blocks'] as const)
    await tx.updateTable(table).set({ ends_on }).where('event', '=', event).execute();
  await nearerContacts(parts, tx, { event }, ends_on);
}

const LEAST_TO_ANSWER = 3_600_000;

/** Those to come, all at once: what one becomes may be what another is. */
async function mapInstants(
  tx: Writer,
  event: string,
  column: 'kept_until' | 'released_at',
  now: Date,
  becomes: (at: Date) => Date,
  { only }: { only: RawBuilder<boolean> },
): Promise<void> {
  const rows = await tx
    .selectFrom('event_seats')
    .select(`${column} as at`)
    .distinct()
    .where('event', '=', event)
    .where(column, '>', now)
    .execute();
  const all = rows.flatMap(({ at }) => (at === null ? [] : [at]));
  if (all.length === 0) return;
  const list = sql<{ at: Date; to: Date }>`(select unnest(${all}::timestamptz[]) as at,
    unnest(${all.map(becomes)}::timestamptz[]) as "to")`;
  await tx
    .updateTable('event_seats')
    .from(list.as('v'))
    .set((columns) => ({ [column]: columns.ref('v.to') }))
    .where('event', '=', event)
    .whereRef(`event_seats.${column}`, '=', 'v.at')
    .where(only)
    .execute();
}

/** A time of day stays what it was, where clocks change in between too. */
function shifted(timeZone: string, at: Date, from: PlainDate, to: PlainDate): Date {
  const days = Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
  const wall = wallClockIn(timeZone, at);
  return instantIn(timeZone, addDays(wall.day, days), wall.minute);
}
