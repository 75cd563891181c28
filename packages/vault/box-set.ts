import type { BoxPublicKey } from './box.ts';
import { type Bytes, concat, fromBase64url, sameBytes, sha256, utf8 } from './bytes.ts';
import { fault } from './fault.ts';

const MAGIC = 'CKS1';
const NAME = 8;
/** Places in a set. One of every city hall is as large as any other's, so that its size counts nobody. */
const PLACES = 32;

export type AddressedBox = { publicKey: BoxPublicKey; box: Uint8Array };

/**
 * Boxes for several keys as one run of bytes: `"CKS1" | u8 size of a box`, then for each place the first 8 bytes of the
 * SHA-256 of its key and the box; places that nobody has are zeros. Fault `vault-input-invalid`: boxes of unequal size, or
 * of more than 255 bytes.
 */
export async function packBoxes(boxes: readonly AddressedBox[]): Promise<Bytes> {
  const size = boxes[0]?.box.length ?? 0;
  if (size === 0 || size > 255 || boxes.some(({ box }) => box.length !== size))
    throw fault('vault-input-invalid');
  const places = Math.ceil(boxes.length / PLACES) * PLACES;
  const named = await Promise.all(
    boxes.map(async ({ publicKey, box }) => concat(await nameOf(publicKey), box)),
  );
  const empty = new Uint8Array((places - boxes.length) * (NAME + size));
  return concat(utf8(MAGIC), Uint8Array.of(size), ...named, empty);
}

/** The same set with more boxes in it, none of which was touched; the first of all if there is no set yet. Faults as above. */
export async function addBoxes(set: Uint8Array | null, boxes: readonly AddressedBox[]): Promise<Bytes> {
  if (set === null) return packBoxes(boxes);
  const size = boxSizeOf(set);
  if (boxes.some(({ box }) => box.length !== size)) throw fault('vault-input-invalid');
  const taken = everyPlace(set).filter((place) => place.some((byte) => byte !== 0));
  const added = await packBoxes(boxes);
  const head = added.subarray(0, MAGIC.length + 1);
  const all = [...taken, ...everyPlace(added).slice(0, boxes.length)];
  const empty = (Math.ceil(all.length / PLACES) * PLACES - all.length) * (NAME + size);
  return concat(head, ...all, new Uint8Array(empty));
}

/** The boxes of one key: none, one, or more where one person holds several. Fault `bundle-malformed`. */
export async function boxesOf(set: Uint8Array, publicKey: BoxPublicKey): Promise<Bytes[]> {
  return placesOf(set, await nameOf(publicKey));
}

/**
 * Whether any key at all has two boxes in a set: then whoever opens with it has both halves of what was split. It says so of
 * keys that nobody has any more, too. Fault `bundle-malformed`.
 */
export function anyKeyTwice(set: Uint8Array): boolean {
  const names = everyPlace(set)
    .map((place) => place.subarray(0, NAME))
    .filter((name) => name.some((byte) => byte !== 0))
    .map((name) => name.join());
  return new Set(names).size < names.length;
}

/**
 * How many boxes each of these keys has in a set, without opening any: made once, asked of many sets. The function faults
 * `bundle-malformed`.
 */
export async function boxCounter(
  keys: readonly BoxPublicKey[],
): Promise<(set: Uint8Array) => readonly number[]> {
  const names = await Promise.all(keys.map(nameOf));
  return (set) => names.map((name) => placesOf(set, name).length);
}

function placesOf(set: Uint8Array, name: Uint8Array): Bytes[] {
  return everyPlace(set)
    .filter((place) => sameBytes(place.subarray(0, NAME), name))
    .map((place) => concat(place.subarray(NAME)));
}

function everyPlace(set: Uint8Array): Uint8Array[] {
  const head = MAGIC.length + 1;
  const each = NAME + boxSizeOf(set);
  if ((set.length - head) % each !== 0) throw fault('bundle-malformed');
  return Array.from({ length: (set.length - head) / each }, (_, place) =>
    set.subarray(head + place * each, head + (place + 1) * each),
  );
}

function boxSizeOf(set: Uint8Array): number {
  if (new TextDecoder().decode(set.subarray(0, MAGIC.length)) !== MAGIC) throw fault('bundle-malformed');
  return set[MAGIC.length] ?? 0;
}

async function nameOf(publicKey: BoxPublicKey): Promise<Bytes> {
  const point = fromBase64url(publicKey);
  if (point === null) throw fault('vault-input-invalid');
  return concat((await sha256(point)).subarray(0, NAME));
}
