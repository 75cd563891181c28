import type { Instant, Line, Waiting } from '@commonkey/events/door-queue.ts';
import { paceOf } from '@commonkey/events/door-queue.ts';
import type { ServiceQuantiles } from '@commonkey/events/service-times.ts';
import { instantIn, plainDateIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import type { Context } from '../../context.ts';
import type { Reader } from '../../store/store.ts';
import type { DoorTables } from '../../store/tables/door.ts';
import type { EventTables } from '../../store/tables/events.ts';
import { serviceBefore } from '../learned.ts';
import type { DoorCode } from './errors.ts';

export type Ticket = Selectable<DoorTables['event_tickets']>;
export type Station = Selectable<DoorTables['event_stations']>;
export type EventDay = Selectable<EventTables['event_days']>;

/** A door as it stands, read in a few statements and looked at by many. */
export type DoorView = {
  event: EventDay;
  version: number;
  /** The highest number that was called. */
  highest: number;
  stations: readonly Station[];
  tickets: readonly Ticket[];
  line: Line;
};

type Parts = Pick<Context, 'program' | 'clock'>;
export const MINUTE = 60_000;

/** The full minute that a moment lies in. */
export const minuteOf = (at: Date): Instant => Math.floor(at.getTime() / MINUTE);

export async function eventOf(read: Reader, mark: string): Promise<EventDay | undefined> {
  return read.selectFrom('event_days').selectAll().where('mark', '=', mark).executeTakeFirst();
}

/** The day that it is in the city. */
export const today = ({ program, clock }: Parts): string =>
  plainDateIn(program.program.city.timeZone, clock.now());

/** Where a day stands for those who wait: `later` and `past` by the city’s clock, whatever anybody noted. */
export type Standing = 'open' | 'stopped' | 'cancelled' | 'past' | 'later';

export function standingOf(parts: Parts, { day, state }: Pick<EventDay, 'day' | 'state'>): Standing {
  if (state === 'cancelled') return 'cancelled';
  if (state === 'over' || day < today(parts)) return 'past';
  if (day > today(parts)) return 'later';
  return state === 'stopped' ? 'stopped' : 'open';
}

/** Everything of one door. Nothing that was written after the version is in it but the version says so the next time. */
export async function viewDoor(parts: Parts, read: Reader, event: EventDay): Promise<DoorView> {
  const door = await read
    .selectFrom('event_doors')
    .selectAll()
    .where('event', '=', event.id)
    .executeTakeFirst();
  const stations = await read
    .selectFrom('event_stations')
    .selectAll()
    .where('event', '=', event.id)
    .orderBy('station')
    .execute();
  const tickets = await read
    .selectFrom('event_tickets')
    .selectAll()
    .where('event', '=', event.id)
    .orderBy('place')
    .orderBy('turn')
    .orderBy('number')
    .execute();
  const expected = await serviceBefore(read, event.day);
  const measured = { people: door?.people ?? 0, minutes: door?.minutes ?? 0 };
  return {
    event,
    version: door?.version ?? 0,
    highest: door?.called ?? 0,
    stations,
    tickets,
    line: lineOf(parts, { event, measured, stations, tickets, expected }),
  };
}

type Found = {
  event: EventDay;
  measured: { people: number; minutes: number };
  stations: readonly Station[];
  tickets: readonly Ticket[];
  /** What other days taught. */
  expected: ServiceQuantiles;
};

/** What times are worked out from. Before the first station opens those that are planned count; when all have closed, none. */
export function lineOf(parts: Parts, { event, measured, stations, tickets, expected }: Found): Line {
  const { timeZone } = parts.program.program.city;
  const at = (minute: number) => minuteOf(instantIn(timeZone, event.day, minute));
  const open = stations.filter((station) => station.open).length;
  return {
    waiting: tickets.filter(({ state }) => state === 'waiting').map(asWaiting),
    serving: tickets.flatMap(({ state, called_at, party }) =>
      state === 'called' && called_at ? [{ since: minuteOf(called_at), party }] : [],
    ),
    stations: standingOf(parts, event) === 'open' ? (stations.length > 0 ? open : event.stations) : 0,
    pace: paceOf(measured, expected),
    now: minuteOf(parts.clock.now()),
    opens: at(event.opens),
    closes: at(event.closes),
  };
}

export const asWaiting = ({ number, place, missed, turn, party }: Waiting): Waiting => ({
  ...{ number, place, missed, turn, party },
});

/** @throws Fault `door-unknown` */
export async function requireEvent(read: Reader, mark: string): Promise<EventDay> {
  const event = await eventOf(read, mark);
  if (!event) throw new Fault<DoorCode>('door-unknown');
  return event;
}
