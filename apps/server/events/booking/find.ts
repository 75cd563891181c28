import { Fault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import type { Reader } from '../../store/store.ts';
import type { EventTables } from '../../store/tables/events.ts';
import type { EventsCode } from '../errors.ts';
import { bookingTag, readBookingCode } from './code.ts';

export type Booking = Selectable<EventTables['event_bookings']> & {
  /** When its people come; null: it has no places any more. */
  starts: number | null;
  keptUntil: Date | null;
  /** Its places are of those kept for helpers: a group may have its code. */
  slip: boolean;
};

/** A slip looks after the door as before it: the group that gave it out is not to learn whether anybody came. */
export const asShown = (booking: Booking): Booking =>
  booking.state === 'came' && booking.slip && booking.starts !== null
    ? { ...booking, state: 'booked' }
    : booking;

/**
 * What a code opens. One answer for a code that never was, one that is over and gone, and one with a wrong letter.
 * @throws Fault `booking-unknown`
 */
export async function findBooking(
  { secrets }: Pick<Context, 'secrets'>,
  read: Reader,
  typed: string,
): Promise<Booking> {
  const code = readBookingCode(typed);
  const row =
    code &&
    (await read
      .selectFrom('event_bookings')
      .selectAll()
      .where('tag', '=', bookingTag(secrets.codes, code))
      .executeTakeFirst());
  if (!row) throw new Fault<EventsCode>('booking-unknown');
  const seats = await read
    .selectFrom('event_seats')
    .select(['starts', 'kept_until', 'pool'])
    .where('booking', '=', row.id)
    .execute();
  const [seat] = seats;
  const whole = seats.length === row.party;
  return {
    ...row,
    starts: whole && seat ? seat.starts : null,
    keptUntil: seat?.kept_until ?? null,
    slip: seats.some(({ pool }) => pool === 'helpers'),
  };
}
