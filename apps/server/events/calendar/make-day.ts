import { randomUUID } from 'node:crypto';
import {
  ASSUMED_PRINT_MINUTES,
  type PlannedTime,
  planPlaces,
  promiseOf,
  releaseOf,
  type ServiceQuantiles,
} from '@commonkey/events';
import { addDays, addYears, instantIn, type PlainDate } from '@commonkey/program';
import { Fault } from '@commonkey/words';
import { drawCode } from '../../code-letters.ts';
import type { Context } from '../../context.ts';
import { state } from '../../store/statements.ts';
import type { Writer } from '../../store/store.ts';
import type { EventAccess } from '../../store/tables/events.ts';
import { cityNow, hasBegun } from '../days.ts';
import { yesUntil } from '../draw/draw.ts';
import type { EventsCode } from '../errors.ts';
import { serviceBefore } from '../learned.ts';
import { planFor } from '../sites/ask.ts';
import { oddHour, realSlots } from './real-slots.ts';

export type DayWish = {
  /** Of the form: a press that is repeated makes no second day. */
  id: string;
  day: PlainDate;
  /** Minutes of the city's day. */
  opens: number;
  closes: number;
  place: string;
  address: string;
  access: readonly EventAccess[];
  languages: readonly string[];
  stations: number;
  printers: number;
  slotMinutes: number;
  walkInShare: number;
  helperShare: number;
  /** Days before the day. */
  releases: readonly number[];
  /** Days before the day on which its places are drawn; null: whoever books first has them. */
  drawDays: number | null;
  /** The accepted request of an organisation that it comes from. */
  site?: string | undefined;
};

type Parts = Pick<Context, 'store' | 'random' | 'clock' | 'program'>;

/** Places of a release can be booked from this hour on: when people are awake, and not when scripts are. */
export const RELEASE_HOUR = 12;
/** Years. Calendars are made for months. */
const LONGEST_AHEAD = 1;

/** @throws Fault `event-day-impossible`, of today `event-hour-passed` */
export function requireToCome(
  now: ReturnType<typeof cityNow>,
  { day, opens }: Pick<DayWish, 'day' | 'opens'>,
): void {
  if (day < now.day || day > addYears(now.day, LONGEST_AHEAD))
    throw new Fault<EventsCode>('event-day-impossible');
  if (hasBegun(now, day, opens)) throw new Fault<EventsCode>('event-hour-passed');
}

/**
 * The times of a wished day, as its page would show them.
 * @throws Fault `event-day-impossible` | `event-hour-passed` | `event-hours-impossible` | `event-shares-impossible` |
 * `event-opens-left-out` | `event-closes-left-out` | `event-hour-twice` | those of `planPlaces`
 */
export function lookAhead(
  parts: Omit<Parts, 'store'>,
  wish: DayWish,
  service: ServiceQuantiles,
): PlannedTime[] {
  const now = cityNow(parts);
  requireToCome(now, wish);
  if (wish.drawDays !== null && !drawsInTime(parts, wish.day, wish.drawDays))
    throw new Fault<EventsCode>('event-draw-impossible');
  if (wish.opens >= wish.closes) throw new Fault<EventsCode>('event-hours-impossible');
  if (wish.walkInShare + wish.helperShare > 100) throw new Fault<EventsCode>('event-shares-impossible');
  const slots = slotsOf(parts.program.program.city.timeZone, wish);
  return planPlaces({ ...wish, slots, service, printMinutes: ASSUMED_PRINT_MINUTES });
}

/** Hours that clocks show twice are refused: one word on a page would be two moments, and half of all people would come at the wrong one. */
function slotsOf(timeZone: string, wish: DayWish) {
  const { day, opens, closes } = wish;
  const odd = (minute: number) => oddHour(timeZone, day, minute);
  if (odd(opens) === 'left-out') throw new Fault<EventsCode>('event-opens-left-out');
  if (odd(closes) === 'left-out') throw new Fault<EventsCode>('event-closes-left-out');
  const slots = realSlots(timeZone, wish);
  const shown = slots ? [...slots.map(({ starts }) => starts), closes] : [];
  if (shown.some((minute) => odd(minute) === 'twice')) throw new Fault<EventsCode>('event-hour-twice');
  return slots;
}

