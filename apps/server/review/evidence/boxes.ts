import {
  type AddressedBox,
  type BoxPublicKey,
  newBoxKeys,
  packBoxes,
  sealBox,
  splitInTwo,
  splitInTwoAt,
} from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import type { Reader } from '../../store/store.ts';
import type { ReviewCode } from '../errors.ts';
import { type Holder, holdersOf, worksAlone } from './holders.ts';
import { placesOf, SECOND_OF_ONE } from './places.ts';
import { dualBoxFor, reviewBoxFor } from './purposes.ts';
import { evidenceReadiness } from './readiness.ts';
import { sealedHalves } from './sealed-half.ts';

/** What the row of an application keeps of its share's halves: those of a new sharing, and nothing that an older one had. */
export type Halves = {
  dual_boxes: Uint8Array;
  halves_placed: boolean;
  /** One person has them both. */
  once_alone: boolean;
  given_boxes: null;
  begun_pieces: null;
  begun_masks: null;
};
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
): Promise<Halves> {
  const { officers, alone } = await evidenceReadiness(read);
  if (officers < 2 && !alone) throw new Fault<ReviewCode>('evidence-not-ready');
  const holders = await holdersOf(read, 'evidence-officer');
  const { halves, placed } = await split(read, fileShare, holders);
  const boxes = await Promise.all(
    halves.map((half, at) => {
      const holder = holders[at] ?? holders[0];
      return holder ? boxesFor(holder, half, dualBoxFor(application)) : [];
    }),
  );
  for (const half of halves) half.fill(0);
  const dual_boxes = await packBoxes(boxes.flat());
  const once_alone = holders.length < 2;
  const none = { given_boxes: null, begun_pieces: null, begun_masks: null };
  return { dual_boxes, halves_placed: placed, once_alone, ...none };
}

/** Each half at its holder's place; anywhere once there are more holders than places, and then no newcomer is given one. */
async function split(
  read: Reader,
  share: Uint8Array,
  holders: readonly Holder[],
): Promise<{ halves: Uint8Array[]; placed: boolean }> {
  const known = await placesOf(
    read,
    holders.map(({ staffId }) => staffId),
  );
  const places = holders.flatMap(({ staffId }) => known.get(staffId) ?? []);
  if (places.length < holders.length)
    return { halves: await splitInTwo(share, Math.max(2, holders.length)), placed: false };
  if (places.length === 1) places.push(SECOND_OF_ONE);
  return { halves: await splitInTwoAt(share, places), placed: true };
}

function boxesFor({ keys }: Holder, secret: Uint8Array, info: string): Promise<AddressedBox[]> {
  return Promise.all(
    keys.map(async (publicKey) => ({ publicKey, box: await sealBox(publicKey, secret, info) })),
  );
}

type Sealed = {
  review_keys: readonly string[] | null;
  dual_boxes: Uint8Array | null;
  given_boxes: Uint8Array | null;
  first_reviewer: string | null;
};

/** Whether somebody works here now who should have a box and has none: who came, or made a key, since it was sealed. */
export async function lacksBoxes(read: Reader, row: Sealed): Promise<{ review: boolean; dual: boolean }> {
  const deciding = await mayDecide(read, row.first_reviewer ?? undefined);
  const review = deciding.some(({ keys }) => keys.some((key) => !row.review_keys?.includes(key)));
  const { officers, alone } = await evidenceReadiness(read);
  const { dual_boxes, given_boxes } = row;
  if (dual_boxes === null || (officers < 2 && !alone)) return { review, dual: false };
  const keys = (await holdersOf(read, 'evidence-officer')).flatMap((holder) => holder.keys);
  const found = new Set((await sealedHalves({ dual_boxes, given_boxes }, keys)).map(({ key }) => key));
  return { review, dual: keys.some((key) => !found.has(key)) };
}
