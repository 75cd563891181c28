import type { CityClock, Clock } from '../clock.ts';
import { readMark, writeMark } from './clock-mark.ts';
import { openSureTime, sureAtStart } from './sure-time.ts';

export { clockMark } from './clock-mark.ts';

/**
 * Two readings of one clock, because what dates and what ends err on opposite sides. `now` is the city's time: never before
 * the last trusted moment, nor before anything that it said itself. `earliest` is what is certain of it.
 */
export type SteadyClock = CityClock & {
  /** Up to when time is borne out, while what ends for its date waits for a second clock; null while nothing does. */
  waits(): Date | null;
  /**
   * What a start may keep: the first mark of all, or the day that a person said. Else the one of before says as much, and to write
   * what the wall clock shows now would let every start believe it a little further.
   */
  begin(): Promise<void>;
  /** Keeps the moment for the next start. Durable when it resolves; nothing is kept while the clock is not trusted. */
  mark(): Promise<void>;
};

/** What the rooms that end records go by. */
export type RoomClock = CityClock;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Time servers correct less in a day. */
const SLACK = HOUR;
/** Longest rest of the service that is taken for a rest, and not for a wrong clock. */
const REST = 72 * HOUR;

export type SteadyParts = {
  clock: Clock;
  /** Milliseconds that ran, from any start; goes on while the machine sleeps, and no setting of the clock moves it. */
  elapsed: () => number;
  /** In which run of the machine; null where nothing tells. */
  boot: string | null;
  /** File with the latest trusted moment. */
  path: string;
  /** UTC day that a person said it is, after looking; null if nobody did. */
  said: string | null;
  /** The newest hour of the ledger, which has passed whatever the clock shows; null where there is none. */
  passed?: Date | null;
};

export function openSteadyClock({
  clock,
  elapsed,
  boot,
  path,
  said,
  passed: hour = null,
}: SteadyParts): SteadyClock {
  const wall = () => clock.now().getTime();
  const mark = readMark(path);
  const passed = hour?.getTime() ?? null;
  const told = saidNow(said, new Date(wall())) ? said : null;
  const first = firstTrusted(wall(), { mark: mark?.seen ?? null, said: told, passed });
  let base = { wall: first, elapsed: elapsed() };
  /** The latest time that was said. */
  let high = first;
  const ran = () => base.wall + elapsed() - base.elapsed;
  const trusted = () => Math.abs(wall() - ran()) <= SLACK;
  const sure = openSureTime(
    { wall, elapsed },
    sureAtStart(wall(), { mark, passed, said: told, elapsed: elapsed(), boot }),
  );
  const keep = async () => {
    if (!trusted()) return;
    // Small corrections add up over months; taken in once a day, a clock that runs too fast still shows.
    if (elapsed() - base.elapsed > DAY) base = { wall: wall(), elapsed: elapsed() };
    const seen = Math.min(wall(), ran());
    const counted = boot === null ? null : { elapsed: elapsed(), boot };
    await writeMark(path, { seen, sure: sure.fold(), counted });
  };
  return {
    now() {
      high = Math.max(high, trusted() ? wall() : ran());
      return new Date(high);
    },
    earliest: () => new Date(Math.min(wall(), sure.reached())),
    trusted,
    // In doubt the machine's clock is the one that is wrong: nothing bears that out.
    hear: (other) => (trusted() ? sure.hear(other.getTime()) : null),
    waits() {
      const since = trusted() ? sure.waits() : null;
      return since === null ? null : new Date(since);
    },
    begin: async () => {
      if (mark === null || told !== null) await keep();
    },
    mark: keep,
  };
}

/** Whether a person has said that it is this day; what was said of another day says nothing. */
export function saidNow(said: string | null, now: Date): boolean {
  return said !== null && Math.abs(Date.parse(`${said}T12:00:00Z`) - now.getTime()) <= 1.5 * DAY;
}

type Known = { mark: number | null; said: string | null; passed: number | null };

/** Where counting starts: the wall clock if what is known bears it out, else the latest that is. */
function firstTrusted(wall: number, { mark, said, passed }: Known): number {
  if (said !== null) return wall;
  if (passed !== null && wall < passed - SLACK) return Math.max(passed, mark ?? passed);
  if (mark === null) return wall;
  return wall >= mark - SLACK && wall <= mark + REST ? wall : mark;
}
