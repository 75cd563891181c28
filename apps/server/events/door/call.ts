import { comeBack } from '@commonkey/events/door-queue.ts';
import { PACE_STEPS, paceStep } from '@commonkey/events/paces.ts';
import { addDays } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { sql } from 'kysely';
import type { Writer } from '../../store/store.ts';
import { cityNow } from '../days.ts';
import { atDoor, type Door, type DoorParts } from './change.ts';
import type { DoorCode } from './errors.ts';
import { countHalf } from './halves.ts';
import { asWaiting, type EventDay, MINUTE, minuteOf, type Station, type Ticket } from './line.ts';

/** A page that has a station. `press` is what the page showed: one that comes twice counts once. */
export type AtStation = { station: number; claim: string; press: number };
/** `next`: whoever is there is done, and the next is called. `spoiled`: a card came out wrong; nobody moves. */
export const DEEDS = ['next', 'again', 'missed', 'back', 'done', 'close', 'spoiled'] as const;
export type Deed = (typeof DEEDS)[number];

/**
 * Opens a station under its number for one page. Another page that has it open loses it only where `take` is said: then a press
 * there is answered by `station-taken`.
 * @throws Fault of `atDoor` | `station-taken` {station}
 */
export async function openStation(
  parts: DoorParts,
  mark: string,
  { station, claim, take }: { station: number; claim: string; take: boolean },
): Promise<void> {
  await atDoor(parts, mark, { calling: false }, async (tx, event) => {
    const found = await stationOf(tx, event, station);
    if (found?.open && found.claim !== claim && !take)
      throw new Fault<DoorCode>('station-taken', { station });
    await tx
      .insertInto('event_stations')
      .values({ event: event.id, station, claim, press: 0, open: true })
      .onConflict((one) => one.columns(['event', 'station']).doUpdateSet({ claim, open: true }))
      .execute();
  });
}

/**
 * What a desk does with the ticket in front of it, and with the next one. A press that was sent twice, or comes from a page that is
 * behind, does nothing: the page then shows what is.
 * @throws Fault of `atDoor` | `station-taken` {station}
 */
export async function doAtStation(parts: DoorParts, mark: string, at: AtStation, deed: Deed): Promise<void> {
  const calling = deed === 'next' || deed === 'again';
  await atDoor(parts, mark, { calling }, async (tx, event, door) => {
    const found = await stationOf(tx, event, at.station);
    if (!found?.open || found.claim !== at.claim)
      throw new Fault<DoorCode>('station-taken', { station: at.station });
    if (found.press !== at.press) return;
    await tx
      .updateTable('event_stations')
      .set({
        press: found.press + 1,
        ...(deed === 'close' ? { open: false } : {}),
        ...(deed === 'spoiled' ? { spoiled: found.spoiled + 1 } : {}),
      })
      .where('event', '=', event.id)
      .where('station', '=', at.station)
      .execute();
    if (deed !== 'spoiled') await carryOut(parts, tx, { event, door, found }, deed);
  });
}

/**
 * How many blank cards and ribbons are left at a station, as somebody there says.
 * @throws Fault of `atDoor` | `station-taken` {station}
 */
export async function tellStock(
  parts: DoorParts,
  mark: string,
  { station, claim }: Omit<AtStation, 'press'>,
  left: { cards: number; ribbons: number },
): Promise<void> {
  await atDoor(parts, mark, { calling: false }, async (tx, event) => {
    const found = await stationOf(tx, event, station);
    if (!found?.open || found.claim !== claim) throw new Fault<DoorCode>('station-taken', { station });
    await tx
      .updateTable('event_stations')
      .set({ ...left, told_at: cityNow(parts).minute })
      .where('event', '=', event.id)
      .where('station', '=', station)
      .execute();
  });
}

type Here = { event: EventDay; door: Door; found: Station };

async function carryOut(parts: DoorParts, tx: Writer, here: Here, deed: Deed): Promise<void> {
  const { event, found } = here;
  const current = await tx
    .selectFrom('event_tickets')
    .selectAll()
    .where('event', '=', event.id)
    .where('station', '=', found.station)
    .executeTakeFirst();
  if (current) {
    if (deed === 'again') await set(tx, current, { calls: current.calls + 1, called_at: wholeMinute(parts) });
    else if (deed === 'missed')
      await set(tx, current, { ...AWAY, state: 'missed', missed: current.missed + 1 });
    // It waits on where it was: nobody had to do with it.
    else if (deed === 'back') {
      await set(tx, current, { ...AWAY, state: 'waiting' });
      await countHalf(parts, tx, event, { which: 'came', people: current.party });
    } else await serve(parts, tx, here, current);
  }
  if (deed === 'next') await callNext(parts, tx, here);
}

const AWAY = { station: null, called_at: null } as const;

