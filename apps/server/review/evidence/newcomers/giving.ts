import {
  addPieces,
  type Bytes,
  finishHalf,
  halfAt,
  joinTwo,
  maskHalf,
  openBox,
  sealBox,
  toBase64url,
} from '@commonkey/vault';
import { isFault } from '@commonkey/words';
import type { OpenKey } from '../../browser/key.ts';
import { bytes } from '../../browser/passkey.ts';
import { dualBoxFor, finishedPieceFor, halfMaskFor, maskedPieceFor } from '../purposes.ts';
import type { SealedHalf } from '../sealed-half.ts';

/*
 * What officers' browsers do with halves: open their own, and make one for a newcomer in two steps. Two halves of one application
 * are in one page nowhere but in `handOver`, whose owner had them both.
 */

/** Who gets a half: the keys to seal it to, and their place in every sharing. */
export type Newcomer = { keys: readonly string[]; place: number };
/** A box of the key that it opens with; base64url. */
export type Addressed = { key: string; box: string };
export type ToBegin = {
  application: string;
  /** What city hall knows the row by: what is given counts only while it still looks so. */
  tag: string;
  own: SealedHalf;
  /** Keys of everybody who may finish it. */
  others: readonly string[];
};
export type Begun = { application: string; tag: string; pieces: Addressed[]; masks: Addressed[] };
export type ToFinish = { application: string; tag: string; own: SealedHalf; mask: string };
/** Without pieces: what was begun does not open, and is to be begun anew. */
export type Finished = { application: string; tag: string; pieces: Addressed[] };

/** What one person has whole, since they worked alone when it was sealed. */
export type ToHand = {
  application: string;
  tag: string;
  /** Both halves, as they are sealed to the one key. */
  own: readonly SealedHalf[];
  /** What the share is known by; base64url. */
  committed: string;
  /** Who hands over, with every key of theirs. */
  mine: Newcomer;
};
export type Handed = { application: string; tag: string; mine: Addressed[]; theirs: Addressed[] };

/** Opens a half that is sealed to this key. Fault `box-unopenable`. */
export async function openHalf(
  half: SealedHalf,
  application: string,
  { privateKey }: OpenKey,
): Promise<Bytes> {
  const [first = '', second] = half.boxes;
  if (second === undefined) return openBox(privateKey, bytes(first), dualBoxFor(application));
  const masked = await openBox(privateKey, bytes(first), maskedPieceFor(application));
  const finished = await openBox(privateKey, bytes(second), finishedPieceFor(application));
  const whole = addPieces(masked, finished);
  masked.fill(0);
  finished.fill(0);
  return whole;
}

/** The first officer's step. null: their own half does not open with this key. */
export async function begin(
  { application, tag, own, others }: ToBegin,
  { keys, place }: Newcomer,
  key: OpenKey,
): Promise<Begun | null> {
  const half = await orNull(openHalf(own, application, key));
  if (half === null) return null;
  const { masked, mask } = maskHalf(half);
  const pieces = await sealTo(keys, masked, maskedPieceFor(application));
  const masks = await sealTo(others, mask, halfMaskFor(application, place));
  for (const secret of [half, masked, mask]) secret.fill(0);
  return { application, tag, pieces, masks };
}

/** The second officer's. null: their own half does not open with this key; somebody else's may. */
export async function finish(
  { application, tag, own, mask }: ToFinish,
  { keys, place }: Newcomer,
  key: OpenKey,
): Promise<Finished | null> {
  const half = await orNull(openHalf(own, application, key));
  if (half === null) return null;
  const finished = await orNull(
    openBox(key.privateKey, bytes(mask), halfMaskFor(application, place)).then((opened) => {
      const made = finishHalf(half, opened, place);
      opened.fill(0);
      return made;
    }),
  );
  half.fill(0);
  if (finished === null) return { application, tag, pieces: [] };
  const pieces = await sealTo(keys, finished, finishedPieceFor(application));
  finished.fill(0);
  return { application, tag, pieces };
}

/**
 * Both halves made anew, one for each of two: the only place where two of one application are in one page, and that page's owner
 * had them both. They are tried before the old ones go. null: they do not open with this key, or do not belong together.
 */
export async function handOver(
  { application, tag, own, committed, mine }: ToHand,
  newcomer: Newcomer,
  key: OpenKey,
): Promise<Handed | null> {
  const opened = await orNull(Promise.all(own.map((half) => openHalf(half, application, key))));
  const [one, other] = opened ?? [];
  if (!one || !other) return null;
  const whole = await orNull(joinTwo([one, other], bytes(committed)));
  if (whole === null) return null;
  const [kept, given] = [halfAt(one, other, mine.place), halfAt(one, other, newcomer.place)];
  const again = await orNull(joinTwo([kept, given], bytes(committed)));
  const info = dualBoxFor(application);
  const handed = again && {
    application,
    tag,
    mine: await sealTo(mine.keys, kept, info),
    theirs: await sealTo(newcomer.keys, given, info),
  };
  for (const secret of [one, other, kept, given, whole, again]) secret?.fill(0);
  return handed;
}

async function orNull<T>(opening: Promise<T>): Promise<T | null> {
  return opening.catch((error: unknown) => {
    if (isFault(error)) return null;
    throw error;
  });
}

const sealTo = (keys: readonly string[], secret: Bytes, info: string): Promise<Addressed[]> =>
  Promise.all(keys.map(async (key) => ({ key, box: toBase64url(await sealBox(key, secret, info)) })));
