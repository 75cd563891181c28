import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { CityClock, Clock } from '../clock.ts';
import { writeWhole } from '../write-whole.ts';

/**
 * Two readings of one clock, because what dates and what ends err on opposite sides. `now` is the city's time: never before
 * the last trusted moment, nor before anything that it said itself.
 */
export type SteadyClock = CityClock & {
  /**
   * The time as far as it is borne out: never ahead of the wall clock, and never further ahead of the last trusted moment
   * than time has really run. A clock that leaps can so end no record early and let no provisional hold lapse.
   */
  earliest(): Date;
  /** Keeps the moment for the next start. Durable when it resolves; nothing is kept while the clock is not trusted. */
  mark(): Promise<void>;
};

/** What the rooms that end records go by. */
export type RoomClock = Omit<SteadyClock, 'mark'>;

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
  /** File with the latest trusted moment. */
  path: string;
  /** UTC day that a person said it is, after looking; null if nobody did. */
  said: string | null;
  /** The newest hour of the ledger, which has passed whatever the clock shows; null where there is none. */
  passed?: Date | null;
};

/** Where a service keeps its mark. */
export const clockMark = (dataFolder: string): string => join(dataFolder, 'secrets', 'clock');

export function openSteadyClock({ clock, elapsed, path, said, passed = null }: SteadyParts): SteadyClock {
  const wall = () => clock.now().getTime();
  const first = firstTrusted(wall(), { mark: readMark(path), said, passed: passed?.getTime() ?? null });
  let base = { wall: first, elapsed: elapsed() };
  /** The latest time that was said. */
  let high = first;
  const ran = () => base.wall + elapsed() - base.elapsed;
  const trusted = () => Math.abs(wall() - ran()) <= SLACK;
  return {
    now() {
      high = Math.max(high, trusted() ? wall() : ran());
      return new Date(high);
    },
    earliest: () => new Date(trusted() ? wall() : Math.min(wall(), ran())),
    trusted,
    async mark() {
      if (!trusted()) return;
      // Small corrections add up over months; taken in once a day, a clock that runs too fast still shows.
      if (elapsed() - base.elapsed > DAY) base = { wall: wall(), elapsed: elapsed() };
      await writeMark(path, new Date(Math.min(wall(), ran())));
    },
  };
}

/** Whether a person has said that it is this day; what was said of another day says nothing. */
export function saidNow(said: string | null, now: Date): boolean {
  return said !== null && Math.abs(Date.parse(`${said}T12:00:00Z`) - now.getTime()) <= 1.5 * DAY;
}

type Known = { mark: number | null; said: string | null; passed: number | null };

/** Where counting starts: the wall clock if what is known bears it out, else the latest that is. */
function firstTrusted(wall: number, { mark, said, passed }: Known): number {
  if (saidNow(said, new Date(wall))) return wall;
  if (passed !== null && wall < passed - SLACK) return Math.max(passed, mark ?? passed);
  if (mark === null) return wall;
  return wall >= mark - SLACK && wall <= mark + REST ? wall : mark;
}

function readMark(path: string): number | null {
  try {
    const at = Date.parse(readFileSync(path, 'utf8'));
    return Number.isFinite(at) ? at : null;
  } catch (error) {
    if (Object(error).code === 'ENOENT') return null;
    throw error;
  }
}

async function writeMark(path: string, at: Date): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeWhole(path, at.toISOString(), 0o600);
}
