import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import { commitment, concat, joinTwo, splitInTwo, webRandom } from './index.ts';
import { key } from './testing/arbitraries.ts';

const wrong = (error: unknown) => isFault(error) && error.code === 'shares-wrong';

describe('a secret in shares (T10)', () => {
  test('comes back from any two of them, and from all', async () => {
    await fc.assert(
      fc.asyncProperty(key(), fc.integer({ min: 2, max: 9 }), async (secret, n) => {
        const shares = await splitInTwo(secret, n);
        const committed = await commitment(secret);
        assert.equal(shares.length, n);
        for (const [i, a] of shares.entries())
          for (const b of shares.slice(i + 1))
            assert.deepEqual(await joinTwo([b, a], committed), concat(secret));
        assert.deepEqual(await joinTwo(shares, committed), concat(secret));
      }),
      { numRuns: 30 },
    );
  });

  test('one officer alone joins nothing: not with one share, not with it twice, not with one made up', async () => {
    await fc.assert(
      fc.asyncProperty(key(), key(), fc.nat(255), async (secret, madeUp, place) => {
        const [mine] = await splitInTwo(secret, 5);
        assert.ok(mine);
        const committed = await commitment(secret);
        fc.pre(place !== mine[32] && place !== 0);
        const forged = concat(madeUp, Uint8Array.of(place));
        for (const shares of [[], [mine], [mine, mine], [mine, forged]])
          await assert.rejects(joinTwo(shares, committed), wrong);
      }),
    );
  });

  test('an altered share or one of another record is told, not joined into something else', async () => {
    const [secret, other] = [webRandom(32), webRandom(32)];
    const [a, b] = await splitInTwo(secret, 2);
    const [c] = await splitInTwo(other, 2);
    assert.ok(a && b && c);
    const committed = await commitment(secret);
    for (let at = 0; at < b.length; at++) {
      const altered = concat(b);
      altered[at] = (altered[at] ?? 0) ^ 4;
      await assert.rejects(joinTwo([a, altered], committed), wrong, String(at));
    }
    await assert.rejects(joinTwo([a, c], committed), wrong);
    await assert.rejects(joinTwo([a, b], await commitment(other)), wrong);
    await assert.rejects(joinTwo([a, b.subarray(1)], committed), wrong);
  });

  test("takes Node's buffers, and refuses a sharing that is none", async () => {
    const secret = Buffer.alloc(32, 7);
    const shares = await splitInTwo(secret, 2);
    const joined = await joinTwo(
      shares.map((share) => Buffer.from(share)),
      await commitment(secret),
    );
    assert.deepEqual(joined, new Uint8Array(32).fill(7));
    const invalid = (error: unknown) => isFault(error) && error.code === 'vault-input-invalid';
    for (const n of [0, 1, 1.5, 256]) await assert.rejects(splitInTwo(secret, n), invalid);
    await assert.rejects(splitInTwo(new Uint8Array(0), 2), invalid);
  });
});
