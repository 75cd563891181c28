import type { Reader } from '../../store/store.ts';
import { waits } from '../queue.ts';
import { type Holder, holdersOf, worksAlone } from './holders.ts';
import { livingRows } from './living.ts';
import { halfCounter } from './sealed-half.ts';

/** What is there and opens for nobody who works here now, in counts: people left, or their keys did. */
export type Unopenable = {
  /** Appeals and second looks that wait for a reviewer who has not decided about them yet. */
  another: number;
  /** Applications that wait for any reviewer at all whose key they are sealed to. */
  anybody: number;
  /** Decided ones of which fewer than two halves are with people who work here: they open for their owner alone. */
  halves: number;
};

/** Looks into no box: whom each is sealed to stands beside it. */
export async function unopenable(read: Reader): Promise<Unopenable> {
  return { ...(await waitingForNobody(read)), halves: await withoutTwoHalves(read) };
}

export async function waitingForNobody(read: Reader): Promise<Pick<Unopenable, 'another' | 'anybody'>> {
  const reviewers = await holdersOf(read, 'reviewer');
  const alone = await worksAlone(read);
  const rows = await read
    .selectFrom('applications')
    .select(['state', 'first_reviewer', 'review_keys'])
    .where(waits())
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

/** Applications with something left to open of which fewer than two halves are with people who work here. */
export async function withoutTwoHalves(read: Reader): Promise<number> {
  const countIn = await halfCounter(await holdersOf(read, 'evidence-officer'));
  let without = 0;
  for await (const row of livingRows(read)) {
    const halves = [...countIn(row).values()].reduce((sum, count) => sum + count, 0);
    if (halves < 2) without += 1;
  }
  return without;
}
