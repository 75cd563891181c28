import type { CityClock } from '../clock.ts';
import type { ClockMark } from './clock-mark.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 86_400_000;
/**
 * How much faster than time has run a clock may have gone and be right all the same. A kernel corrects the frequency of its clock by
 * 500 millionths at most, 43 seconds a day (adjtimex(2)), and quartz is off by less.
 */
const DRIFT = 500e-6;
/** Two clocks that differ by less agree. */
export const AGREE = 5 * MINUTE;
/** What the time that ran is behind after a machine was started anew: worth no word below. */
const WORTH_SAYING = 15 * MINUTE;

/** For pages: up to when time is borne out, while what ends for its date waits for a second clock; null while nothing does, or in doubt. */
export function timeWaits(clock: CityClock): Date | null {
  const behind = clock.now().getTime() - clock.earliest().getTime();
  return clock.trusted() && behind > WORTH_SAYING ? clock.earliest() : null;
}

export type SureTime = {
  /** Milliseconds since 1970. Not ahead of the wall clock. */
  reached(): number;
  hear(other: number): 'borne-out' | 'disagrees' | null;
  /** The moment up to which time is borne out, while the wall clock is further on than that by more than a quarter of an hour. */
  waits(): number | null;
  /** As it is kept: from here on time counts anew, so that small corrections are no store for a leap. */
  fold(): number;
};

type Clocks = { wall: () => number; elapsed: () => number };

/**
 * The time as far as it is certain. It goes on by what the machine counts and follows the wall clock no further than clocks drift
 * meanwhile. Over a rest that nobody counted, and over a leap, it steps only when a second clock shows what the wall clock shows.
 */
export function openSureTime({ wall, elapsed }: Clocks, first: number): SureTime {
  let base = { at: first, elapsed: elapsed() };
  const ran = () => base.at + elapsed() - base.elapsed;
  const drifted = () => (elapsed() - base.elapsed) * DRIFT;
  const reached = () => (wall() - ran() <= drifted() ? wall() : ran());
  return {
    reached,
    hear(other) {
      if (wall() - reached() < SECOND) return null;
      if (Math.abs(other - wall()) > AGREE) return 'disagrees';
      // The earlier of both: each of them has been there.
      base = { at: Math.max(Math.min(other, wall()), ran()), elapsed: elapsed() };
      return 'borne-out';
    },
    waits: () => (wall() - reached() > WORTH_SAYING ? reached() : null),
    fold() {
      base = { at: Math.abs(wall() - ran()) <= drifted() ? wall() : ran(), elapsed: elapsed() };
      return Math.min(wall(), base.at);
    },
  };
}

/**
 * What is certain at a start: what was kept, and what the machine has counted since; where nothing was kept, the newest hour of
 * the ledger. A person's word is worth what they said: not beyond the end of that day. Where there was nothing before, nothing can
 * end too early.
 */
export function sureAtStart(
  wall: number,
  known: {
    mark: ClockMark | null;
    passed: number | null;
    /** UTC day that a person said it is, if it is about now. */
    said: string | null;
    elapsed: number;
    boot: string | null;
  },
): number {
  const { mark, passed, said } = known;
  const kept = mark === null ? passed : mark.sure + countedSince(mark, known);
  const told = said === null ? null : Math.min(wall, Date.parse(`${said}T00:00:00Z`) + DAY);
  if (kept === null) return told ?? wall;
  // Who looked at a calendar may find that what was kept had run ahead.
  return told !== null && (kept < told || kept > wall) ? told : kept;
}

/** In one run of the machine its count tells; it was started anew since then at the earliest when it began to count again. */
function countedSince({ counted }: ClockMark, now: { elapsed: number; boot: string | null }): number {
  if (counted === null || now.boot === null) return 0;
  return counted.boot === now.boot ? Math.max(0, now.elapsed - counted.elapsed) : now.elapsed;
}
