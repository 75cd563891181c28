import { ASSUMED_SERVICE, averageOf, type ServiceQuantiles as Quantiles } from './service-times.ts';
import { soonestFirst } from './soonest-first.ts';

/** Minutes since 1970: durations between them are true in the night of a change of clocks too. */
export type Instant = number;

/** A ticket as the order of the day sees it: who has it is not known. */
export type Waiting = {
  number: number;
  /** Its number, or for one that was missed the number that it waits behind. */
  place: number;
  /** How often it was called and nobody came. */
  missed: number;
  /** 0; of those that were missed, the later the larger. */
  turn: number;
  party: number;
};

/** Who is called before whom. */
export const sooner = (a: Waiting, b: Waiting): number =>
  a.place - b.place || a.turn - b.turn || a.number - b.number;

/** Parties that are called before one that was missed once and has come back. */
export const BACK_BEHIND = 3;

/**
 * Where somebody who was missed waits on: the first time behind the next three, since they had waited already; after that behind all
 * who wait now, so that nobody is passed by the same ticket twice.
 * @param waiting in any order, without the ticket itself
 * @returns where it waits, once its turn is later than theirs
 */
export function comeBack(ticket: Waiting, waiting: readonly Waiting[]): Pick<Waiting, 'place'> {
  const others = waiting.toSorted(sooner);
  const behind = others.at(ticket.missed <= 1 ? Math.min(BACK_BEHIND, others.length) - 1 : -1);
  return { place: Math.max(ticket.place, behind?.place ?? 0) };
}

/** What was measured at the door today: people who were served, and the minutes that stations had somebody. */
export type Measured = { people: number; minutes: number };

/** So many people of the supposition weigh in, so that the first slow party does not double every time on the wall. */
const SUPPOSED_PEOPLE = 10;

/**
 * Minutes that one person takes at a station: what other days taught or else our supposition, and ever less of it the more was measured
 * today.
 */
export const paceOf = ({ people, minutes }: Measured, expected: Quantiles = ASSUMED_SERVICE): number =>
  (SUPPOSED_PEOPLE * averageOf(expected) + minutes) / (SUPPOSED_PEOPLE + people);

/** A line as it stands. */
export type Line = {
  waiting: readonly Waiting[];
  /** Parties at a station: since when, and how many they are. */
  serving: readonly { since: Instant; party: number }[];
  /** Stations that call. */
  stations: number;
  /** Minutes for one person. */
  pace: number;
  now: Instant;
  opens: Instant;
  closes: Instant;
};

/** When each is called, if all goes on as it goes now; in the order of the calls. Nothing where no station calls. */
export function callTimes(line: Line): readonly { number: number; at: Instant }[] {
  const { now, opens, stations, pace, serving } = line;
  if (stations < 1) return [];
  const begins = Math.max(now, opens);
  const free = soonestFirst<'free'>();
  for (let station = 0; station < stations; station++) {
    const busy = serving[station];
    free.add(Math.max(begins, busy ? busy.since + busy.party * pace : begins), 'free');
  }
  return line.waiting.toSorted(sooner).map(({ number, party }) => {
    const at = free.take()?.at ?? begins;
    free.add(at + party * pace, 'free');
    return { number, at };
  });
}

/** When a party that came now behind all others would be called; null where no station calls. */
export function newcomerTime(line: Line): Instant | null {
  const place = line.waiting.reduce((last, one) => Math.max(last, one.place), 0) + 1;
  const newcomer = { number: place, place, missed: 0, turn: 0, party: 1 };
  const times = callTimes({ ...line, waiting: [...line.waiting, newcomer] });
  return times.at(-1)?.at ?? null;
}

/** `unsure` is never said as a yes or a no. */
export type Reached = 'yes' | 'unsure' | 'no';

/** A time of coming back is a span, since nobody knows it better. */
export type ReturnTime = { from: Instant; until: Instant };

const STEP = 5;
/** The span is early enough that a line that moves faster misses few, and late enough that numbers left free may be used. */
const EARLY = 0.85;
const LATE = 1.3;
const AT_LEAST = 10;

/** The span in which a party is called that is expected at a time, in steps of five minutes. */
export function returnTime(at: Instant, now: Instant): ReturnTime {
  const ahead = Math.max(0, at - now);
  return {
    from: Math.max(now, Math.floor((now + ahead * EARLY) / STEP) * STEP),
    until: Math.ceil((now + ahead * LATE + AT_LEAST) / STEP) * STEP,
  };
}

export function reached(at: Instant, { now, closes }: Pick<Line, 'now' | 'closes'>): Reached {
  const { from, until } = returnTime(at, now);
  if (from >= closes) return 'no';
  return until <= closes ? 'yes' : 'unsure';
}

/**
 * The lowest number of those that are not reached today, if all goes on as it goes now; null where everybody is. Only what is certain
 * enough to send people home: a number that may be reached is not among them.
 */
export function notReachedFrom(line: Line): number | null {
  const lost = callTimes(line)
    .filter(({ at }) => reached(at, line) === 'no')
    .map(({ number }) => number);
  return lost.length > 0 ? Math.min(...lost) : null;
}
