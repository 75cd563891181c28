import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import { combine } from 'shamir-secret-sharing';
import { inverse, times } from './field.ts';
import {
  addPieces,
  type Bytes,
  commitment,
  concat,
  finishHalf,
  halfAt,
  joinTwo,
  maskHalf,
  splitInTwo,
  splitInTwoAt,
  webRandom,
} from './index.ts';
import { key } from './testing/arbitraries.ts';

const wrong = (error: unknown) => isFault(error) && error.code === 'shares-wrong';
const invalid = (error: unknown) => isFault(error) && error.code === 'vault-input-invalid';
const BYTES = Array.from({ length: 256 }, (_, byte) => byte);
const at = <T>(list: readonly T[], place: number): T => list[place] ?? assert.fail();

/** Two who have a half make one for `place`. */
function given(first: Uint8Array, second: Uint8Array, place: number): Bytes {
  const { masked, mask } = maskHalf(first);
  return addPieces(masked, finishHalf(second, mask, place));
}

const places = () => fc.uniqueArray(fc.integer({ min: 1, max: 255 }), { minLength: 4, maxLength: 8 });

describe('a half at any place, by whoever has two', () => {
  test('is the half that lies there, whichever two they are', async () => {
    await fc.assert(
      fc.asyncProperty(key(), places(), async (secret, [a = 0, b = 0, c = 0, d = 0]) => {
        const halves = await splitInTwoAt(secret, [a, b, c, d]);
        for (const [n, place] of [a, b, c, d].entries())
          assert.deepEqual(halfAt(at(halves, 0), at(halves, 1), place), at(halves, n));
        assert.throws(() => halfAt(at(halves, 0), at(halves, 0), c), invalid);
        assert.throws(() => halfAt(at(halves, 0), at(halves, 1), 0), invalid);
      }),
      { numRuns: 20 },
    );
  });
});

