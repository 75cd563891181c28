import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { fewestStations, foretell } from './foretell.ts';
import { fromQuantiles } from './service-times.ts';
import type { DayPlan } from './simulate-day.ts';

const PLAN: DayPlan = {
  arrivals: [
    { from: 480, until: 600, people: 300 },
    { from: 600, until: 840, people: 200 },
  ],
  ...{ opens: 540, closes: 900, stations: 6, service: fromQuantiles(4, 7), printing: null },
};
const TRIES = { tries: 60, seed: 3 };

describe('what a day may bring', () => {
  test('is the same for the same seed, and counts everybody once', () => {
    const found = foretell(PLAN, TRIES);
    assert.deepEqual(found, foretell(PLAN, TRIES));
    assert.notDeepEqual(found, foretell(PLAN, { ...TRIES, seed: 4 }));
    assert.equal(found.people, 500);
    assert.equal(found.served.middle + found.notReached.middle, 500);
    assert.ok(found.wait.median <= found.wait.slow && found.wait.slow <= found.wait.longest);
  });

  test('with more stations fewer are missed and the wait is shorter, all else alike', () => {
    const days = [4, 6, 8, 10].map((stations) => foretell({ ...PLAN, stations }, TRIES));
    for (const [i, day] of days.entries()) {
      const before = days[i - 1];
      if (!before) continue;
      assert.ok(day.notReached.high <= before.notReached.high && day.wait.slow <= before.wait.slow);
    }
    assert.ok((days[0]?.notReached.low ?? 0) > 50, 'four are far too few');
    assert.equal(days.at(-1)?.notReached.high, 0);
  });

  test('says until when whoever comes is reached, and how the line grows and shrinks', () => {
    const short = foretell({ ...PLAN, stations: 5 }, TRIES);
    assert.ok(short.lastReached !== null && short.lastReached > 540 && short.lastReached < 840);
    assert.equal(foretell({ ...PLAN, stations: 12 }, TRIES).lastReached, null);
    const [first, ...course] = short.course;
    assert.deepEqual([first?.at, first?.waiting.high], [480, 0]);
    assert.equal(course.at(-1)?.at, 870);
    const most = Math.max(...course.map(({ waiting }) => waiting.middle));
    assert.ok(most > 100 && most < 300);
  });

  test('the fewest stations that are enough are enough, and one less is not', () => {
    const enough = fewestStations(PLAN, { ...TRIES, most: 50 });
    assert.ok(enough && enough.stations > 4 && enough.stations < 10, `${enough?.stations}`);
    assert.ok(enough.allReached >= 0.9);
    assert.ok(foretell({ ...PLAN, stations: enough.stations - 1 }, TRIES).allReached < 0.9);
    assert.equal(fewestStations(PLAN, { ...TRIES, most: 3 }), null);
    const starved = { ...PLAN, printing: { printers: 1, minutes: 2 } };
    assert.equal(
      fewestStations(starved, { ...TRIES, tries: 10, most: 50 }),
      null,
      'no station makes up for a printer',
    );
  });
});
