import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { dayPlan } from './plan.ts';

const DAY = { opens: 540, closes: 780, stations: 7, printers: 4, languages: ['en', 'es', 'ar'] };
const time = { starts: 540, booked: 5, kept: 1, free: 10, helpers: 2, walkIns: 9 };

test('a day needs a clerk for each station, somebody for each language, and a card for each person with some to spare', () => {
  const plan = dayPlan(DAY, [time, { ...time, starts: 570, booked: 0, free: 15 }]);
  assert.equal(plan.people, 54);
  assert.deepEqual(Object.fromEntries(plan.roles.map(({ role, count }) => [role, count])), {
    ...{ supervisor: 1, clerk: 7, door: 2, languages: 3, printers: 1, breaks: 2 },
  });
  assert.deepEqual([plan.laptops, plan.printers, plan.cards], [8, 5, 60]);
  assert.deepEqual(plan.clock, { setUp: 450, briefing: 510, opens: 540, closes: 780, away: 840 });
  assert.deepEqual(plan.times[0], { starts: 540, people: 27, booked: 5 });
});

test('more people never need fewer hands or cards, and no hour lies outside of the day', () => {
  const counts = fc.array(fc.nat(400), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(counts, fc.nat(1439), fc.integer({ min: 1, max: 1440 }), (frees, from, hours) => {
      const day = { ...DAY, opens: from, closes: Math.min(1440, from + hours) };
      const plan = (more: number) =>
        dayPlan(
          day,
          frees.map((free) => ({ ...time, free: free + more })),
        );
      const [few, many] = [plan(0), plan(1)];
      assert.ok(many.cards > few.cards);
      for (const [at, { count }] of few.roles.entries()) assert.ok((many.roles[at]?.count ?? 0) >= count);
      const { setUp, briefing, opens, closes, away } = few.clock;
      assert.ok(0 <= setUp && setUp <= briefing && briefing <= opens && closes <= away && away <= 1440);
    }),
  );
});
