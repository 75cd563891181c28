import { randomUUID } from 'node:crypto';
import { type Drawn, drawDigest, drawPlaces } from '@commonkey/events';
import { addDays, instantIn, plainDateIn } from '@commonkey/program';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { state } from '../../store/statements.ts';
import type { Writer } from '../../store/store.ts';
import { lockTimes } from '../booking/seats.ts';
import { tellNews } from '../contact/queue.ts';
import type { EventDay } from '../days.ts';
import type { Entry } from './enter.ts';

type Parts = Pick<Context, 'store' | 'random' | 'clock' | 'program'>;

/** Whoever won says yes until this hour of the evening before; what is left then can be booked by anybody. */
export const YES_HOUR = 18;

/** When won places that nobody said yes to are given on. */
export const yesUntil = ({ program }: Pick<Context, 'program'>, day: string): Date =>
  instantIn(program.program.city.timeZone, addDays(day, -1), YES_HOUR * 60);

/** Draws every day that is closed and not drawn. Each in a transaction of its own: one that fails holds up no other. */
export async function drawDue(parts: Parts): Promise<number> {
  const due = await parts.store.read
    .selectFrom('event_draws as d')
    .innerJoin('event_days as e', 'e.id', 'd.event')
    .select(['d.event'])
    .where('d.drawn_on', 'is', null)
    .where('d.closes_at', '<=', parts.clock.now())
    .where('e.state', '<>', 'cancelled')
    .execute();
  for (const { event } of due) await drawOne(parts, event);
  return due.length;
}

async function drawOne(parts: Parts, event: string): Promise<void> {
  const { store, clock, program } = parts;
  await store.write(async (tx) => {
    const draw = await tx
      .selectFrom('event_draws')
      .selectAll()
      .where('event', '=', event)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (draw.drawn_on !== null) return;
    const day = await tx
      .selectFrom('event_days')
      .selectAll()
      .where('id', '=', event)
      .executeTakeFirstOrThrow();
    const entries = await tx
      .selectFrom('event_entries')
      .selectAll()
      .where('event', '=', event)
      .where('withdrawn', '=', false)
      .execute();
    const drawn = drawPlaces(draw.seed, entries, await openSeats(tx, event));
    await giveSeats(parts, tx, day, entries, drawn);
    const people = (which: readonly Entry[]) => which.reduce((sum, { party }) => sum + party, 0);
    const won = new Set(drawn.filter(({ starts }) => starts !== null).map(({ id }) => id));
    await tx
      .updateTable('event_draws')
      .set({
        drawn_on: plainDateIn(program.program.city.timeZone, clock.now()),
        entered: entries.length,
        people: people(entries),
        won: people(entries.filter(({ id }) => won.has(id))),
      })
      .where('event', '=', event)
      .execute();
    await tellNews(parts, tx, { event }, 'drawn');
    const said = { kind: 'places-drawn', subject: day.mark, digest: drawDigest(draw.seed, drawn) } as const;
    await state(tx, said, parts);
  });
}

/** Places to draw, by time, under the locks of all times. */
async function openSeats(tx: Writer, event: string): Promise<{ starts: number; free: number }[]> {
  const times = await tx.selectFrom('event_times').select('starts').where('event', '=', event).execute();
  await lockTimes(
    tx,
    event,
    times.map(({ starts }) => starts),
  );
  return tx
    .selectFrom('event_seats')
    .select(['starts', sql<number>`count(*)::integer`.as('free')])
    .where('event', '=', event)
    .where('pool', '=', 'open')
    .where('booking', 'is', null)
    .groupBy('starts')
    .execute();
}

/**
 * Gives what was drawn, all at once: each winner's places wait for a yes, under the code that they have. What nobody drew can be
 * booked at once.
 */
async function giveSeats(
  parts: Parts,
  tx: Writer,
  day: EventDay,
  entries: readonly Entry[],
  drawn: readonly Drawn[],
): Promise<void> {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const winners = drawn.flatMap(({ id, starts }) => {
    const entry = byId.get(id);
    return entry && starts !== null ? [{ booking: randomUUID(), entry, starts }] : [];
  });
  for (const part of portions(winners))
    await tx
      .insertInto('event_bookings')
      .values(
        part.map(({ booking, entry: { tag, party, ends_on } }) => ({
          ...{ id: booking, event: day.id, tag, party, ends_on },
          state: 'kept' as const,
        })),
      )
      .execute();
  const until = yesUntil(parts, day.day);
  for (const { booking, entry, starts } of winners)
    await seatWinner(tx, { event: day.id, starts, booking, party: entry.party, until });
  await writeRanks(tx, drawn);
  await tx
    .updateTable('event_seats')
    .set({ released_at: parts.clock.now() })
    .where('event', '=', day.id)
    .where('pool', '=', 'open')
    .where('booking', 'is', null)
    .execute();
}

async function seatWinner(
  tx: Writer,
  {
    event,
    starts,
    booking,
    party,
    until,
  }: Record<'event' | 'booking', string> & { starts: number; party: number; until: Date },
): Promise<void> {
  const left = tx
    .selectFrom('event_seats')
    .select('seat')
    .where('event', '=', event)
    .where('starts', '=', starts)
    .where('pool', '=', 'open')
    .where('booking', 'is', null)
    .orderBy('seat')
    .limit(party);
  await tx
    .updateTable('event_seats')
    .set({ booking, kept_until: until })
    .where('event', '=', event)
    .where('starts', '=', starts)
    .where('seat', 'in', left)
    .execute();
}

async function writeRanks(tx: Writer, drawn: readonly Drawn[]): Promise<void> {
  for (const part of portions(drawn)) {
    const ids = part.map(({ id }) => id);
    const ranks = part.map(({ rank }) => rank);
    const given = part.map(({ starts }) => starts);
    const list = sql<{ id: string; rank: number; given: number | null }>`(select unnest(${ids}::uuid[]) as id,
      unnest(${ranks}::integer[]) as rank, unnest(${given}::smallint[]) as given)`;
    await tx
      .updateTable('event_entries')
      .from(list.as('v'))
      .set((columns) => ({ rank: columns.ref('v.rank'), given: columns.ref('v.given') }))
      .whereRef('v.id', '=', 'event_entries.id')
      .execute();
  }
}

/** A statement takes so many rows and no more. */
function* portions<T>(all: readonly T[], size = 2000): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += size) yield all.slice(at, at + size);
}
