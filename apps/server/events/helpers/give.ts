import { randomUUID } from 'node:crypto';
import { addDays, instantIn, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import type { Reader, Writer } from '../../store/store.ts';
import { bookingTag } from '../booking/code.ts';
import { lockTimes } from '../booking/seats.ts';
import { RELEASE_HOUR } from '../calendar/make-day.ts';
import { cityNow, hasBegun } from '../days.ts';
import type { EventsCode } from '../errors.ts';
import { blockTag, newBlockCode, slipCode } from './code.ts';
import type { HelpersCode } from './errors.ts';
import { type FreeTime, spreadSlips } from './spread.ts';

type Parts = Pick<Context, 'store' | 'secrets' | 'random' | 'clock' | 'program'>;

export const MOST_SLIPS = 200;

export type BlockWish = {
  /** Of the form: a press that is repeated gives no second block. */
  id: string;
  mark: string;
  helper: string;
  /** People of each slip. */
  sizes: readonly number[];
  /** Days before the day on which everybody can book what was not given out, from noon on. */
  returnsDays: number;
};

type Slip = { number: number; party: number; starts: number; tag: Uint8Array };

/**
 * Gives a group of helpers places of a day, as slips. Their codes come of the group's code, which is returned once and stored nowhere.
 * @throws Fault `block-size-impossible` {most} | `block-returns-impossible` | `event-unknown` | `event-gives-no-places` | `block-places-few` {free} | `block-made`
 */
export async function giveBlock(parts: Parts, wish: BlockWish): Promise<{ code: string }> {
  const { store, secrets, random, clock, program } = parts;
  const most = program.program.desk.partyMax;
  const { sizes } = wish;
  if (sizes.length < 1 || sizes.length > MOST_SLIPS || sizes.some((size) => size < 1 || size > most))
    throw new Fault<HelpersCode>('block-size-impossible', { most: MOST_SLIPS });
  const code = newBlockCode(random);
  await store.write(async (tx) => {
    const day = await lockDay(tx, wish.mark);
    const returns = returnsAt(parts, day.day, wish.returnsDays);
    const now = clock.now();
    if (returns <= now) throw new Fault<HelpersCode>('block-returns-impossible');
    const slips = slipsOf(await freeTimes(parts, tx, day), sizes, (number) =>
      bookingTag(secrets.codes, slipCode(secrets, code, number)),
    );
    const made = await tx
      .insertInto('event_blocks')
      .values({
        ...{ id: wish.id, event: day.id, helper: wish.helper, tag: blockTag(secrets, code) },
        ...{ slips: slips.length, people: sizes.reduce((sum, size) => sum + size, 0) },
        ...{ returns_at: returns, ends_on: addDays(day.day, 1) },
      })
      .onConflict((one) => one.column('id').doNothing())
      .returning('id')
      .executeTakeFirst();
    if (!made) throw new Fault<HelpersCode>('block-made');
    for (const slip of slips) await bookSlip(tx, day, slip, { returns, now });
  });
  return { code };
}

type Day = { id: string; day: PlainDate };

/** Under the locks of all its times, so that nobody else takes its places meanwhile. */
async function lockDay(tx: Writer, mark: string): Promise<Day> {
  const one = () => tx.selectFrom('event_days').select(['id', 'day', 'state']).where('mark', '=', mark);
  const before = await one().executeTakeFirst();
  if (!before) throw new Fault<EventsCode>('event-unknown');
  const times = await tx.selectFrom('event_times').select('starts').where('event', '=', before.id).execute();
  await lockTimes(
    tx,
    before.id,
    times.map(({ starts }) => starts),
  );
  const day = await one().forShare().executeTakeFirstOrThrow();
  if (day.state !== 'announced') throw new Fault<EventsCode>('event-gives-no-places');
  return day;
}

/** Noon of a day before the day, in the city. */
const returnsAt = ({ program }: Pick<Parts, 'program'>, day: PlainDate, days: number): Date =>
  instantIn(program.program.city.timeZone, addDays(day, -days), RELEASE_HOUR * 60);

/** What is kept for helpers and no group has, of the times that are still to come. */
export async function freeTimes(
  parts: Pick<Parts, 'clock' | 'program'>,
  read: Reader,
  { id, day }: Day,
): Promise<FreeTime[]> {
  const rows = await read
    .selectFrom('event_seats')
    .select(['starts', sql<number>`count(*)::integer`.as('free')])
    .where('event', '=', id)
    .where(isHelpers(parts.clock.now()))
    .groupBy('starts')
    .orderBy('starts')
    .execute();
  const now = cityNow(parts);
  return rows.filter(({ starts }) => !hasBegun(now, day, starts));
}

const isHelpers = (now: Date) => sql<boolean>`pool = 'helpers' and (booking is null or kept_until < ${now})`;

/** In the order of the day, so that a pile of slips is one. */
function slipsOf(
  times: readonly FreeTime[],
  sizes: readonly number[],
  tagOf: (number: number) => Uint8Array,
): Slip[] {
  const starts = spreadSlips(times, sizes);
  if (!starts) {
    const free = times.reduce((sum, time) => sum + time.free, 0);
    throw new Fault<HelpersCode>('block-places-few', { free });
  }
  return sizes
    .map((party, at) => ({ party, starts: starts[at] ?? 0 }))
    .sort((a, b) => a.starts - b.starts || b.party - a.party)
    .map((slip, at) => ({ ...slip, number: at + 1, tag: tagOf(at + 1) }));
}

async function bookSlip(
  tx: Writer,
  { id: event, day }: Day,
  { party, starts, tag }: Slip,
  { returns, now }: { returns: Date; now: Date },
): Promise<void> {
  const booking = randomUUID();
  await tx
    .insertInto('event_bookings')
    .values({ ...{ id: booking, event, party, tag }, state: 'kept', ends_on: addDays(day, 1) })
    .execute();
  const free = tx
    .selectFrom('event_seats')
    .select('seat')
    .where('event', '=', event)
    .where('starts', '=', starts)
    .where(isHelpers(now))
    .orderBy('seat')
    .limit(party);
  // From `returns` on anybody can take them, as long as nobody said yes.
  await tx
    .updateTable('event_seats')
    .set({ booking, kept_until: returns, released_at: returns })
    .where('event', '=', event)
    .where('starts', '=', starts)
    .where('seat', 'in', free)
    .execute();
}

/** Closes a group's page. Slips that it printed stay what they are: somebody may have one in their pocket. */
export async function withdrawBlock({ store }: Pick<Parts, 'store'>, id: string): Promise<void> {
  await store.write(async (tx) => {
    await tx.updateTable('event_blocks').set({ withdrawn: true }).where('id', '=', id).execute();
  });
}

/** A group as the event manager sees it: counts of what was given and what came back, and nothing of anybody who came. */
export type GivenBlock = {
  id: string;
  helper: string;
  slips: number;
  people: number;
  back: number;
  returnsAt: Date;
  withdrawn: boolean;
};

export async function blocksOf(read: Reader, event: string): Promise<GivenBlock[]> {
  const rows = await read
    .selectFrom('event_blocks')
    .select(['id', 'helper', 'slips', 'people', 'back', 'returns_at', 'withdrawn'])
    .where('event', '=', event)
    .orderBy('helper')
    .orderBy('id')
    .execute();
  return rows.map(({ back, returns_at: returnsAt, ...row }) => ({ ...row, back: back.length, returnsAt }));
}
