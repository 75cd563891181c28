import { type AddressedBox, packBoxes, sealBox, splitInTwo } from '@commonkey/vault';
import { Fault } from '@commonkey/words';
import type { Reader } from '../../store/store.ts';
import type { ReviewCode } from '../errors.ts';
import { type Holder, holdersOf } from './holders.ts';
import { dualBoxFor, reviewBoxFor } from './purposes.ts';
import { evidenceReadiness } from './readiness.ts';

/**
 * The share of an application's file for whoever may decide about it: one box for each key of each reviewer, as the content
 * of the `review-box` record. One person alone opens it, so that record dies with the decision.
 *
 * @param fileShare 32 bytes
 * @param options.except who decided before; counts only where somebody else is there to decide
 * @throws Fault `evidence-not-ready`: nobody could open it
 */
export async function boxesForReviewers(
  read: Reader,
  fileShare: Uint8Array,
  application: string,
  { except }: { except?: string } = {},
): Promise<Uint8Array> {
  const reviewers = await holdersOf(read, 'reviewer');
  const others = reviewers.filter(({ staffId }) => staffId !== except);
  const chosen = others.length > 0 ? others : reviewers;
  if (chosen.length === 0) throw new Fault<ReviewCode>('evidence-not-ready');
  const boxes = await Promise.all(
    chosen.map((holder) => boxesFor(holder, fileShare, reviewBoxFor(application))),
  );
  return packBoxes(boxes.flat());
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
