import {
  type AddressedBox,
  type BoxPublicKey,
  boxCounter,
  newBoxKeys,
  packBoxes,
  sealBox,
  splitInTwo,
} from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import type { Reader } from '../../store/store.ts';
import type { ReviewCode } from '../errors.ts';
import { type Holder, holdersOf, worksAlone } from './holders.ts';
import { dualBoxFor, reviewBoxFor } from './purposes.ts';
import { evidenceReadiness } from './readiness.ts';

/** What the `review-box` record holds, and the public keys that it opens with. */
export type ReviewersBox = { plain: Uint8Array; keys: readonly BoxPublicKey[] };

/**
 * The share of an application's file for whoever may decide about it: one box for each key of each reviewer, as the content
 * of the `review-box` record. One person alone opens it, so that record dies with the decision.
 *
 * Whoever decided before gets no box, and so has no way to decide again, whoever leaves meanwhile. Where nobody else reviews
 * the box opens for nobody and what waits goes on waiting, until it is made anew for somebody who came. Only in a city hall of
 * one may the same person decide again (docs/adr/0016-another-reviewer.md).
 *
 * @param fileShare 32 bytes
 * @param options.except who decided before
 * @throws Fault `evidence-not-ready`: nobody could open it, and nobody has decided yet
 */
export async function boxesForReviewers(
  read: Reader,
  fileShare: Uint8Array,
  application: string,
  { except }: { except?: string } = {},
): Promise<ReviewersBox> {
  const chosen = await mayDecide(read, except);
  if (chosen.length === 0 && except === undefined) throw new Fault<ReviewCode>('evidence-not-ready');
  const info = reviewBoxFor(application);
  const boxes = await Promise.all(chosen.map((holder) => boxesFor(holder, fileShare, info)));
  const plain = await packBoxes(boxes.length > 0 ? boxes.flat() : [await boxForNobody(fileShare, info)]);
  return { plain, keys: chosen.flatMap(({ keys }) => keys) };
}

async function mayDecide(read: Reader, except: string | undefined): Promise<Holder[]> {
  const reviewers = await holdersOf(read, 'reviewer');
  if (await worksAlone(read)) return reviewers;
  return reviewers.filter(({ staffId }) => staffId !== except);
}

/** Sealed to a key that is forgotten here: as large as any other, so that its size says nothing. */
async function boxForNobody(secret: Uint8Array, info: string): Promise<AddressedBox> {
  const { publicKey } = await newBoxKeys();
  return { publicKey, box: await sealBox(publicKey, secret, info) };
}

/**
 * The same share in halves, any two of which join it: one half for each evidence officer, boxed to each of their keys. What
 * stays after the decision. In a city hall of one both halves go to that one person, and the pages say so.
 *
 * @throws Fault `evidence-not-ready`: fewer than two officers where more than one person works
 */
export async function dualBoxesFor(
  read: Reader,
  fileShare: Uint8Array,
  application: string,
): Promise<Uint8Array> {
  const { officers, alone } = await evidenceReadiness(read);
  if (officers < 2 && !alone) throw new Fault<ReviewCode>('evidence-not-ready');
  const holders = await holdersOf(read, 'evidence-officer');
  const halves = await splitInTwo(fileShare, Math.max(2, holders.length));
  const boxes = await Promise.all(
    halves.map((half, place) => {
      const holder = holders[place] ?? holders[0];
      return holder ? boxesFor(holder, half, dualBoxFor(application)) : [];
    }),
  );
  for (const half of halves) half.fill(0);
  return packBoxes(boxes.flat());
}

function boxesFor({ keys }: Holder, secret: Uint8Array, info: string): Promise<AddressedBox[]> {
  return Promise.all(
    keys.map(async (publicKey) => ({ publicKey, box: await sealBox(publicKey, secret, info) })),
  );
}

type Sealed = {
  review_keys: readonly string[] | null;
  dual_boxes: Uint8Array | null;
  first_reviewer: string | null;
};

/** Whether somebody works here now who should have a box and has none: who came, or made a key, since it was sealed. */
export async function lacksBoxes(read: Reader, row: Sealed): Promise<{ review: boolean; dual: boolean }> {
  const deciding = await mayDecide(read, row.first_reviewer ?? undefined);
  const review = deciding.some(({ keys }) => keys.some((key) => !row.review_keys?.includes(key)));
  const { officers, alone } = await evidenceReadiness(read);
  if (row.dual_boxes === null || (officers < 2 && !alone)) return { review, dual: false };
  const keys = (await holdersOf(read, 'evidence-officer')).flatMap((holder) => holder.keys);
  const count = await boxCounter(keys);
  return { review, dual: count(row.dual_boxes).some((boxes) => boxes === 0) };
}
