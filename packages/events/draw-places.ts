import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Minute } from './clock-time.ts';

/** Somebody who entered: a random name that leads to nobody, how many people, and the times that suit; none: any. */
export type DrawEntry = { id: string; party: number; wish: readonly Minute[] };
export type DrawTime = { starts: Minute; free: number };
/** `rank`: 1 is the first in the order that was drawn. `starts` null: nothing was left that suits. */
export type Drawn = { id: string; rank: number; starts: Minute | null };

/**
 * Draws who gets places. The order is that of HMAC-SHA256 of each name under the seed, so that whoever has the seed and the names
 * draws it again and finds the same; when somebody entered, from where and how often does not move a name. The seed is promised
 * (`promiseOf`) before the first entry, so that it cannot be chosen to suit anybody.
 *
 * In that order each takes the first time that suits and has room for all of their people. A party that no longer fits leaves its
 * room to whoever comes after it.
 * @param seed 32 bytes
 */
export function drawPlaces(
  seed: Uint8Array,
  entries: readonly DrawEntry[],
  times: readonly DrawTime[],
): Drawn[] {
  const left = new Map(times.map(({ starts, free }) => [starts, free]));
  const all = [...left.keys()].sort((a, b) => a - b);
  return orderOf(seed, entries).map(({ id, party, wish }, at) => {
    const suits = wish.length > 0 ? all.filter((starts) => wish.includes(starts)) : roomiest(left, all);
    const starts = suits.find((one) => (left.get(one) ?? 0) >= party) ?? null;
    if (starts !== null) left.set(starts, (left.get(starts) ?? 0) - party);
    return { id, rank: at + 1, starts };
  });
}

/** Whoever can come at any time takes where most is left, and leaves early times to those who need them. */
const roomiest = (left: ReadonlyMap<Minute, number>, all: readonly Minute[]): Minute[] =>
  all.toSorted((a, b) => (left.get(b) ?? 0) - (left.get(a) ?? 0) || a - b);

function orderOf(seed: Uint8Array, entries: readonly DrawEntry[]): DrawEntry[] {
  const keyed = entries.map((entry) => ({
    entry,
    key: bytesToHex(hmac(sha256, seed, utf8ToBytes(entry.id))),
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ entry }) => entry);
}

/** What is said in public before anybody enters: SHA-256 of the seed, hexadecimal. */
export const promiseOf = (seed: Uint8Array): string => bytesToHex(sha256(seed));

/** What is said in public once it is drawn: SHA-256 over the seed and the names in their order, hexadecimal. */
export function drawDigest(seed: Uint8Array, drawn: readonly Drawn[]): string {
  const lines = drawn.toSorted((a, b) => a.rank - b.rank).map(({ id, starts }) => `${id} ${starts ?? '-'}\n`);
  return bytesToHex(sha256(utf8ToBytes(`commonkey-draw-1\n${bytesToHex(seed)}\n${lines.join('')}`)));
}
