import { uptime } from 'node:os';
import { join } from 'node:path';
import { Fault } from '@commonkey/words';
import type { KeeperCode } from '../codes.ts';
import type { Disk } from './disk.ts';

/**
 * What the keeper itself knows about the time. A clock that stands years off must not end an epoch early, nor begin one
 * late: as long as it is in doubt nothing is leased or destroyed, and an operator has to say that it is right.
 */
export type ClockGuard = {
  inDoubt(): Promise<boolean>;
  /** Fault `vault-clock-in-doubt`. */
  trust(): Promise<Date>;
  /** For a timer: goes on with a clock that was once seen. Null while it is in doubt, or before there is a vault. */
  watch(): Promise<Date | null>;
  /**
   * The time that has certainly come: no further on than time has run since the last start, counted from what had been seen
   * by then. Null in doubt. A rest may be a clock that stands wrong, so it does not count before the next start.
   */
  earliest(): Promise<Date | null>;
  /** An operator has looked: what the clock shows now is the time. */
  confirm(): Promise<void>;
};

const DAY = 86_400_000;
/** A service that rested longer than this looks like a wrong clock, and asks. */
const REST = 45 * DAY;
/** How far a clock may go back, or run away from the steady one while the process runs: time servers correct less. */
const SLACK = 2 * DAY;

export function clockGuard(
  folder: string,
  disk: Disk,
  clock: () => Date,
  /** Milliseconds since the machine started; a sleeping machine's clock has not jumped. */
  steady: () => number = () => uptime() * 1000,
): ClockGuard {
  const path = join(folder, 'clock');
  /** Latest time seen, and the steady clock at that moment. */
  let seen: { wall: number; steady: number } | undefined;
  /** What is certain of the time, and the steady clock at that moment. */
  let sure: { wall: number; steady: number } | undefined;

  const load = async (): Promise<{ wall: number; steady: number } | undefined> => {
    if (seen) return seen;
    const wall = Date.parse((await disk.read(path))?.toString('utf8') ?? '');
    if (Number.isFinite(wall)) {
      seen = { wall, steady: Number.NaN };
      sure = { wall, steady: steady() };
    }
    return seen;
  };
  const save = async (now: number): Promise<void> => {
    seen = { wall: now, steady: steady() };
    try {
      await disk.makeFolder(folder);
      await disk.write(`${path}.new`, Buffer.from(new Date(now).toISOString()));
      await disk.rename(`${path}.new`, path);
    } catch {
      // A full disk must not stop destruction; what was seen before is still on it.
      await disk.remove(`${path}.new`);
    }
  };
  const judge = async (): Promise<{ now: number; doubt: boolean }> => {
    const now = clock().getTime();
    const last = await load();
    if (!last) return { now, doubt: false };
    const gone = now - last.wall;
    const ran = steady() - last.steady;
    const jumped = !Number.isNaN(ran) && Math.abs(gone - ran) > SLACK;
    return { now, doubt: gone < -SLACK || gone > REST || jumped };
  };

  const keep = async (now: number): Promise<Date> => {
    if (!seen || Number.isNaN(seen.steady) || now - seen.wall > DAY / 2)
      await save(Math.max(now, seen?.wall ?? 0));
    return new Date(now);
  };

  return {
    inDoubt: async () => (await judge()).doubt,
    async trust() {
      const { now, doubt } = await judge();
      if (doubt) throw new Fault<KeeperCode>('vault-clock-in-doubt');
      return keep(now);
    },
    async watch() {
      const { now, doubt } = await judge();
      return doubt || !seen ? null : keep(now);
    },
    async earliest() {
      const { now, doubt } = await judge();
      if (doubt) return null;
      // Nobody has ever seen another time: there was no vault before.
      sure ??= { wall: now, steady: steady() };
      await keep(now);
      return new Date(Math.min(now, sure.wall + steady() - sure.steady));
    },
    async confirm() {
      const now = clock().getTime();
      sure = { wall: now, steady: steady() };
      await save(now);
    },
  };
}
