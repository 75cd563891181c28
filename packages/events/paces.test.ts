import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  addPaces,
  DAYS_LEARNED,
  FEWEST_LEARNED,
  learnPace,
  PACE_STEPS,
  paceOfCounts,
  paceStep,
} from './paces.ts';
import { seeded } from './seeded.ts';
import { fromQuantiles } from './service-times.ts';

const none = () => PACE_STEPS.map(() => 0);

/** People at stations, counted as the door counts them: by whole minutes. */
function counted(median: number, slow: number, people: number, seed: number): number[] {
  const service = fromQuantiles(median, slow);
  const chance = seeded(seed);
  const paces = none();
  for (let at = 0; at < people; at++) {
    const begins = chance();
    const step = paceStep(Math.floor(begins + service.draw(chance)));
    if (step !== null) paces[step] = (paces[step] ?? 0) + 1;
  }
  return paces;
}

test('a length belongs to the first step that it does not pass; whoever sits there for longer is not counted', () => {
  assert.deepEqual([0, 1, 1.5, 2, 7, 10.5, 30, 30.1].map(paceStep), [0, 0, 1, 1, 6, 8, 10, null]);
});

test('steps lose little: the middle and the slow ones come back within an eighth', () => {
  for (const [median, slow] of [
    [3, 6],
    [4, 7],
    [7, 12],
    [10, 16],
  ] as const) {
    const found = paceOfCounts(counted(median, slow, 4_000, median));
    assert.ok(found);
    assert.ok(Math.abs(found.median - median) < median / 8 + 0.2, `${median}: ${found.median}`);
    assert.ok(Math.abs(found.slow - slow) < slow / 8 + 0.2, `${slow}: ${found.slow}`);
  }
});

test('fewer than fifty people teach nothing, one more does; days without anybody are none', () => {
  const few = counted(4, 7, FEWEST_LEARNED - 1, 1);
  assert.equal(learnPace([few]), null);
  const one = none();
  one[3] = 1;
  const learned = learnPace([one, none(), few]);
  assert.equal(learned?.people, FEWEST_LEARNED);
  assert.equal(learned?.days, 2);
  assert.equal(learnPace([]), null);
  assert.equal(paceOfCounts(none()), null);
});

test('the newest days teach, and those before them are forgotten', () => {
  const quick = counted(3, 5, 60, 2);
  const slow = counted(12, 18, 600, 3);
  const days = [...Array.from({ length: DAYS_LEARNED }, () => quick), slow];
  assert.ok((learnPace(days)?.median ?? 99) < 4);
  assert.deepEqual(addPaces([quick, slow])[0], (quick[0] ?? 0) + (slow[0] ?? 0));
});
