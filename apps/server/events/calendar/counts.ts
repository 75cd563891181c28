import { sql } from 'kysely';
import type { Reader } from '../../store/store.ts';

/** Of one time of a day: how many places are booked, wait for a yes, or are free, those of later releases included. */
export type TimeCounts = {
  starts: number;
  booked: number;
  kept: number;
  free: number;
  helpers: number;
  walkIns: number;
};

/** Counts and nothing else: no booking is read. */
export async function countTimes(read: Reader, event: string, now: Date): Promise<TimeCounts[]> {
  const counted = (which: ReturnType<typeof sql<boolean>>) =>
    sql<number>`(count(*) filter (where ${which}))::integer`;
  const rows = await read
    .selectFrom('event_times as t')
    .leftJoin('event_seats as s', (join) =>
      join.onRef('s.event', '=', 't.event').onRef('s.starts', '=', 't.starts'),
    )
    .select([
      't.starts',
      't.walk_ins',
      counted(sql`s.booking is not null and s.kept_until is null`).as('booked'),
      counted(sql`s.booking is not null and s.kept_until >= ${now}`).as('kept'),
      counted(
        sql`(s.pool = 'open' or s.pool = 'helpers' and s.released_at <= ${now}) and (s.booking is null or s.kept_until < ${now})`,
      ).as('free'),
      counted(
        sql`s.pool = 'helpers' and s.released_at > ${now} and (s.booking is null or s.kept_until < ${now})`,
      ).as('helpers'),
    ])
    .where('t.event', '=', event)
    .groupBy(['t.starts', 't.walk_ins'])
    .orderBy('t.starts')
    .execute();
  return rows.map(({ walk_ins, ...row }) => ({ ...row, walkIns: walk_ins }));
}

/** People who wait for places, and contacts that may have been told something twice. */
export type Beside = { waiting: number; twice: number };

/** Counts again: nobody's code and nobody's contact is read. */
export async function countBeside(read: Reader, event: string): Promise<Beside> {
  const { waiting } = await read
    .selectFrom('event_waits')
    .select(sql<number>`coalesce(sum(party), 0)::integer`.as('waiting'))
    .where('event', '=', event)
    .where('state', '=', 'waiting')
    .executeTakeFirstOrThrow();
  const { twice } = await read
    .selectFrom('event_contacts')
    .select(sql<number>`count(*)::integer`.as('twice'))
    .where('event', '=', event)
    .where('again', '>', 0)
    .executeTakeFirstOrThrow();
  return { waiting, twice };
}

/** Whom a day that ends now leaves standing: parties and people with a number, and stations at which somebody is. */
export type AtDoor = { parties: number; people: number; busy: number };

export async function countAtDoor(read: Reader, event: string): Promise<AtDoor> {
  const of = (state: string) => sql`filter (where state = ${state})`;
  return read
    .selectFrom('event_tickets')
    .select([
      sql<number>`(count(*) ${of('waiting')})::integer`.as('parties'),
      sql<number>`(coalesce(sum(party) ${of('waiting')}, 0))::integer`.as('people'),
      sql<number>`(count(*) ${of('called')})::integer`.as('busy'),
    ])
    .where('event', '=', event)
    .executeTakeFirstOrThrow();
}

/** Somebody is there who has to be told. */
export const isSomebody = ({ parties, busy }: AtDoor): boolean => parties + busy > 0;
