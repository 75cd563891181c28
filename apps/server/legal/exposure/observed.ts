import type { Cell } from '@commonkey/exposure';
import type { PlainDate, Program } from '@commonkey/program';
import { sql } from 'kysely';
import type { SlotAddress } from '../../keeper/operations.ts';
import type { Reader, Store } from '../../store/store.ts';
import { countApplications } from './count-applications.ts';
import { countCards } from './count-cards.ts';
import { countThings } from './count-things.ts';
import { type Look, lookAt } from './look.ts';

type Beside = { now?: Date; dead?: readonly SlotAddress[] };

/**
 * What is really there about residents, as cells to hold a demand against: from dates, series and states alone. Nothing is
 * opened, nobody is looked up, and no row leaves the database: rows that are alike come out as one number.
 *
 * @param today the day it is where the city is
 * @param beside.now for holds that end by themselves; noon of that day if not given
 * @param beside.dead records whose key is gone although their row is there
 */
export async function observedCells(
  read: Reader,
  program: Program,
  today: PlainDate,
  beside: Beside = {},
): Promise<Cell[]> {
  const look = await lookAt(read, program, today, settled(today, beside));
  return [...(await countCards(look)), ...(await countApplications(look)), ...(await countThings(look))];
}

/** The same of a whole city at once: in read-only transactions side by side, each with the memory that one count wants. */
export async function observedAtOnce(
  store: Store,
  program: Program,
  today: PlainDate,
  beside: Beside = {},
): Promise<Cell[]> {
  const look = await lookAt(store.read, program, today, settled(today, beside));
  const counting = (count: (look: Look) => Promise<Cell[]>) =>
    store.write(async (tx) => {
      await tx.selectNoFrom(SETTINGS).execute();
      return count({ ...look, read: tx });
    });
  const [lower, upper, cards, things] = await Promise.all([
    counting((own) => countApplications(own, 'lower')),
    counting((own) => countApplications(own, 'upper')),
    counting(countCards),
    countThings(look),
  ]);
  return [...cards, ...lower, ...upper, ...things];
}

/**
 * For one transaction: nothing can be changed in it, and sums of a million stay off the disk. The server takes each of a million
 * for a kind of its own and would sort them; they are few kinds, counted as they come.
 */
const SETTINGS = [
  sql`set_config('transaction_read_only', 'on', true)`.as('reads'),
  sql`set_config('work_mem', '256MB', true)`.as('memory'),
  sql`set_config('jit', 'off', true)`.as('jit'),
  sql`set_config('enable_sort', 'off', true)`.as('sort'),
  // Three counts at once are as many as there are processors to give them to.
  sql`set_config('max_parallel_workers_per_gather', '0', true)`.as('workers'),
];

const settled = (today: PlainDate, { now, dead = [] }: Beside) => ({
  now: now ?? new Date(`${today}T12:00:00Z`),
  dead,
});
