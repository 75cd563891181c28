import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import { concat, epochOf, openRecord, sealRecord, webRandom } from './index.ts';
import { padme } from './padding.ts';
import { counting, epoch, key, plain, recordId } from './testing/arbitraries.ts';
import { openRecordByHand } from './testing/by-hand.ts';

const unopenable = (error: unknown) => isFault(error) && error.code === 'record-unopenable';
const share = () => fc.option(key());
const record = () =>
  fc.record({ recordId: recordId(), epoch: epoch(), slotKey: key(), share: share(), plain: plain() });

describe('a sealed record', () => {
  test('opens with its own keys, and says its table', async () => {
    await fc.assert(
      fc.asyncProperty(record(), async (one) => {
        const sealed = await sealRecord(one, webRandom);
        assert.deepEqual(await openRecord({ ...one, sealed }), concat(one.plain));
        assert.equal(epochOf(sealed), one.epoch);
      }),
    );
  });

  test('opens for a second implementation', async () => {
    await fc.assert(
      fc.asyncProperty(record(), async (one) => {
        const sealed = Buffer.from(await sealRecord(one, webRandom));
        const share = Buffer.from(one.share ?? []);
        const opened = openRecordByHand(one.recordId, Buffer.from(one.slotKey), share, sealed);
        assert.deepEqual(new Uint8Array(opened), concat(one.plain));
      }),
    );
  });

  test('keeps its bytes from one version to the next', async () => {
    const sealed = await sealRecord(
      {
        recordId: '00000000-0000-4000-8000-000000000001',
        epoch: 'papers.2027-02.1',
        slotKey: counting(1)(32),
        share: counting(101)(32),
        plain: new TextEncoder().encode('kept'),
      },
      counting(7),
    );
    assert.equal(
      Buffer.from(sealed.subarray(0, 64)).toString('hex'),
      '434b5231107061706572732e323032372d30322e310708090a0b0c0d0e0f101112023de698cba9eb02937c83993f0dc80b66e87128b2ac972ce18926a36ddc1f',
    );
    assert.equal(sealed.length, 1 + 4 + 16 + 12 + 1024 + 16);
  });

  test('does not open with another key, share, id, nor with a share too many or too few', async () => {
    await fc.assert(
      fc.asyncProperty(record(), key(), recordId(), async (one, otherKey, otherId) => {
        const sealed = await sealRecord(one, webRandom);
        const tries = [
          { ...one, slotKey: otherKey },
          { ...one, share: otherKey },
          { ...one, share: one.share === null ? new Uint8Array(32) : null },
          { ...one, recordId: otherId },
        ];
        for (const wrong of tries) await assert.rejects(openRecord({ ...wrong, sealed }), unopenable);
      }),
    );
  });

  test('does not open as a record of another table, though the keys are right', async () => {
    await fc.assert(
      fc.asyncProperty(record(), epoch(), async (one, other) => {
        fc.pre(other !== one.epoch);
        const sealed = await sealRecord(one, webRandom);
        const moved = concat(
          sealed.subarray(0, 4),
          Uint8Array.of(other.length),
          new TextEncoder().encode(other),
          sealed.subarray(5 + one.epoch.length),
        );
        await assert.rejects(openRecord({ ...one, sealed: moved }), unopenable);
      }),
    );
  });

  test('does not open once any bit of it is changed, or any end of it is missing', async () => {
    await fc.assert(
      fc.asyncProperty(record(), fc.nat(), fc.nat(7), async (one, place, bit) => {
        const sealed = await sealRecord(one, webRandom);
        const at = place % sealed.length;
        const altered = concat(sealed);
        altered[at] = (altered[at] ?? 0) ^ (1 << bit);
        await assert.rejects(openRecord({ ...one, sealed: altered }), unopenable);
        await assert.rejects(openRecord({ ...one, sealed: sealed.subarray(0, at) }), unopenable);
      }),
    );
  });

  test('swapped with its neighbour of the same person opens as neither', async () => {
    const [a, b] = [webRandom(32), webRandom(32)];
    const one = { recordId: 'one', epoch: 'e', slotKey: a, share: null, plain: webRandom(9) };
    const two = { ...one, recordId: 'two', slotKey: b };
    const [sealedOne, sealedTwo] = [await sealRecord(one, webRandom), await sealRecord(two, webRandom)];
    await assert.rejects(openRecord({ ...one, sealed: sealedTwo }), unopenable);
    await assert.rejects(openRecord({ ...two, slotKey: a, sealed: sealedTwo }), unopenable);
    await assert.rejects(openRecord({ ...two, sealed: sealedOne }), unopenable);
  });

  test('never says what stood in it: an error carries neither id nor bytes', async () => {
    const one = {
      recordId: 'planted-id',
      epoch: 'e',
      slotKey: webRandom(32),
      share: null,
      plain: webRandom(3),
    };
    const sealed = await sealRecord(one, webRandom);
    const error = await openRecord({ ...one, slotKey: webRandom(32), sealed }).catch(
      (caught: unknown) => caught,
    );
    assert.ok(isFault(error));
    assert.deepEqual(error.params, {});
  });

  test('refuses keys of another length: a short one would be guessed', async () => {
    const wrong = (error: unknown) => isFault(error) && error.code === 'vault-input-invalid';
    const one = { recordId: 'r', epoch: 'e', slotKey: webRandom(32), share: null, plain: webRandom(1) };
    await assert.rejects(sealRecord({ ...one, slotKey: webRandom(31) }, webRandom), wrong);
    await assert.rejects(sealRecord({ ...one, share: webRandom(16) }, webRandom), wrong);
    await assert.rejects(sealRecord({ ...one, epoch: 'été' }, webRandom), wrong);
    await assert.rejects(sealRecord({ ...one, epoch: 'e'.repeat(256) }, webRandom), wrong);
  });
});

describe('the size of a sealed record', () => {
  const size = async (length: number) =>
    (await sealRecord({ ...fixed, plain: new Uint8Array(length) }, webRandom)).length;
  const fixed = { recordId: 'r', epoch: 'e', slotKey: webRandom(32), share: null };

  test('is one for everything that a form holds', async () => {
    const sizes = await Promise.all([0, 1, 400, 1020].map(size));
    assert.equal(new Set(sizes).size, 1);
  });

  test('falls into few classes and costs 12 % at most', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1024, max: 30_000_000 }), (length) => {
        const padded = padme(length);
        assert.ok(padded >= length && padded <= length * 1.12);
        assert.equal(padme(padded), padded);
      }),
    );
    const classes = new Set(Array.from({ length: 1000 }, (_, i) => padme(1_000_000 + i * 1000)));
    assert.ok(classes.size <= 40, String(classes.size));
  });
});
