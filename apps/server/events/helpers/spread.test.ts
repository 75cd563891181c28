import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { spreadSlips } from './spread.ts';

describe('times of slips', () => {
  const day = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 12 });
  const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 30 });

  test('none gets more people than it has places, and each slip has one', () => {
    fc.assert(
      fc.property(day, sizes, (free, parties) => {
        const times = free.map((left, at) => ({ starts: 540 + 30 * at, free: left }));
        const given = spreadSlips(times, parties);
        if (given === null) return;
        assert.equal(given.length, parties.length);
        for (const time of times) {
          const people = parties.filter((_, at) => given[at] === time.starts);
          assert.ok(people.reduce((all, one) => all + one, 0) <= time.free);
        }
      }),
    );
  });

  test('single people always fit as long as there are places, and a large family does where small ones fill up', () => {
    const times = [
      { starts: 540, free: 6 },
      { starts: 570, free: 4 },
    ];
    assert.equal(
      spreadSlips(
        times,
        Array.from({ length: 10 }, () => 1),
      )?.length,
      10,
    );
    assert.equal(
      spreadSlips(
        times,
        Array.from({ length: 11 }, () => 1),
      ),
      null,
    );
    assert.deepEqual(spreadSlips(times, [4, 3, 3]), [570, 540, 540]);
    assert.deepEqual(spreadSlips(times, [1, 1]), [540, 540]);
    assert.deepEqual(spreadSlips([], []), []);
  });
});
