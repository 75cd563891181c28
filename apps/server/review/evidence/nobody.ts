import { boxCounter } from '@commonkey/vault';
import type { Reader } from '../../store/store.ts';
import { waits } from '../queue.ts';
import { type Holder, holdersOf, worksAlone } from './holders.ts';

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

/**
 * Halves are counted, not passkeys: one person with two of them holds one half, and in what a city hall of one took in, that
 * person holds both.
 */
async function withoutTwoHalves(read: Reader): Promise<number> {
  const officers = await holdersOf(read, 'evidence-officer');
  const counters = await Promise.all(officers.map(({ keys }) => boxCounter(keys)));
  const rows = await read
    .selectFrom('applications')
    .select('dual_boxes')
    .where('dual_boxes', 'is not', null)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('vault_records as r')
          .select('r.id')
          .whereRef('r.application', '=', 'applications.id')
          .where('r.kind', 'in', ['papers', 'card'])
          .where('r.tombstoned_on', 'is', null),
      ),
    )
    .execute();
  const halvesIn = (set: Uint8Array) => counters.reduce((sum, count) => sum + Math.max(0, ...count(set)), 0);
  return rows.filter(({ dual_boxes: set }) => set !== null && halvesIn(set) < 2).length;
}
