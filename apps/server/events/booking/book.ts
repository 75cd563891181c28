import { randomUUID } from 'node:crypto';
import { addDays } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { Reader, Writer } from '../../store/store.ts';
import { cityNow, type EventDay, hasBegun } from '../days.ts';
import type { EventsCode } from '../errors.ts';
import { offerPlaces } from '../waiting/offer.ts';
import { bookingTag, codeOfForm, type FormId } from './code.ts';
import { type Booking, findBooking } from './find.ts';
import { giveBack, lockTimes, mostRoom, seemFree, takeSeats } from './seats.ts';

export type BookingParts = Pick<Context, 'store' | 'secrets' | 'random' | 'clock' | 'program'>;

/** Time to write a code down and say yes; the places wait so long and no longer. */
export const KEPT_MINUTES = 10;

/**
 * Keeps places of a time for whoever gets the code, until they say yes or the minutes have passed.
 * @param mark of the day
 * @param form a page that is sent twice keeps its places once
 * @throws Fault `event-unknown` | `event-gives-no-places` | `party-too-large` {most} | `party-over-times` {most} | `time-unknown` | `time-over` | `time-full`
 */
export async function keepPlaces(
  parts: BookingParts,
  { mark, starts, party, form }: { mark: string; starts: number; party: number; form?: FormId },
): Promise<{ code: string; until: Date; again: boolean }> {
  const { store, secrets, random, clock, program } = parts;
  const most = program.program.desk.partyMax;
  if (party < 1 || party > most) throw new Fault<EventsCode>('party-too-large', { most });
  const now = clock.now();
  const until = new Date(now.getTime() + KEPT_MINUTES * 60_000);
  const code = codeOfForm({ secrets, random }, form, ['keep', mark, starts, party]);
  if (form !== undefined && (await isBooked(parts, store.read, code))) return { code, until, again: true };
  const day = await givesPlaces(parts, store.read, mark, starts);
  if (!(await seemFree(store.read, { event: day.id, starts }, party, now))) {
    const room = await mostRoom(store.read, day.id);
    if (party > room) throw new Fault<EventsCode>('party-over-times', { most: room });
    throw new Fault<EventsCode>('time-full');
  }
  const again = await store.write(async (tx) => {
    await lockTimes(tx, day.id, [starts]);
    // Its date may be another than a moment ago.
    const { day: date } = await stillGives(parts, tx, day.id, starts);
    // Who waits comes before whoever is quick.
    await offerPlaces(parts, tx, day.id, [starts]);
    const booking = randomUUID();
    const made = await tx
      .insertInto('event_bookings')
      .values({
        ...{ id: booking, event: day.id, party, state: 'kept' },
        tag: bookingTag(secrets.codes, code),
        ends_on: addDays(date, 1),
      })
      .onConflict((one) => one.column('tag').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (made) await takeSeats(tx, { event: day.id, starts }, { booking, party, keptUntil: until, now });
    return made === undefined;
  });
  return { code, until, again };
}

async function isBooked(
  { secrets }: Pick<BookingParts, 'secrets'>,
  read: Reader,
  code: string,
): Promise<boolean> {
  const tag = bookingTag(secrets.codes, code);
  return (
    (await read.selectFrom('event_bookings').select('id').where('tag', '=', tag).executeTakeFirst()) !==
    undefined
  );
}

/** Says yes to places that wait. Said late it still counts, as long as nobody else took them. */
export async function confirmPlaces(parts: BookingParts, code: string): Promise<void> {
  await change(parts, code, async (tx, booking) => {
    if (booking.state === 'booked') return;
    if (booking.starts === null) throw new Fault<EventsCode>('booking-lapsed');
    await stillGives(parts, tx, booking.event, booking.starts);
    await tx.updateTable('event_seats').set({ kept_until: null }).where('booking', '=', booking.id).execute();
    await tx.updateTable('event_bookings').set({ state: 'booked' }).where('id', '=', booking.id).execute();
  });
}

/** Gives places back: somebody else can have them at once. */
export async function cancelPlaces(parts: BookingParts, code: string): Promise<void> {
  await change(
    parts,
    code,
    async (tx, booking) => {
      await tx
        .updateTable('event_bookings')
        .set({ state: 'cancelled' })
        .where('id', '=', booking.id)
        .execute();
      if (booking.starts === null) return;
      await giveBack(tx, booking.id, booking.starts, parts.clock.now());
      await offerPlaces(parts, tx, booking.event, [booking.starts]);
    },
    { again: true },
  );
}

/** Another time of the same day under the same code: the old places go when the new ones are there, and not before. */
export async function movePlaces(parts: BookingParts, code: string, starts: number): Promise<void> {
  await change(
    parts,
    code,
    async (tx, booking) => {
      if (booking.starts === starts) return;
      if (booking.starts === null) throw new Fault<EventsCode>('booking-lapsed');
      await stillGives(parts, tx, booking.event, starts);
      const { id, event, party, keptUntil } = booking;
      await offerPlaces(parts, tx, event, [starts]);
      const now = parts.clock.now();
      await giveBack(tx, id, booking.starts, now);
      await takeSeats(tx, { event, starts }, { booking: id, party, keptUntil, now });
      await offerPlaces(parts, tx, event, [booking.starts]);
    },
    { also: starts },
  );
}

/**
 * Changes a booking under the locks of the times it touches, so that nobody takes its places meanwhile.
 * @throws Fault `booking-unknown` | `booking-cancelled` | `booking-used`
 */
async function change(
  parts: BookingParts,
  code: string,
  work: (tx: Writer, booking: Booking) => Promise<void>,
  { also, again = false }: { also?: number; again?: boolean } = {},
): Promise<void> {
  await parts.store.write(async (tx) => {
    const before = await findBooking(parts, tx, code);
    const times = [before.starts, also].filter((one) => typeof one === 'number');
    if (times.length > 0) await lockTimes(tx, before.event, times);
    const booking = await findBooking(parts, tx, code);
    // Another tab moved it while this one waited for the time it was at.
    if (booking.starts !== before.starts) throw new Fault<EventsCode>('event-changed');
    if (booking.state === 'came') throw new Fault<EventsCode>('booking-used');
    if (booking.state === 'cancelled' && again) return;
    if (booking.state === 'cancelled') throw new Fault<EventsCode>('booking-cancelled');
    await work(tx, booking);
  });
}

type Day = Pick<EventDay, 'id' | 'day' | 'state'>;

/** @throws Fault `event-unknown` | `event-gives-no-places` | `time-over` */
async function givesPlaces(parts: BookingParts, read: Reader, mark: string, starts: number): Promise<Day> {
  const day = await read
    .selectFrom('event_days')
    .select(['id', 'day', 'state'])
    .where('mark', '=', mark)
    .executeTakeFirst();
  return requireGiving(parts, day, starts);
}

/** The same, and it stays so until the transaction ends: whoever stops the day waits for it. */
export async function stillGives(
  parts: BookingParts,
  tx: Writer,
  event: string,
  starts: number,
): Promise<Day> {
  const day = await tx
    .selectFrom('event_days')
    .select(['id', 'day', 'state'])
    .where('id', '=', event)
    .forShare()
    .executeTakeFirst();
  return requireGiving(parts, day, starts);
}

function requireGiving(parts: BookingParts, day: Day | undefined, starts: number): Day {
  if (!day) throw new Fault<EventsCode>('event-unknown');
  if (day.state !== 'announced') throw new Fault<EventsCode>('event-gives-no-places');
  if (hasBegun(cityNow(parts), day.day, starts)) throw new Fault<EventsCode>('time-over');
  return day;
}