/** A draw is to come, and leaves time to say yes. */
function drawsInTime(
  { program, clock }: Pick<Parts, 'program' | 'clock'>,
  day: PlainDate,
  days: number,
): boolean {
  const at = instantIn(program.program.city.timeZone, addDays(day, -days), RELEASE_HOUR * 60);
  return days >= 2 && at > clock.now();
}

/** Announces a day: from then on everybody sees it, and its places can be booked as they are released. */
export async function announceDay(parts: Parts, wish: DayWish): Promise<string> {
  const { store, random } = parts;
  const times = lookAhead(parts, wish, await serviceBefore(store.read, wish.day));
  const mark = drawCode(random, 5);
  return store.write(async (tx) => {
    const made = await tx
      .insertInto('event_days')
      .values({ ...rowOf(wish), mark })
      .onConflict((one) => one.column('id').doNothing())
      .returning('mark')
      .executeTakeFirst();
    if (!made)
      return (
        await tx.selectFrom('event_days').select('mark').where('id', '=', wish.id).executeTakeFirstOrThrow()
      ).mark;
    await tx
      .insertInto('event_times')
      .values(times.map(({ starts, walkIns }) => ({ event: wish.id, starts, walk_ins: walkIns })))
      .execute();
    if (wish.site !== undefined) await planFor(tx, wish.site, mark);
    await promiseDraw(parts, tx, wish, mark);
    const seats = seatsOf(parts, wish, times);
    if (seats.length > 0) await tx.insertInto('event_seats').values(seats).execute();
    return mark;
  });
}

const rowOf = (wish: DayWish) => ({
  ...{ id: wish.id, version: 1, state: 'announced' as const, reason: null },
  ...{ day: wish.day, opens: wish.opens, closes: wish.closes },
  ...{ place: wish.place, address: wish.address },
  ...{ access: [...wish.access], languages: [...wish.languages] },
  ...{ stations: wish.stations, printers: wish.printers, slot_minutes: wish.slotMinutes },
  ...{ walk_in_share: wish.walkInShare, helper_share: wish.helperShare },
  releases: [...wish.releases].sort((a, b) => b - a),
});

/** The seed of a draw is drawn before anybody enters, and promised in public, so that it suits nobody. */
async function promiseDraw(parts: Parts, tx: Writer, wish: DayWish, mark: string): Promise<void> {
  if (wish.drawDays === null) return;
  const { program, random } = parts;
  const closes = addDays(wish.day, -wish.drawDays);
  const seed = random(32);
  await tx
    .insertInto('event_draws')
    .values({
      event: wish.id,
      closes_at: instantIn(program.program.city.timeZone, closes, RELEASE_HOUR * 60),
      seed,
    })
    .execute();
  await state(tx, { kind: 'draw-promised', subject: mark, digest: promiseOf(seed) }, parts);
}

/** Every place of a day: each release has some of every part of the day. */
function seatsOf({ program }: Pick<Context, 'program'>, wish: DayWish, times: readonly PlannedTime[]) {
  const { timeZone } = program.program.city;
  const released =
    wish.drawDays === null
      ? [...wish.releases]
          .sort((a, b) => b - a)
          .map((days) => instantIn(timeZone, addDays(wish.day, -days), RELEASE_HOUR * 60))
      : // Drawn first; what nobody said yes to is given on the evening before.
        [yesUntil({ program }, wish.day)];
  let drawn = 0;
  // What no group of helpers got goes to everybody.
  const eve = yesUntil({ program }, wish.day);
  return times.flatMap(({ starts, open, helpers }) => {
    const seat = (at: number, pool: 'open' | 'helpers') => {
      const [first = new Date(0)] = released;
      const from = pool === 'open' ? (released[releaseOf(drawn++, released.length)] ?? first) : eve;
      return { event: wish.id, starts, seat: at + 1, pool, released_at: from };
    };
    return [
      ...Array.from({ length: open }, (_, at) => seat(at, 'open')),
      ...Array.from({ length: helpers }, (_, at) => seat(open + at, 'helpers')),
    ];
  });
}

export const newDayId = (): string => randomUUID();
