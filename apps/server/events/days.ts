import { type PlainDate, wallClockIn } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { Reader } from '../store/store.ts';
import type { EventTables } from '../store/tables/events.ts';
import type { EventsCode } from './errors.ts';

export type EventDay = Selectable<EventTables['event_days']>;

/** A time of a day, and how many of its places anybody can book now, and later. */
export type DayTime = {
  starts: number;
  free: number;
  later: number;
  walkIns: number;
  /** All its places that can ever be booked, taken ones too: no larger party comes together. */
  room: number;
};
/** A draw as everybody may see it. */
export type DrawFacts = Omit<Selectable<EventTables['event_draws']>, 'event'>;
export type OpenDay = EventDay & {
  times: readonly DayTime[];
  /** Where and when it was first announced; back there, where it was to be in between. Null: it was never moved. */
  moved: { day: string; opens: number; place: string } | null;
  /** null: whoever books first has the places. */
  draw: DrawFacts | null;
  /** When more places can be booked; null: never. */
  nextRelease: Date | null;
};

type Parts = Pick<Context, 'program' | 'clock'>;

export const cityNow = ({ program, clock }: Parts): { day: PlainDate; minute: number } =>
  wallClockIn(program.program.city.timeZone, clock.now());

/** A day and the minute at which one of its times begins lie before what the city's clocks show. */
export const hasBegun = (now: { day: PlainDate; minute: number }, day: PlainDate, starts: number): boolean =>
  day < now.day || (day === now.day && starts <= now.minute);

/** The days that are not over, soonest first; a cancelled one is shown until its day has passed. */
export async function comingDays(parts: Parts, read: Reader): Promise<OpenDay[]> {
  const now = cityNow(parts);
  const days = await read
    .selectFrom('event_days')
    .selectAll()
    .where('day', '>=', now.day)
    .where('state', '<>', 'over')
    .orderBy('day')
    .orderBy('opens')
    .orderBy('mark')
    .execute();
  return withTimes(parts, read, days);
}

/** @throws Fault `event-unknown` */
export async function oneDay(parts: Parts, read: Reader, mark: string): Promise<OpenDay> {
  const days = await read.selectFrom('event_days').selectAll().where('mark', '=', mark).execute();
  const [day] = await withTimes(parts, read, days);
  if (!day) throw new Fault<EventsCode>('event-unknown');
  return day;
}

async function withTimes(parts: Parts, read: Reader, days: readonly EventDay[]): Promise<OpenDay[]> {
  if (days.length === 0) return [];
  const at = parts.clock.now();
  const ids = days.map(({ id }) => id);
  const rows = await read
    .selectFrom('event_times as t')
    .leftJoin('event_seats as s', (join) =>
      join
        .onRef('s.event', '=', 't.event')
        .onRef('s.starts', '=', 't.starts')
        .on('s.pool', '<>', 'withdrawn'),
    )
    .select([
      't.event',
      't.starts',
      't.walk_ins',
      sql<number>`(count(*) filter (where s.released_at <= ${at} and (s.booking is null or s.kept_until < ${at})))::integer`.as(
        'free',
      ),
      sql<number>`(count(*) filter (where s.pool = 'open' and s.released_at > ${at}))::integer`.as('later'),
      sql<number>`count(s.seat)::integer`.as('room'),
      sql<Date | null>`min(s.released_at) filter (where s.pool = 'open' and s.released_at > ${at})`.as(
        'next',
      ),
    ])
    .where('t.event', 'in', ids)
    .groupBy(['t.event', 't.starts', 't.walk_ins'])
    .orderBy('t.starts')
    .execute();
  const draws = await read.selectFrom('event_draws').selectAll().where('event', 'in', ids).execute();
  const moves = await read
    .selectFrom('event_moves')
    .select(['event', 'day', 'opens', 'place'])
    .where('event', 'in', ids)
    .orderBy('turn')
    .execute();
  return days.map((day) => {
    const draw = draws.find(({ event }) => event === day.id) ?? null;
    const own = rows.filter((row) => row.event === day.id);
    const next = own.flatMap((row) => (row.next === null ? [] : [row.next.getTime()]));
    return {
      ...day,
      draw,
      moved: movedFrom(
        day,
        moves.filter(({ event }) => event === day.id),
      ),
      times: own.map((row) => ({
        starts: row.starts,
        free: row.free,
        later: row.later,
        walkIns: row.walk_ins,
        room: row.room,
      })),
      nextRelease: next.length === 0 ? null : new Date(Math.min(...next)),
    };
  });
}

/** What most were told who remember another day: when they booked is written nowhere. */
function movedFrom(
  { day, opens, place }: EventDay,
  moves: readonly NonNullable<OpenDay['moved']>[],
): OpenDay['moved'] {
  const isNow = (one: NonNullable<OpenDay['moved']>): boolean =>
    one.day === day && one.opens === opens && one.place === place;
  const [first = null] = moves;
  return first && isNow(first) ? (moves.at(-1) ?? null) : first;
}

/** Whether a draw still takes entries. */
export const isOpenDraw = (draw: Pick<DrawFacts, 'drawn_on' | 'closes_at'>, now: Date): boolean =>
  draw.drawn_on === null && now < draw.closes_at;

/** Whether somebody can still enter the draw of a day. */
export const takesEntries = ({ clock }: Pick<Parts, 'clock'>, { draw, state }: OpenDay): boolean =>
  draw !== null && state === 'announced' && isOpenDraw(draw, clock.now());

/** What is truly open stands first: what can be booked or entered now, then where one can just come; the rest below, each by its day. */
export function openFirst<D extends OpenDay>(parts: Parts, days: readonly D[]): D[] {
  const rank = (day: D): number => {
    if (day.state !== 'announced') return 2;
    const times = bookable(parts, day);
    const undrawn = day.draw !== null && day.draw.drawn_on === null;
    if (undrawn ? takesEntries(parts, day) : times.some(({ free }) => free > 0)) return 0;
    return times.some(({ walkIns }) => walkIns > 0) ? 1 : 2;
  };
  return days.toSorted((a, b) => rank(a) - rank(b));
}

/** Whether places are kept for whoever just comes. Where none are, nobody is told that they can. */
export const takesWalkIns = (parts: Parts, day: OpenDay): boolean =>
  bookable(parts, day).some(({ walkIns }) => walkIns > 0);

/** The most that can come together at a time that can still be booked. @param wish only these times count; none: all */
export const mostTogether = (parts: Parts, day: OpenDay, wish: readonly number[] = []): number =>
  bookable(parts, day)
    .filter(({ starts }) => wish.length === 0 || wish.includes(starts))
    .reduce((most, { room }) => Math.max(most, room), 0);

/** The times that can still be booked now, in order. */
export function bookable(parts: Parts, day: OpenDay): readonly DayTime[] {
  const now = cityNow(parts);
  return day.state === 'announced' ? day.times.filter(({ starts }) => !hasBegun(now, day.day, starts)) : [];
}