describe('a half for a newcomer (T10)', () => {
  test('any two of old and new halves join to the secret, and so do all', async () => {
    await fc.assert(
      fc.asyncProperty(key(), places(), fc.nat(), async (secret, [c = 0, d = 0, ...olds], draw) => {
        const committed = await commitment(secret);
        const old = await splitInTwoAt(secret, olds);
        const [first, second] = [draw % old.length, (draw + 1) % old.length];
        const half = given(at(old, first), at(old, second), c);
        // A newcomer may be one of the two for the next.
        const next = given(half, at(old, first), d);
        const all = [...old, half, next];
        assert.deepEqual(
          all.map((one) => one.at(-1)),
          [...olds, c, d],
        );
        for (const [i, a] of all.entries())
          for (const b of all.slice(i + 1))
            assert.deepEqual(await joinTwo([a, b], committed), concat(secret));
        assert.deepEqual(await joinTwo(all, committed), concat(secret));
      }),
      { numRuns: 40 },
    );
  });

  test('it is the one that the sharing itself has for that place, whoever makes it and however often', async () => {
    const secret = webRandom(32);
    const [a, b, d, c] = await splitInTwoAt(secret, [1, 2, 3, 200]);
    assert.ok(a && b && c && d);
    for (const [first, second] of [
      [a, b],
      [b, a],
      [d, a],
      [a, b],
    ] as const)
      assert.deepEqual(given(first, second, 200), c);
    // Halves that the sharing put where it liked do as well.
    const [e, f] = await splitInTwo(secret, 2);
    assert.ok(e && f);
    const place = BYTES.find((one) => one > 0 && one !== e.at(-1) && one !== f.at(-1)) ?? 0;
    assert.deepEqual(await combine([e, given(e, f, place)]), secret);
  });

  test('what each of the three sees alone is even: no byte of a half shows in it', () => {
    // A half of one byte, with every mask there is: exhaustive where statistics would only suggest.
    const masks = (half: Bytes) => BYTES.map((r) => maskHalf(half, () => Uint8Array.of(r)));
    const place = 7;
    for (const [a, b] of [
      [0, 0],
      [1, 255],
      [83, 12],
      [200, 201],
    ] as const) {
      const [first, second] = [Uint8Array.of(a, 1), Uint8Array.of(b, 9)];
      const seen = masks(first).map(({ masked, mask }) => ({
        masked,
        mask,
        finished: finishHalf(second, mask, place),
      }));
      const every = (bytes: (number | undefined)[]) =>
        assert.deepEqual(
          [...bytes].sort((x = 0, y = 0) => x - y),
          BYTES,
        );
      every(seen.map(({ masked }) => masked[0]));
      every(seen.map(({ mask }) => mask[0]));
      every(seen.map(({ finished }) => finished[0]));
      // Together the pieces give the half, and otherwise the same pairs whatever the two halves were.
      const halves = new Set(seen.map(({ masked, finished }) => addPieces(masked, finished)[0]));
      assert.equal(halves.size, 1);
    }
  });

  test('pieces of two secrets with the same new half cannot be told apart', () => {
    const place = 7;
    const pairs = (first: Bytes, second: Bytes) =>
      BYTES.map((r) => maskHalf(first, () => Uint8Array.of(r)))
        .map(({ masked, mask }) => [...masked, ...finishHalf(second, mask, place)].join(' '))
        .sort();
    const [one, other] = [Uint8Array.of(10, 1), Uint8Array.of(77, 1)];
    const second = Uint8Array.of(5, 9);
    const wanted = given(one, second, place)[0];
    const twin = BYTES.map((byte) => Uint8Array.of(byte, 9)).find(
      (half) => given(other, half, place)[0] === wanted,
    );
    assert.ok(twin && twin[0] !== second[0]);
    assert.deepEqual(pairs(other, twin), pairs(one, second));
  });

  test('an altered piece, or one of another giving, is told at the joining', async () => {
    const secret = webRandom(32);
    const committed = await commitment(secret);
    const [a, b] = await splitInTwoAt(secret, [1, 2]);
    assert.ok(a && b);
    const { masked, mask } = maskHalf(a);
    const finished = finishHalf(b, mask, 3);
    const told = (one: Bytes, two: Bytes) =>
      assert.rejects(joinTwo([a, addPieces(one, two)], committed), wrong);
    const altered = (bytes: Bytes, at: number) =>
      bytes.map((byte, place) => (place === at ? byte ^ 4 : byte));
    for (const place of masked.keys()) await told(altered(masked, place), finished);
    for (const place of finished.keys()) await told(masked, altered(finished, place));
    await told(maskHalf(a).masked, finished);
    await told(masked, finishHalf(b, maskHalf(a).mask, 3));
    await told(masked, finishHalf(b, mask.fill(0, 0, 32), 3));
    assert.throws(() => addPieces(masked, finished.subarray(1)), invalid);
    assert.throws(() => addPieces(new Uint8Array(0), Uint8Array.of(1, 2)), invalid);
  });

  test('never where the secret lies, nor at a place that one of the two has', () => {
    const [a, b] = [Uint8Array.of(10, 1), Uint8Array.of(77, 2)];
    const { mask } = maskHalf(a);
    for (const place of [0, 1, 2, 256, 1.5, Number.NaN])
      assert.throws(() => finishHalf(b, mask, place), invalid, String(place));
    assert.throws(() => finishHalf(a, mask, 3), invalid, 'both parts from one person');
    assert.throws(() => maskHalf(Uint8Array.of(10, 0)), invalid);
    assert.throws(() => maskHalf(Uint8Array.of(1)), invalid);
    assert.throws(() => finishHalf(b, Uint8Array.of(1, 2, 1), 3), invalid);
  });

  test('places are chosen, each once, and none is where the secret lies', async () => {
    const shares = await splitInTwoAt(webRandom(32), [254, 1, 17]);
    assert.deepEqual(
      shares.map((share) => share.at(-1)),
      [254, 1, 17],
    );
    for (const wrongPlaces of [[], [1], [1, 1], [0, 1], [1, 256], [1, 1.5]])
      await assert.rejects(splitInTwoAt(webRandom(32), wrongPlaces), invalid);
  });

  test('FIPS 197, section 4.2: the field is that of the sharing', () => {
    assert.deepEqual([times(0x57, 0x83), times(0x57, 0x13)], [0xc1, 0xfe]);
    assert.equal(inverse(0), 0);
    for (const byte of BYTES.slice(1)) assert.equal(times(byte, inverse(byte)), 1);
  });
});
