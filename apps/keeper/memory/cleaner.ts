import { channel } from 'node:diagnostics_channel';
import { setTimeout as pause } from 'node:timers/promises';
import { collect, unpool } from './collect.ts';
import { wash } from './wash.ts';

/** Overwrites what a process no longer needs, soon after it has had something to forget. */
export type Cleaner = {
  /** Something passed through that shall not stay. */
  stirred(): void;
  stop(): void;
};

/** So long after the last of it, so that nobody waits for the cleaning. */
const QUIET_MS = 2_000;
/** And so long after the first of it, however busy it is. */
const LATEST_MS = 60_000;
/** What a first collection lets go of is freed by the event loop afterwards. */
const BETWEEN_MS = 200;

/** Says `began` and `done` of each cleaning to whoever listens within the process: slow machines count cleanings, not seconds. */
export const CLEANINGS = 'commonkey:memory:cleaning';
const cleanings = channel(CLEANINGS);

type Parts = { quietMs?: number; latestMs?: number; clean?: () => Promise<void> };

export function openCleaner({
  quietMs = QUIET_MS,
  latestMs = LATEST_MS,
  clean = cleanMemory,
}: Parts = {}): Cleaner {
  unpool();
  let since: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let cleaning = false;

  const plan = () => {
    if (since === null || cleaning) return;
    clearTimeout(timer);
    const left = Math.min(quietMs, Math.max(0, since + latestMs - performance.now()));
    timer = setTimeout(run, left).unref();
  };
  const run = () => {
    since = null;
    cleaning = true;
    cleanings.publish('began');
    // A cleaning that fails is tried again at the next request, and a service without it is still one.
    void clean()
      .catch(() => {})
      .finally(() => {
        cleaning = false;
        cleanings.publish('done');
        plan();
      });
  };
  return {
    stirred() {
      since ??= performance.now();
      plan();
    },
    stop: () => clearTimeout(timer),
  };
}

/** Three times over: what one round frees may hold the last reference to more. */
export async function cleanMemory(): Promise<void> {
  collect();
  await pause(BETWEEN_MS);
  // Where no socket can be opened, most is gone all the same.
  await wash().catch(() => {});
  collect();
  await pause(BETWEEN_MS);
  collect();
}
