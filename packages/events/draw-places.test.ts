import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { type DrawEntry, drawDigest, drawPlaces, promiseOf } from './index.ts';

const seedOf = (n: number) => new Uint8Array(createHash('sha256').update(`seed ${n}`).digest());
const idOf = (n: number) => `${createHash('md5').update(`entry ${n}`).digest('hex')}`;
const ones = (count: number): DrawEntry[] =>
  Array.from({ length: count }, (_, at) => ({ id: idOf(at), party: 1, wish: [] }));
const TIMES = [540, 570, 600].map((starts) => ({ starts, free: 10 }));

/** Upper tail of the chi-square distribution by its normal approximation (Wilson and Hilferty 1931). */
function chiSquareTail(x: number, freedom: number): number {
  const z = ((x / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / Math.sqrt(2 / (9 * freedom));
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) *
    (t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429)))));
  return z >= 0 ? tail : 1 - tail;
}

test('no place goes twice, nobody gets more than they asked for, and nothing that would fit is left', () => {
  const entry = fc.record({
    party: fc.integer({ min: 1, max: 4 }),
    wish: fc.uniqueArray(fc.constantFrom<number>(540, 570, 600), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(fc.array(entry, { maxLength: 60 }), fc.nat(), (wishes, n) => {
      const entries = wishes.map((one, at) => ({ ...one, id: idOf(at) }));
      const drawn = drawPlaces(seedOf(n), entries, TIMES);
      assert.deepEqual(
        drawn.map(({ rank }) => rank),
        entries.map((_, at) => at + 1),
      );
      const byId = new Map(entries.map((one) => [one.id, one]));
      const left = new Map(TIMES.map(({ starts, free }) => [starts, free]));
      for (const { id, starts } of drawn) {
        const { party, wish } = byId.get(id) ?? assert.fail();
        if (starts !== null) {
          assert.ok(wish.length === 0 || wish.includes(starts));
          left.set(starts, (left.get(starts) ?? 0) - party);
        }
      }
      for (const free of left.values()) assert.ok(free >= 0);
      for (const { id, starts } of drawn.filter((one) => one.starts === null)) {
        const { party, wish } = byId.get(id) ?? assert.fail();
        for (const [at, free] of left)
          if (wish.length === 0 || wish.includes(at))
            assert.ok(free < party, `${id} ${starts} would have fitted at ${at}`);
      }
    }),
    { seed: 48, numRuns: 200 },
  );
});

test('who enters first wins nothing: over many draws each tenth of those who entered wins alike (chi-square)', () => {
  const entries = ones(1000);
  const tenth = new Map(entries.map(({ id }, at) => [id, Math.floor(at / 100)]));
  const wins = new Array<number>(10).fill(0);
  const DRAWS = 200;
  for (let n = 0; n < DRAWS; n += 1)
    for (const { id, starts } of drawPlaces(seedOf(n), entries, TIMES))
      if (starts !== null) wins[tenth.get(id) ?? 0] = (wins[tenth.get(id) ?? 0] ?? 0) + 1;
  const expected = (DRAWS * 30) / 10;
  const chi = wins.reduce((sum, won) => sum + (won - expected) ** 2 / expected, 0);
  assert.ok(chiSquareTail(chi, 9) > 0.001, `chi-square ${chi.toFixed(1)} with 9 degrees of freedom`);
});

test('the order can be drawn again by other means from the seed and the names, and the digest says it', () => {
  const seed = seedOf(7);
  const drawn = drawPlaces(seed, ones(50), TIMES);
  const again = ones(50)
    .map(({ id }) => ({ id, key: createHmac('sha256', seed).update(id).digest('hex') }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
  assert.deepEqual(
    drawn.map(({ id }) => id),
    again.map(({ id }) => id),
  );
  assert.equal(promiseOf(seed), createHash('sha256').update(seed).digest('hex'));
  const changed = drawn.map((one, at) => (at === 3 ? { ...one, starts: null } : one));
  assert.notEqual(drawDigest(seed, changed), drawDigest(seed, drawn));
  assert.equal(drawDigest(seed, [...drawn].reverse()), drawDigest(seed, drawn));
});