async function serve(parts: DoorParts, tx: Writer, { event, door }: Here, ticket: Ticket): Promise<void> {
  const since = ticket.called_at ? minuteOf(ticket.called_at) : minuteOf(parts.clock.now());
  const took = Math.max(0, minuteOf(parts.clock.now()) - since);
  await set(tx, ticket, { ...AWAY, state: 'served' });
  await countHalf(parts, tx, event, { which: 'served', people: ticket.party });
  // Nobody has a card within the minute: it was called aloud while there was no network, and is only caught up with.
  const step = took === 0 ? null : paceStep(took / ticket.party);
  if (step === null) return;
  await countPace(tx, event, { step, people: ticket.party });
  await tx
    .updateTable('event_doors')
    .set({
      people: door.people + ticket.party,
      minutes: door.minutes + took,
    })
    .where('event', '=', door.event)
    .execute();
}

/** A day teaches for a year. */
const TAUGHT_DAYS = 365;

async function countPace(
  tx: Writer,
  { id, day }: EventDay,
  { step, people }: { step: number; people: number },
): Promise<void> {
  const paces = PACE_STEPS.map((_, at) => (at === step ? people : 0));
  const at = step + 1;
  await tx
    .insertInto('event_paces')
    .values({ event: id, day, paces, ends_on: addDays(day, TAUGHT_DAYS) })
    .onConflict((one) =>
      one.column('event').doUpdateSet({
        paces: sql<
          number[]
        >`event_paces.paces[1:${at - 1}] || (event_paces.paces[${at}] + ${people}) || event_paces.paces[${at + 1}:]`,
      }),
    )
    .execute();
}

async function callNext(parts: DoorParts, tx: Writer, { event, door, found }: Here): Promise<void> {
  const next = await tx
    .selectFrom('event_tickets')
    .selectAll()
    .where('event', '=', event.id)
    .where('state', '=', 'waiting')
    .orderBy('place')
    .orderBy('turn')
    .orderBy('number')
    .limit(1)
    .executeTakeFirst();
  if (!next) return;
  await set(tx, next, {
    ...{ state: 'called', station: found.station, calls: 1, called_at: wholeMinute(parts) },
  });
  await countHalf(parts, tx, event, { which: 'called', people: next.party });
  if (next.number > door.called)
    await tx.updateTable('event_doors').set({ called: next.number }).where('event', '=', event.id).execute();
}

/**
 * Somebody who was missed has come, or somebody gives their number back.
 * @throws Fault of `atDoor` | `ticket-number-unknown` {number} | `ticket-elsewhere` {number}
 */
export async function changeTicket(
  parts: DoorParts,
  mark: string,
  number: number,
  deed: 'returns' | 'gives-back',
): Promise<void> {
  await atDoor(parts, mark, { calling: false }, async (tx, event, door) => {
    const tickets = await tx.selectFrom('event_tickets').selectAll().where('event', '=', event.id).execute();
    const ticket = tickets.find((one) => one.number === number);
    if (!ticket) throw new Fault<DoorCode>('ticket-number-unknown', { number });
    if (deed === 'gives-back') {
      if (ticket.state === 'back') return;
      if (ticket.state !== 'waiting' && ticket.state !== 'missed')
        throw new Fault<DoorCode>('ticket-elsewhere', { number });
      await set(tx, ticket, { state: 'back' });
      // It leaves the line as one who is called does; whoever was missed had left it.
      if (ticket.state === 'waiting')
        await countHalf(parts, tx, event, { which: 'called', people: ticket.party });
      return;
    }
    if (ticket.state === 'waiting') return;
    if (ticket.state === 'called' || ticket.state === 'served')
      throw new Fault<DoorCode>('ticket-elsewhere', { number });
    const others = tickets.filter(({ state }) => state === 'waiting').map(asWaiting);
    // Whoever had given it back begins anew.
    const missed = ticket.state === 'back' ? 2 : ticket.missed;
    const { place } = comeBack({ ...asWaiting(ticket), missed }, others);
    await set(tx, ticket, { state: 'waiting', place, turn: door.version });
    await countHalf(parts, tx, event, { which: 'came', people: ticket.party });
  });
}

const wholeMinute = ({ clock }: DoorParts): Date => new Date(minuteOf(clock.now()) * MINUTE);

async function set(tx: Writer, { id }: Ticket, change: Partial<Omit<Ticket, 'id' | 'event'>>): Promise<void> {
  await tx.updateTable('event_tickets').set(change).where('id', '=', id).execute();
}

const stationOf = (tx: Writer, event: EventDay, station: number): Promise<Station | undefined> =>
  tx
    .selectFrom('event_stations')
    .selectAll()
    .where('event', '=', event.id)
    .where('station', '=', station)
    .executeTakeFirst();
