import { addDays, type PlainDate } from '@commonkey/program';
import { newBoxKeys, packBoxes, sealBox } from '@commonkey/vault';
import type { Store } from '../../../store/store.ts';
import type { ApplicationState } from '../../../store/tables/portal.ts';
import { random, type VaultHall } from '../../../vault/testing/hall.ts';

/** Kinds of records of an application. */
export type Kind = 'draft' | 'piece' | 'papers' | 'card' | 'contact' | 'review-box';
/** What is sealed under a name that nobody has: who it is about, and what of theirs. */
export type Plain = { person: number; kind: Kind; documents: number };
export type BoxKeys = Awaited<ReturnType<typeof newBoxKeys>>;
export type SmallCity = { people: readonly string[]; reviewer: BoxKeys; today: PlainDate };

const STATES: readonly ApplicationState[] = ['draft', 'waiting', 'waiting', 'approved', 'denied', 'asked'];
const SEALED: Readonly<Partial<Record<ApplicationState, readonly Kind[]>>> = {
  draft: ['draft', 'piece', 'piece'],
  waiting: ['papers', 'card', 'contact', 'review-box'],
  asked: ['papers', 'card', 'review-box'],
  approved: ['card', 'contact'],
  denied: ['papers', 'card'],
};

/** Numbers that a seed gives, the same each time (mulberry32). */
export function seeded(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

/** People whose records are really sealed, under a real key process, with the locks that each kind has. */
export async function smallCity(
  { store }: { store: Store },
  hall: VaultHall,
  { count, seed, today }: { count: number; seed: number; today: PlainDate },
): Promise<SmallCity> {
  const draw = seeded(seed);
  const reviewer = await newBoxKeys();
  const people: string[] = [];
  for (let person = 0; person < count; person += 1) {
    const state = STATES[draw(STATES.length)] ?? 'waiting';
    const decided = state === 'approved' || state === 'denied' ? addDays(today, -draw(20)) : null;
    // Sent before halves were made: one reviewer's box is the only way to it, and it outlasts the days that are looked at.
    const lone = (state === 'waiting' || state === 'asked') && person % 3 === 0;
    const id = await hall.application(addDays(today, 60 + draw(60)));
    people.push(id);
    await store.write((tx) =>
      tx
        .updateTable('applications')
        .set({
          state,
          decided_on: decided,
          dual_boxes: lone || state === 'draft' ? null : new Uint8Array([1]),
          waiting_since: state === 'waiting' ? new Date(`${today}T00:00:00Z`) : null,
        })
        .where('id', '=', id)
        .execute(),
    );
    // Not everybody wants to be told.
    for (const kind of (SEALED[state] ?? []).filter((one) => one !== 'contact' || draw(2) === 0)) {
      const plain: Plain = { person, kind, documents: 1 + draw(4) };
      const bytes =
        kind === 'review-box'
          ? await packBoxes([
              { publicKey: reviewer.publicKey, box: await sealBox(reviewer.publicKey, hall.share, id) },
            ])
          : Buffer.from(JSON.stringify(plain));
      // A draft opens with its owner's code: a share that nobody else ever has.
      const owners = kind === 'draft' || kind === 'piece' ? random(32) : hall.share;
      const share = kind === 'contact' || kind === 'review-box' ? null : owners;
      const endsOn = addDays(today, (lone ? 40 : 5) + draw(50));
      const sealed = await hall.vault.seal({ application: id, kind, endsOn, plain: bytes, share });
      await store.write((tx) => hall.vault.keep(tx, sealed));
    }
  }
  return { people, reviewer, today };
}
