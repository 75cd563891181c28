import { type Cell, dayNumber } from '@commonkey/exposure';
import { dispositionDate, type PlainDate, plainDateIn } from '@commonkey/program';
import { sql } from 'kysely';
import { countContacts } from './count-contacts.ts';
import { aliveIn, type Look, seriesNamed } from './look.ts';

/** Of a shift that has closed it is known how many cards it printed; of an open one nobody knows yet. */
const printed = sql<number | null>`case when s.counts is null then null else (s.counts->>'cards')::int
  + (select coalesce(sum(value::int), 0)::int from jsonb_each_text(s.counts->'spoiled')) end`;

/** What hangs on no application and on no card: things at desks, and ways to reach somebody that were left with places at an event day. */
export const countThings = async (look: Look): Promise<Cell[]> => [
  ...(await thingsAtDesks(look)),
  ...(await countContacts(look)),
];

/** What keeps a copy by itself, until somebody says that it is gone; things of open shifts among them. */
async function thingsAtDesks(look: Look): Promise<Cell[]> {
  const { read, program } = look;
  const noted = await read
    .selectFrom('desk_copies as c')
    .leftJoin('desk_shifts as s', 's.shift', 'c.shift')
    .select(['c.series', 'c.recorded_on as day', 'c.ends_on as due', 'c.disposal_certificate as certificate'])
    .select(printed.as('people'))
    .execute();
  return [...noted, ...(await onOpenDesks(look))].map(({ series, day, due, certificate, people }) => ({
    channel: 'events',
    // A thing of which nobody counted whose it holds may hold somebody's: it is never told as nobody's.
    people: people ?? 1,
    ...(people === null && { atLeast: true as const }),
    applied: { first: dayNumber(day), last: dayNumber(day) },
    bundles: [[aliveIn(look, seriesNamed(program, series), { date: day, due, certificate })]],
  }));
}

type Thing = {
  series: string;
  day: PlainDate;
  due: PlainDate;
  certificate: string | null;
  people: number | null;
};

/** A ribbon in a printer is there before anybody writes it down. */
async function onOpenDesks({ read, program }: Look): Promise<Thing[]> {
  const open = await read
    .selectFrom('desk_shifts')
    .select(['shift', 'window_from', 'window_until'])
    .where('statement_digest', 'is', null)
    .execute();
  const noted = await read.selectFrom('desk_copies').select(['shift', 'series']).execute();
  const physical = program.series.filter(({ medium }) => medium === 'physical');
  const zone = program.city.timeZone;
  return open.flatMap(({ shift, window_from: from, window_until: until }) => {
    if (!from || !until) return [];
    const closed = plainDateIn(zone, until);
    const facts = { 'shift-close': closed, 'event-end': closed, receipt: closed, issue: closed };
    return physical
      .filter(({ id }) => !noted.some((one) => one.shift === shift && one.series === id))
      .map((series) => ({
        series: series.id,
        day: plainDateIn(zone, from),
        due: dispositionDate(series, facts),
        certificate: null,
        people: null,
      }));
  });
}
