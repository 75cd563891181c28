import { anyKeyTwice, type BoxPublicKey, boxCounter, boxesOf, concat } from '@commonkey/vault';
import type { Holder } from './holders.ts';

/** What the row of an application keeps of its halves. */
export type HalvesRow = { dual_boxes: Uint8Array; given_boxes: Uint8Array | null };
/** A half as it is sealed to one key: in one box, or a newcomer's in two pieces; base64url. */
export type SealedHalf = { key: BoxPublicKey; boxes: string[] };

/** Sizes of a newcomer's pieces, of the mask between the two who give them, and of a half, sealed: 81 bytes more than in clear. */
export const PIECE = { masked: 32 + 81, mask: 33 + 81, finished: 34 + 81, whole: 33 + 81 } as const;

/** Both pieces of a newcomer's half as one box of a set. Each opens on its own. */
export const bothPieces = (masked: Uint8Array, finished: Uint8Array): Uint8Array => concat(masked, finished);

/**
 * Whether one person has both halves of a row as it is now: one worked when it was sealed, and nothing was handed over since.
 * Asked of the row, since how many work here today says nothing about it. Never of what has no halves.
 */
export const withOneAlone = ({ dual_boxes }: { dual_boxes: Uint8Array | null }): boolean =>
  dual_boxes !== null && anyKeyTwice(dual_boxes);

/** The halves that open with one of these keys. */
export async function sealedHalves(
  { dual_boxes, given_boxes }: HalvesRow,
  keys: readonly BoxPublicKey[],
): Promise<SealedHalf[]> {
  const found = await Promise.all(
    keys.map(async (key): Promise<SealedHalf[]> => {
      const whole = await boxesOf(dual_boxes, key);
      const given = given_boxes === null ? [] : await boxesOf(given_boxes, key);
      return [
        ...whole.map((box) => ({ key, boxes: [base64url(box)] })),
        ...given.map((both) => ({
          key,
          boxes: [both.subarray(0, PIECE.masked), both.subarray(PIECE.masked)].map(base64url),
        })),
      ];
    }),
  );
  return found.flat();
}

/**
 * How many halves of a row each person could open, without opening any: made once, asked of many rows. Halves are counted, not
 * passkeys: one person with two of them holds one half, and in what a city hall of one took in, that person holds both.
 */
export async function halfCounter(
  holders: readonly Holder[],
): Promise<(row: HalvesRow) => ReadonlyMap<string, number>> {
  const counters = await Promise.all(
    holders.map(async ({ staffId, keys }) => ({ staffId, count: await boxCounter(keys) })),
  );
  return ({ dual_boxes, given_boxes }) =>
    new Map(
      counters.map(({ staffId, count }) => {
        const whole = Math.max(0, ...count(dual_boxes));
        const given = given_boxes === null ? 0 : Math.max(0, ...count(given_boxes));
        // One person has one place in a sharing: whole or given, it is the same half.
        return [staffId, Math.max(whole, given)];
      }),
    );
}

export const base64url = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url');
