import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { Clock } from '../clock.ts';
import type { Log } from '../http/log.ts';
import type { Reader } from '../store/store.ts';
import { readIf, writeWhole } from '../write-whole.ts';
import type { SteadyClock } from './steady-clock.ts';

/** Which clock does not fit the service's time: the machine's own, the database's, or the one that the ledger was signed by. */
export const DOUBTS = ['machine', 'database', 'ledger'] as const;
export type Doubt = (typeof DOUBTS)[number];

const HOUR = 3_600_000;

const fileOf = (dataFolder: string): string => join(dataFolder, 'secrets', 'clock-doubt');

/** Says it for whoever looks from another process; null takes it back. */
export async function tellDoubt(dataFolder: string, doubt: Doubt | null): Promise<void> {
  if (doubt === null) await rm(fileOf(dataFolder), { force: true });
  else await writeWhole(fileOf(dataFolder), doubt, 0o600);
}

/** What the service on this folder last said. One that was killed took nothing back: ask whether it runs. */
export async function toldDoubt(dataFolder: string): Promise<Doubt | null> {
  const text = (await readIf(fileOf(dataFolder)))?.toString('utf8');
  return DOUBTS.find((one) => one === text) ?? null;
}

export type DoubtWatch = { look(): Promise<void>; stop(): Promise<void> };

/**
 * Looks whether the machine's clock is in doubt, and says so in the log and in the folder as soon as it is: nobody has to wait for the
 * next run of the destroyer to learn why things are refused.
 */
export function watchDoubt(parts: {
  steady: Pick<SteadyClock, 'trusted'>;
  dataFolder: string;
  log: Log;
}): DoubtWatch {
  const { steady, dataFolder, log } = parts;
  // What an earlier life said is not known any more.
  let before: boolean | null = null;
  return {
    async look() {
      const sure = steady.trusted();
      if (sure === before) return;
      before = sure;
      if (!sure) log({ event: 'fault', code: 'clock-leapt' });
      await tellDoubt(dataFolder, sure ? null : 'machine');
    },
    stop: () => tellDoubt(dataFolder, null),
  };
}

/**
 * Two clocks that disagree are one that is wrong: whose differs by more than an hour from `clock`, the database's, or that of the
 * ledger, whose checkpoints are of hours that have passed.
 */
export async function differingClock(read: Reader, clock: Clock): Promise<Exclude<Doubt, 'machine'> | null> {
  const { now: theirs } = await read.selectNoFrom(sql<Date>`now()`.as('now')).executeTakeFirstOrThrow();
  const now = clock.now().getTime();
  if (Math.abs(theirs.getTime() - now) > HOUR) return 'database';
  const slot = await newestHour(read);
  return slot && slot.getTime() > now + HOUR ? 'ledger' : null;
}

/** The newest hour that the ledger has closed; null before its first. */
export async function newestHour(read: Reader): Promise<Date | null> {
  const ledger = await read
    .selectFrom('ledger_checkpoints')
    .select(({ fn }) => fn.max('slot').as('slot'))
    .executeTakeFirst();
  return ledger?.slot ?? null;
}
