import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { addDays, instantIn, type PlainDate, plainDateIn, wallClockIn } from '@commonkey/program';
import type { BrowserContext } from 'playwright-core';

export const TIME_ZONE = 'America/Chicago';

/** The time of an event day: of the service, its key process, and the tablets at the tables. It goes on as somebody says. */
export type DayTime = {
  day: PlainDate;
  /** For the environment of the service. */
  env: Readonly<Record<string, string>>;
  /** The minute of the day that it is now. */
  minute(): number;
  /** Sets the clocks to a minute of the day, or of another. They run on from there. */
  to(minute: number, day?: PlainDate): Promise<void>;
  /** A browser whose clock is this one, on pages that are opened from now on and on those that are. */
  wear(context: BrowserContext): Promise<void>;
};

type Cleaning = { after(work: () => Promise<unknown>): void };
const MACHINE = fileURLToPath(new URL('./event-day-machine.mjs', import.meta.url));

/** The day after tomorrow: nothing in it has begun, whatever the hour at which a test runs. */
export async function dayTime(t: Cleaning): Promise<DayTime> {
  const folder = await mkdtemp(join('/dev/shm', 'commonkey-time-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = join(folder, 'ahead');
  const day = addDays(plainDateIn(TIME_ZONE, new Date()), 2);
  const worn: BrowserContext[] = [];
  const machine = pathToFileURL(MACHINE);
  machine.searchParams.set('ahead', file);
  let ahead = 0;
  const dress = async (context: BrowserContext) => {
    await context.addInitScript(setClock, ahead);
    for (const page of context.pages()) await page.evaluate(setClock, ahead);
  };
  return {
    day,
    env: { NODE_OPTIONS: `--import=${machine.href}` },
    minute: () => wallClockIn(TIME_ZONE, new Date(Date.now() + ahead)).minute,
    async to(minute, on = day) {
      ahead = instantIn(TIME_ZONE, on, minute).getTime() - Date.now();
      await writeFile(`${file}.next`, String(ahead));
      await rename(`${file}.next`, file);
      for (const context of worn) await dress(context);
    },
    async wear(context) {
      worn.push(context);
      await dress(context);
    },
  };
}

/** In the page. Only the clock on the wall: what a page waits for takes as long as it takes. */
function setClock(ahead: number): void {
  const worn = window as unknown as { ahead?: number };
  const Machine = Date;
  if (worn.ahead === undefined)
    window.Date = class extends Machine {
      constructor(...given: [] | [number]) {
        if (given.length === 0) super(Machine.now() + (worn.ahead ?? 0));
        else super(...given);
      }
      static override now(): number {
        return Machine.now() + (worn.ahead ?? 0);
      }
    } as unknown as DateConstructor;
  worn.ahead = ahead;
}
