import { callTimes, type Line, newcomerTime, type Waiting } from '@commonkey/events/door-queue.ts';
import { nextNumber, type TicketKind } from '@commonkey/events/ticket-numbers.ts';
import { addDays, instantIn } from '@commonkey/program';
import { Fault, isFault } from '@commonkey/words';
import type { Reader, Writer } from '../../store/store.ts';
import { type Booking, findBooking } from '../booking/find.ts';
import { lockTimes } from '../booking/seats.ts';
import { serviceBefore } from '../learned.ts';
import { atDoor, type Door, type DoorParts } from './change.ts';
import type { DoorCode } from './errors.ts';
import { countHalf } from './halves.ts';
import { type EventDay, lineOf, minuteOf, type Ticket } from './line.ts';
import { numberPlan, ticketCode, ticketTag } from './numbers.ts';

export type TicketWish = {
  /** Of the form: a press that is repeated shows the same ticket. */
  press: string;
  /** Of somebody who has no booking. */
  party: number;
  first: boolean;
  /** As it was typed or scanned; empty without one. */
  booking: string;
};
export type GivenTicket = Pick<Ticket, 'id' | 'number' | 'party' | 'state'> & { code: string };

/**
 * Gives a party its number. A booking is checked in with it: its people have come, and its code does nothing more.
 * @throws Fault of `atDoor` | `tickets-all-given` | `booking-code-unknown` | `booking-came` | `booking-day-cancelled` |
 * `booking-given-back` | `booking-other-place` {place} | `booking-other-day` {day} | `booking-not-kept`
 */
export async function giveTicket(parts: DoorParts, mark: string, wish: TicketWish): Promise<GivenTicket> {
  return atDoor(parts, mark, { calling: true }, async (tx, event, door) => {
    const code = ticketCode(parts.secrets, wish.press);
    const before = await tx
      .selectFrom('event_tickets')
      .select(['id', 'number', 'party', 'state'])
      .where('id', '=', wish.press)
      .executeTakeFirst();
    if (before) return { ...before, code };
    const booked = wish.booking.trim() === '' ? null : await checkIn(parts, tx, event, wish.booking);
    const party = booked?.party ?? wish.party;
    const number = await numberFor(parts, tx, { event, door, wish, booked });
    const row = {
      ...{ id: wish.press, event: event.id, number, place: number, party },
      ...{ state: 'waiting' as const, tag: ticketTag(parts.secrets, code), ends_on: addDays(event.day, 1) },
    };
    await tx.insertInto('event_tickets').values(row).execute();
    await countHalf(parts, tx, event, { which: 'came', people: party });
    return { id: row.id, number, party, state: row.state, code };
  });
}

type CheckedIn = { party: number; starts: number };

/**
 * One answer for each way in which a code is not good here, and what to do then: the person stands at the door. Under the lock of the
 * booking's time, as every other change of it.
 */
async function checkIn(parts: DoorParts, tx: Writer, event: EventDay, typed: string): Promise<CheckedIn> {
  const before = await bookingOf(parts, tx, typed);
  if (before.event !== event.id) throw await ofAnother(tx, event, before);
  if (before.starts !== null) await lockTimes(tx, event.id, [before.starts]);
  const { id, party, starts, state } = await bookingOf(parts, tx, typed);
  if (state === 'came') throw new Fault<DoorCode>('booking-came');
  if (state === 'cancelled') throw new Fault<DoorCode>('booking-given-back');
  if (starts === null) throw new Fault<DoorCode>('booking-not-kept');
  await tx.updateTable('event_bookings').set({ state: 'came' }).where('id', '=', id).execute();
  // A place that only waited for a yes is taken now: nobody else may book it.
  await tx.updateTable('event_seats').set({ kept_until: null }).where('booking', '=', id).execute();
  return { party, starts };
}

/** Nobody is sent to a day on which nothing waits for them: that a code is good nowhere comes before where it is from. */
async function ofAnother(
  tx: Writer,
  event: EventDay,
  { event: own, starts, state }: Booking,
): Promise<Fault> {
  const { day, place, ...other } = await tx
    .selectFrom('event_days')
    .select(['day', 'place', 'state'])
    .where('id', '=', own)
    .executeTakeFirstOrThrow();
  if (other.state === 'cancelled') return new Fault<DoorCode>('booking-day-cancelled');
  if (state === 'cancelled') return new Fault<DoorCode>('booking-given-back');
  if (starts === null) return new Fault<DoorCode>('booking-not-kept');
  if (day === event.day) return new Fault<DoorCode>('booking-other-place', { place });
  return new Fault<DoorCode>('booking-other-day', { day });
}

async function bookingOf(parts: DoorParts, read: Reader, typed: string): Promise<Booking> {
  try {
    return await findBooking(parts, read, typed);
  } catch (error) {
    if (isFault(error) && error.code === 'booking-unknown') throw new Fault<DoorCode>('booking-code-unknown');
    throw error;
  }
}

/** The lowest number of those left for such a party, no sooner than the time that it booked. */
async function numberFor(
  parts: DoorParts,
  tx: Writer,
  { event, door, wish, booked }: { event: EventDay; door: Door; wish: TicketWish; booked: CheckedIn | null },
): Promise<number> {
  const tickets = await tx.selectFrom('event_tickets').selectAll().where('event', '=', event.id).execute();
  const stations = await tx.selectFrom('event_stations').selectAll().where('event', '=', event.id).execute();
  const expected = await serviceBefore(tx, event.day);
  const kind: TicketKind = wish.first ? 'first' : booked ? 'booked' : 'walk-in';
  const line = lineOf(parts, { event, measured: door, stations, tickets, expected });
  const { timeZone } = parts.program.program.city;
  const due = booked ? minuteOf(instantIn(timeZone, event.day, booked.starts)) : line.now;
  const number = nextNumber(kind, {
    given: new Set(tickets.map((ticket) => ticket.number)),
    after: Math.max(door.called, numberAt(line, due)),
    plan: numberPlan(parts.secrets, event.id, event.walk_in_share),
  });
  if (number === null) throw new Fault<DoorCode>('tickets-all-given');
  return number;
}

/** Numbers that a time ahead of the line lies apart for each party: two of ten are left free. */
const NUMBERS_A_PARTY = 1.25;

/** The highest number that will have been called by then, if all goes on as it goes now. */
function numberAt(line: Line, due: number): number {
  if (due <= line.now) return 0;
  const before = callTimes(line).filter(({ at }) => at < due);
  const highest = Math.max(0, ...before.map(({ number }) => number));
  const empty = newcomerTime(line);
  const last = line.waiting.reduce((most, one: Waiting) => Math.max(most, one.number), 0);
  if (before.length < line.waiting.length || empty === null || empty >= due) return highest;
  // The line is short: what is left of the time until then is for those who come meanwhile.
  const parties = ((due - Math.max(empty, line.now)) * line.stations) / line.pace;
  return Math.min(9_000, Math.max(highest, last) + Math.floor(parties * NUMBERS_A_PARTY));
}
