import { anHour, HALF, type LineWaits, waitsOf } from '@commonkey/events/line-waits.ts';
import { type Pace, paceOfCounts } from '@commonkey/events/paces.ts';
import type { Context } from '../../context.ts';
import type { Reader } from '../../store/store.ts';
import { cityNow } from '../days.ts';
import { clockOf, passedOf } from '../door/halves.ts';
import { type EventDay, minuteOf, requireEvent, type Standing, standingOf, viewDoor } from '../door/line.ts';

export type LiveStation = {
  station: number;
  /** `busy`: somebody is there. Who, and with which number, is not said. */
  state: 'busy' | 'free' | 'closed';
  /** Minutes that somebody has been there. */
  minutes: number | null;
  spoiled: number;
  /** As somebody there last said; null: nobody did today. */
  stock: { cards: number; ribbons: number; at: number } | null;
};

/** An event day as whoever runs it sees it: how fast it goes, and nobody in it. */
export type LiveDay = {
  event: EventDay;
  standing: Standing;
  /** Minute of the city's day. */
  at: number;
  waiting: { parties: number; people: number };
  served: number;
  /** People an hour lately; null while the day is too young to say. */
  anHour: number | null;
  waits: LineWaits | null;
  pace: Pace | null;
  stations: readonly LiveStation[];
  spoiled: number;
  /** Of the stations that said what they have, null where none did; `silent` open ones did not. */
  stock: { cards: number | null; ribbons: number | null; silent: number };
  /** `from`: what clocks show at its beginning. */
  halves: readonly { half: number; from: number; came: number; called: number; served: number }[];
};

type Parts = Pick<Context, 'program' | 'clock'>;

export async function liveDay(parts: Parts, read: Reader, mark: string): Promise<LiveDay> {
  const event = await requireEvent(read, mark);
  const view = await viewDoor(parts, read, event);
  const halves = await read
    .selectFrom('event_halves')
    .select(['half', 'came', 'called', 'served'])
    .where('event', '=', event.id)
    .orderBy('half')
    .execute();
  const lengths = await read
    .selectFrom('event_paces')
    .select('paces')
    .where('event', '=', event.id)
    .executeTakeFirst();
  const now = minuteOf(parts.clock.now());
  const { day, minute } = cityNow(parts);
  // On the day after, its last half-hour has gone by whole.
  const passed =
    day === event.day ? passedOf(parts, event.day) : Math.max(0, ...halves.map(({ half }) => half + HALF));
  const stations = view.stations.map((one): LiveStation => {
    const there = view.tickets.find((ticket) => ticket.station === one.station);
    const { station, spoiled, cards, ribbons, told_at } = one;
    return {
      ...{ station, spoiled },
      state: there ? 'busy' : one.open ? 'free' : 'closed',
      minutes: there?.called_at ? Math.max(0, now - minuteOf(there.called_at)) : null,
      stock: cards === null || ribbons === null || told_at === null ? null : { cards, ribbons, at: told_at },
    };
  });
  const told = stations.flatMap(({ stock }) => stock ?? []);
  return {
    ...{ event, at: minute, stations },
    halves: halves.map((one) => ({ ...one, from: clockOf(parts, event.day, one.half) })),
    standing: standingOf(parts, event),
    waiting: {
      parties: view.line.waiting.length,
      people: view.line.waiting.reduce((sum, { party }) => sum + party, 0),
    },
    served: halves.reduce((sum, one) => sum + one.served, 0),
    anHour: anHour(halves, passed),
    waits: waitsOf(halves, passed),
    pace: paceOfCounts(lengths?.paces ?? []),
    spoiled: stations.reduce((sum, one) => sum + one.spoiled, 0),
    stock: {
      cards: told.length === 0 ? null : told.reduce((sum, { cards }) => sum + cards, 0),
      ribbons: told.length === 0 ? null : told.reduce((sum, { ribbons }) => sum + ribbons, 0),
      silent: stations.filter(({ state, stock }) => state !== 'closed' && stock === null).length,
    },
  };
}

export type Live = (mark: string) => Promise<LiveDay>;

/**
 * The days that people of this process look at. However many look, and however often, a door is read again only when it has changed or the
 * clock shows another minute; else one small query says that it has not.
 */
export function openLive(parts: Pick<Context, 'store' | 'program' | 'clock'>): Live {
  const known = new Map<string, { version: string; made: Promise<LiveDay> }>();
  return async (mark) => {
    const { read } = parts.store;
    const row = await read
      .selectFrom('event_days as d')
      .leftJoin('event_doors as v', 'v.event', 'd.id')
      .select(['d.version as day', 'v.version as door'])
      .where('d.mark', '=', mark)
      .executeTakeFirst();
    const version = `${row?.day}.${row?.door ?? 0}.${minuteOf(parts.clock.now())}`;
    const entry = known.get(mark);
    if (entry?.version === version) return entry.made;
    for (const [other, one] of known)
      if (!one.version.endsWith(version.split('.')[2] ?? '')) known.delete(other);
    const made = liveDay(parts, read, mark);
    known.set(mark, { version, made });
    made.catch(() => known.delete(mark));
    return made;
  };
}
