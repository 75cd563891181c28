import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { ASSUMED_PRINT_MINUTES, ASSUMED_SERVICE, type PlacePlan, planPlaces } from './index.ts';

const DAY: PlacePlan = {
  opens: 540,
  closes: 900,
  slotMinutes: 30,
  stations: 6,
  printers: 6,
  walkInShare: 30,
  helperShare: 10,
  service: ASSUMED_SERVICE,
  printMinutes: ASSUMED_PRINT_MINUTES,
};
const sum = (all: readonly number[]) => all.reduce((before, one) => before + one, 0);
const total = (plan: PlacePlan) => sum(planPlaces(plan).map((one) => one.open + one.helpers + one.walkIns));

test('a day is planned by what people take on average, and by printers where they are the narrow place', () => {
  assert.equal(planPlaces(DAY).length, 12);
  // exp(ln(7/4)²/(2·1.2816²)) · 4 = 4.40 minutes: 6 stations · 360 minutes.
  assert.equal(
    total(DAY),
    Math.floor((6 * 360) / (4 * Math.exp((Math.log(7 / 4) / 1.2815515655446004) ** 2 / 2))),
  );
  assert.equal(total({ ...DAY, printers: 1 }), Math.floor(360 / ASSUMED_PRINT_MINUTES));
});

test('the parts are what was asked for over the whole day, and no time is short of its people', () => {
  fc.assert(
    fc.property(
      fc.record({
        opens: fc.integer({ min: 0, max: 700 }),
        length: fc.integer({ min: 60, max: 720 }),
        slotMinutes: fc.integer({ min: 5, max: 60 }),
        stations: fc.integer({ min: 1, max: 40 }),
        printers: fc.integer({ min: 1, max: 40 }),
        walkInShare: fc.integer({ min: 0, max: 60 }),
        helperShare: fc.integer({ min: 0, max: 40 }),
      }),
      ({ opens, length, ...rest }) => {
        const plan = { ...DAY, ...rest, opens, closes: opens + length };
        const times = planPlaces(plan);
        for (const one of times)
          assert.ok(one.open >= 0 && one.helpers >= 0 && one.walkIns >= 0, JSON.stringify(one));
        const people = total(plan);
        const close = (part: number, share: number) =>
          assert.ok(
            Math.abs(part - (people * share) / 100) <= times.length + 1,
            `${part} of ${people} for ${share}`,
          );
        close(sum(times.map((one) => one.walkIns)), plan.walkInShare);
        close(sum(times.map((one) => one.helpers)), plan.helperShare);
        const each = times.map((one) => one.open + one.helpers + one.walkIns);
        assert.ok(Math.max(...each) - Math.min(...each) <= 1, 'evenly over the day');
      },
    ),
    { seed: 41, numRuns: 300 },
  );
});

test('a time that lasts longer has room for more, and the parts stay what they should be', () => {
  const slots = [
    { starts: 30, minutes: 30 },
    { starts: 60, minutes: 120 },
    { starts: 120, minutes: 30 },
  ];
  const times = planPlaces({ ...DAY, slots });
  const each = times.map((one) => one.open + one.helpers + one.walkIns);
  assert.deepEqual(
    times.map(({ starts }) => starts),
    [30, 60, 120],
  );
  assert.ok(Math.abs((each[1] ?? 0) - 4 * (each[0] ?? 0)) <= 4, each.join());
  assert.equal(sum(each), total({ ...DAY, opens: 0, closes: 180 }));
});

test('what cannot be planned is said by its code', () => {
  const code = (change: Partial<PlacePlan>) => {
    try {
      planPlaces({ ...DAY, ...change });
      return undefined;
    } catch (error) {
      return Object(error).code;
    }
  };
  assert.equal(code({ stations: 0 }), 'stations-impossible');
  assert.equal(code({ printers: 0 }), 'printers-impossible');
  assert.equal(code({ closes: 540 }), 'day-closes-first');
  assert.equal(code({ closes: 560 }), 'time-longer-than-day');
  assert.equal(code({ service: { median: 7, slow: 4 } }), 'service-reversed');
});
