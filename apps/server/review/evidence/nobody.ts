import type { Reader } from '../../store/store.ts';
import { waits } from '../queue.ts';
import { type Holder, holdersOf, worksAlone } from './holders.ts';
import { livingRows } from './living.ts';
import { halfCounter, withOneAlone } from './sealed-half.ts';

/** What is there and opens for nobody who works here now, in counts: people left, or their keys did. */
export type Unopenable = {
  /** Appeals and second looks that wait for a reviewer who has not decided about them yet. */
  another: number;
  /** Applications that wait for any reviewer at all whose key they are sealed to. */
  anybody: number;
  /** Decided ones of which fewer than two halves are with people who work here: they open for their owner alone. */
  halves: number;
};

/**
 * Looks into no box: whom each is sealed to stands beside it.
 * @param lost `lostToReview`: those are counted apart
 */
export async function unopenable(read: Reader, lost: readonly string[]): Promise<Unopenable> {
  return { ...(await waitingForNobody(read, lost)), halves: await withoutTwoHalves(read) };
}

export async function waitingForNobody(
  read: Reader,
  lost: readonly string[],
): Promise<Pick<Unopenable, 'another' | 'anybody'>> {
  const reviewers = await holdersOf(read, 'reviewer');
  const alone = await worksAlone(read);
  const rows = await read
    .selectFrom('applications')
    .select(['state', 'first_reviewer', 'review_keys'])
    .where(waits(lost))
    .execute();
  const stuck = rows.filter(({ state, first_reviewer: first, review_keys: sealedTo }) => {
    const mayDecide = ({ staffId, keys }: Holder) =>
      (sealedTo === null || keys.some((key) => sealedTo.includes(key))) &&
      (alone || state === 'waiting' || staffId !== first);
    return !reviewers.some(mayDecide);
  });
  const anybody = stuck.filter(({ state }) => state === 'waiting').length;
  return { another: stuck.length - anybody, anybody };
}

/** How the halves of everything stand that has something left to open with them, in counts. */
export type HalvesNow = {
  /** Fewer than two are with people who work here. */
  without: number;
  /** One person has both, whoever else works here by now: nothing but the key process asks for a second name. */
  alone: number;
  /** One person had both at some time, those that still have them included: a backup from then gives them both. */
  onceAlone: number;
};

export async function halvesNow(read: Reader): Promise<HalvesNow> {
  const countIn = await halfCounter(await holdersOf(read, 'evidence-officer'));
  const now = { without: 0, alone: 0, onceAlone: 0 };
  for await (const row of livingRows(read)) {
    const halves = [...countIn(row).values()].reduce((sum, count) => sum + count, 0);
    if (halves < 2) now.without += 1;
    if (withOneAlone(row)) now.alone += 1;
    if (row.once_alone) now.onceAlone += 1;
  }
  return now;
}

/** Whether one person has both halves of anything that is there. Looks at what once was so, which soon is little. */
export async function anyWithOneAlone(read: Reader): Promise<boolean> {
  for await (const row of livingRows(read, { onceAlone: true })) if (withOneAlone(row)) return true;
  return false;
}

/** Applications with something left to open of which fewer than two halves are with people who work here. */
export const withoutTwoHalves = async (read: Reader): Promise<number> => (await halvesNow(read)).without;
