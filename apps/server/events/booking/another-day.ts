import { addDays } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Context } from '../../context.ts';
import type { Reader, Writer } from '../../store/store.ts';
import { nearerContacts } from '../contact/queue.ts';
import { bookable, comingDays, type DayTime, type OpenDay } from '../days.ts';
import type { EventsCode } from '../errors.ts';
import { offerPlaces } from '../waiting/offer.ts';
import { type BookingParts, stillGives } from './book.ts';
import { type Booking, findBooking } from './find.ts';
import { giveBack, lockTimes, takeSeats } from './seats.ts';

export type OtherDay = { day: OpenDay; times: readonly DayTime[] };

/** Other days with a time that has room for all of a booking's people. */
export async function otherDays(
  parts: Pick<Context, 'program' | 'clock'>,
  read: Reader,
  { event, party }: Pick<Booking, 'event' | 'party'>,
): Promise<OtherDay[]> {
  const days = await comingDays(parts, read);
  return days.flatMap((day) => {
    const times = bookable(parts, day).filter(({ free }) => free >= party);
    return day.id === event || times.length === 0 ? [] : [{ day, times }];
  });
}

/**
 * Another day under the same code: the old places go when the new ones are there, and not before. What a group handed out stays
 * on the day of the group.
 * @throws Fault `booking-unknown` | `booking-lapsed` | `event-unknown` | `event-gives-no-places` | `time-unknown` | `time-over` | `time-full`
 */
export async function moveToDay(
  parts: BookingParts & Pick<Context, 'vault'>,
  code: string,
  to: { mark: string; starts: number },
): Promise<void> {
  await parts.store.write(async (tx) => {
    const before = await findBooking(parts, tx, code);
    const day = await tx.selectFrom('event_days').select('id').where('mark', '=', to.mark).executeTakeFirst();
    if (!day || day.id === before.event) throw new Fault<EventsCode>('event-unknown');
    if (before.starts === null || before.state !== 'booked') throw new Fault<EventsCode>('booking-lapsed');
    await lockBoth(tx, [
      [before.event, before.starts],
      [day.id, to.starts],
    ]);
    const booking = await findBooking(parts, tx, code);
    const same = booking.starts === before.starts && booking.event === before.event;
    if (!same || booking.state !== 'booked') throw new Fault<EventsCode>('event-changed');
    await refuseHelpers(tx, booking.id);
    const { day: date } = await stillGives(parts, tx, day.id, to.starts);
    await offerPlaces(parts, tx, day.id, [to.starts]);
    const now = parts.clock.now();
    await giveBack(tx, booking.id, before.starts, now);
    const { id, party } = booking;
    const at = { event: day.id, starts: to.starts };
    await takeSeats(tx, at, { booking: id, party, keptUntil: null, now });
    const ends_on = addDays(date, 1);
    await tx.updateTable('event_bookings').set({ event: day.id, ends_on }).where('id', '=', id).execute();
    await tx.updateTable('event_contacts').set({ event: day.id }).where('tag', '=', booking.tag).execute();
    await nearerContacts(parts, tx, { tag: booking.tag }, ends_on);
    await offerPlaces(parts, tx, before.event, [before.starts]);
  });
}

/** Two who change days in opposite directions lock in one order. */
async function lockBoth(tx: Writer, times: readonly (readonly [string, number])[]): Promise<void> {
  for (const [event, starts] of times.toSorted(([a], [b]) => (a < b ? -1 : 1)))
    await lockTimes(tx, event, [starts]);
}

async function refuseHelpers(tx: Writer, booking: string): Promise<void> {
  const seat = await tx
    .selectFrom('event_seats')
    .select('seat')
    .where('booking', '=', booking)
    .where('pool', '=', 'helpers')
    .limit(1)
    .executeTakeFirst();
  if (seat) throw new Fault<EventsCode>('time-unknown');
}
