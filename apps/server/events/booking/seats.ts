import { Fault } from '@commonkey/words';
import { sql } from 'kysely';
import type { Reader, Writer } from '../../store/store.ts';
import type { EventsCode } from '../errors.ts';

export type At = { event: string; starts: number };

/**
 * Whoever changes who has a place of a time waits for its row first, in the order of the day: two who want the last place come one
 * after the other, and the second sees that it is gone.
 * @throws Fault `time-unknown`
 */
export async function lockTimes(tx: Writer, event: string, starts: readonly number[]): Promise<void> {
  const rows = await tx
    .selectFrom('event_times')
    .select('starts')
    .where('event', '=', event)
    .where('starts', 'in', [...starts])
    .orderBy('starts')
    .forUpdate()
    .execute();
  if (rows.length < new Set(starts).size) throw new Fault<EventsCode>('time-unknown');
}

/** Whether so many places seem free, under no lock: most who come too late are told without anybody waiting for them. */
export async function seemFree(
  read: Reader,
  { event, starts }: At,
  party: number,
  now: Date,
): Promise<boolean> {
  const { free } = await read
    .selectFrom('event_seats')
    .select(sql<number>`count(*)::integer`.as('free'))
    .where('event', '=', event)
    .where('starts', '=', starts)
    .where(isFree(now))
    .executeTakeFirstOrThrow();
  return free >= party;
}

/** The most places that one time of a day has, taken or free: a larger party fits nowhere, whoever gives places back. */
export async function mostRoom(read: Reader, event: string): Promise<number> {
  const rows = await read
    .selectFrom('event_seats')
    .select(sql<number>`count(*)::integer`.as('places'))
    .where('event', '=', event)
    .where('pool', '<>', 'withdrawn')
    .groupBy('starts')
    .execute();
  return Math.max(0, ...rows.map(({ places }) => places));
}

/**
 * Takes places of a time for a booking, all or none. Under the time's lock.
 * @param keptUntil until when they wait for a yes; null: they are its own
 * @throws Fault `time-full`
 */
export async function takeSeats(
  tx: Writer,
  { event, starts }: At,
  { booking, party, keptUntil, now }: { booking: string; party: number; keptUntil: Date | null; now: Date },
): Promise<void> {
  const free = tx
    .selectFrom('event_seats')
    .select('seat')
    .where('event', '=', event)
    .where('starts', '=', starts)
    .where(isFree(now))
    .orderBy('seat')
    .limit(party);
  const taken = await tx
    .updateTable('event_seats')
    .set({ booking, kept_until: keptUntil })
    .where('event', '=', event)
    .where('starts', '=', starts)
    .where('seat', 'in', free)
    .returning('seat')
    .execute();
  if (taken.length < party) throw new Fault<EventsCode>('time-full');
}

/**
 * Gives the places of a booking at one time back. Under the time's lock. What was drawn is released with it: the draw is over, and
 * nobody's yes is waited for. What is kept for helpers keeps its own evening.
 */
export async function giveBack(tx: Writer, booking: string, starts: number, now: Date): Promise<void> {
  await tx
    .updateTable('event_seats')
    .set({
      booking: null,
      kept_until: null,
      released_at: sql<Date>`case when pool = 'open' then least(released_at, ${now}::timestamptz) else released_at end`,
    })
    .where('booking', '=', booking)
    .where('starts', '=', starts)
    .execute();
}

/** Nobody has it, or nobody said yes in time; what was kept for helpers is released when they had their time. */
export const isFree = (now: Date) =>
  sql<boolean>`pool <> 'withdrawn' and released_at <= ${now} and (booking is null or kept_until < ${now})`;
