import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { seeded } from './seeded.ts';
import { fromQuantiles, type Service } from './service-times.ts';
import { type DayPlan, simulateDay } from './simulate-day.ts';

const every = (minutes: number): Service => ({
  draw: () => minutes,
  median: minutes,
  slow: minutes,
  measured: null,
});

const plans: fc.Arbitrary<DayPlan> = fc
  .record({
    opens: fc.integer({ min: 480, max: 600 }),
    hours: fc.integer({ min: 1, max: 6 }),
    stations: fc.integer({ min: 1, max: 12 }),
    spans: fc.array(
      fc.record({
        from: fc.integer({ min: 420, max: 700 }),
        length: fc.integer({ min: 5, max: 240 }),
        people: fc.integer({ min: 1, max: 60 }),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    printing: fc.option(
      fc.record({ printers: fc.integer({ min: 1, max: 4 }), minutes: fc.integer({ min: 1, max: 5 }) }),
    ),
  })
  .map(({ opens, hours, stations, spans, printing }) => ({
    arrivals: spans.map(({ from, length, people }) => ({ from, until: from + length, people })),
    opens,
    closes: Math.max(opens + hours * 60, 701),
    stations,
    service: fromQuantiles(4, 7),
    printing,
  }));

describe('a day of an event, tried out', () => {
  test('calls in the order of coming, nobody before the opening or after the closing, never more than there are stations', () => {
    fc.assert(
      fc.property(plans, fc.nat(1000), (plan, seed) => {
        const { people } = simulateDay(plan, seeded(seed));
        const total = plan.arrivals.reduce((sum, span) => sum + span.people, 0);
        assert.equal(people.length, total, 'nobody is lost');
        let last = 0;
        let refused = false;
        for (const { came, called } of people) {
          if (called === null) refused = true;
          else {
            assert.ok(!refused, 'whoever comes after somebody who is not reached is not reached either');
            assert.ok(called >= came && called >= last && called >= plan.opens && called < plan.closes);
            last = called;
          }
        }
      }),
      { numRuns: 200, seed: 7 },
    );
  });

  test('is what the plain rule of the first free station says, person by person', () => {
    fc.assert(
      fc.property(plans, fc.nat(1000), (plan, seed) => {
        const alone = { ...plan, printing: null };
        const { people, lastLeft } = simulateDay(alone, seeded(seed));
        // The same draws: comings first, then one for each who is called.
        const chance = seeded(seed);
        const came = plan.arrivals
          .flatMap((span) =>
            Array.from({ length: span.people }, () => span.from + chance() * (span.until - span.from)),
          )
          .sort((a, b) => a - b);
        const free = Array.from({ length: plan.stations }, () => plan.opens);
        let left = plan.opens;
        const expected = came.map((at) => {
          free.sort((a, b) => a - b);
          const called = Math.max(at, free[0] ?? 0);
          if (called >= plan.closes) return { came: at, called: null };
          const done = called + plan.service.draw(chance);
          free[0] = done;
          left = Math.max(left, done);
          return { came: at, called };
        });
        assert.deepEqual(people, expected);
        assert.equal(lastLeft, left);
      }),
      { numRuns: 200, seed: 8 },
    );
  });

  test('prints no more cards than its printers can, and a station waits for its card', () => {
    const plan: DayPlan = {
      arrivals: [{ from: 540, until: 541, people: 100 }],
      ...{ opens: 541, closes: 541 + 60, stations: 10, service: every(1) },
      printing: { printers: 2, minutes: 4 },
    };
    const { people, lastLeft } = simulateDay(plan, seeded(1));
    const called = people.flatMap((one) => one.called ?? []);
    assert.equal(
      called.length,
      10 + 2 * Math.floor((60 - 1) / 4),
      'two every four minutes, after the first ten',
    );
    assert.equal(lastLeft, 541 + 1 + 4 * (called.length / 2));
  });

  test('a plan that cannot be is refused', () => {
    const plan: DayPlan = {
      arrivals: [{ from: 540, until: 600, people: 5 }],
      ...{ opens: 540, closes: 600, stations: 1, service: every(4), printing: null },
    };
    const refused: [Partial<DayPlan>, string][] = [
      [{ closes: 540 }, 'day-closes-first'],
      [{ stations: 0 }, 'stations-impossible'],
      [{ stations: 1.5 }, 'stations-impossible'],
      [{ stations: 501 }, 'stations-impossible'],
      [{ printing: { printers: 0, minutes: 1 } }, 'printers-impossible'],
      [{ printing: { printers: 1, minutes: 0 } }, 'printers-impossible'],
      [{ opens: 400, closes: 500 }, 'arrivals-after-closing'],
    ];
    for (const [part, code] of refused)
      assert.throws(() => simulateDay({ ...plan, ...part }, seeded(1)), { code });
  });
});
