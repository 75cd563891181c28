import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import { addBoxes, boxesOf, newBoxKeys, openBox, packBoxes, sealBox, webRandom } from './index.ts';

const made = async (count: number) => Promise.all(Array.from({ length: count }, () => newBoxKeys()));
const sealed = (keys: Awaited<ReturnType<typeof made>>, secret: Uint8Array) =>
  Promise.all(
    keys.map(async ({ publicKey }) => ({ publicKey, box: await sealBox(publicKey, secret, 'set') })),
  );

describe('a set of boxes', () => {
  test('gives each holder the box of their key and nobody else any', async () => {
    const keys = await made(3);
    const secret = webRandom(32);
    const set = await packBoxes(await sealed(keys, secret));
    for (const { publicKey, privateKey } of keys) {
      const [box, ...more] = await boxesOf(set, publicKey);
      assert.ok(box && more.length === 0);
      assert.deepEqual(await openBox(privateKey, box, 'set'), secret);
    }
    assert.deepEqual(await boxesOf(set, (await newBoxKeys()).publicKey), []);
  });

  test('is of one size from one holder to thirty-two: it counts nobody', async () => {
    const keys = await made(3);
    const sizes = new Set<number>();
    for (const count of [1, 2, 3]) {
      const boxes = await sealed(keys.slice(0, count), webRandom(32));
      sizes.add((await packBoxes(boxes)).length);
    }
    assert.equal(sizes.size, 1);
    const [one] = await sealed(keys.slice(0, 1), webRandom(32));
    assert.ok(one);
    sizes.add((await packBoxes(Array.from({ length: 32 }, () => one))).length);
    assert.equal(sizes.size, 1);
    const many = await packBoxes(Array.from({ length: 33 }, () => one));
    assert.equal((await boxesOf(many, one.publicKey)).length, 33);
  });

  test('takes more boxes later, keeps those it has, and grows by thirty-two at a time', async () => {
    const [one, two] = await made(2);
    assert.ok(one && two);
    const secret = webRandom(32);
    const first = await addBoxes(null, await sealed([one], secret));
    const both = await addBoxes(first, await sealed([two], secret));
    assert.equal(both.length, first.length);
    for (const { publicKey, privateKey } of [one, two]) {
      const [box, ...more] = await boxesOf(both, publicKey);
      assert.ok(box && more.length === 0);
      assert.deepEqual(await openBox(privateKey, box, 'set'), secret);
    }
    const [again] = await sealed([one], secret);
    assert.ok(again);
    const many = await addBoxes(
      both,
      Array.from({ length: 31 }, () => again),
    );
    assert.equal((await boxesOf(many, one.publicKey)).length, 32);
    assert.equal((await boxesOf(many, two.publicKey)).length, 1);
    const short = { publicKey: two.publicKey, box: webRandom(9) };
    const invalid = (error: unknown) => isFault(error) && error.code === 'vault-input-invalid';
    await assert.rejects(addBoxes(both, [short]), invalid);
  });

  test('cut or mixed up is refused', async () => {
    const [key] = await made(1);
    assert.ok(key);
    const boxes = await sealed([key], webRandom(32));
    const set = await packBoxes(boxes);
    const malformed = (error: unknown) => isFault(error) && error.code === 'bundle-malformed';
    await assert.rejects(boxesOf(set.subarray(0, -1), key.publicKey), malformed);
    await assert.rejects(boxesOf(set.subarray(1), key.publicKey), malformed);
    const invalid = (error: unknown) => isFault(error) && error.code === 'vault-input-invalid';
    await assert.rejects(packBoxes([]), invalid);
    const other = { publicKey: key.publicKey, box: webRandom(9) };
    await assert.rejects(packBoxes([...boxes, other]), invalid);
  });
});
