import assert from 'node:assert/strict';
import { test } from 'node:test';
import { anHour, HALF, type HalfHour, waitsOf } from './line-waits.ts';
import { seeded } from './seeded.ts';
import { fromQuantiles } from './service-times.ts';
import { simulateDay } from './simulate-day.ts';

test('nobody was called: nobody can say', () => {
  assert.equal(waitsOf([], 600), null);
  assert.equal(waitsOf([{ half: 540, came: 12, called: 0 }], 600), null);
});

test('sums by the half-hour tell the waiting of a whole day within a few minutes of what each waited', () => {
  for (const seed of [1, 2, 3, 4, 5]) {
    const { people } = simulateDay(
      {
        arrivals: [
          { from: 510, until: 600, people: 90 },
          { from: 600, until: 840, people: 110 },
        ],
        ...{ opens: 540, closes: 900, stations: 4, service: fromQuantiles(5, 9), printing: null },
      },
      seeded(seed),
    );
    const halves = new Map<number, HalfHour>();
    const add = (at: number, which: 'came' | 'called') => {
      const half = Math.floor(at / HALF) * HALF;
      const one = halves.get(half) ?? { half, came: 0, called: 0 };
      halves.set(half, { ...one, [which]: one[which] + 1 });
    };
    const waited: number[] = [];
    for (const { came, called } of people) {
      add(came, 'came');
      if (called === null) continue;
      add(called, 'called');
      waited.push(called - came);
    }
    waited.sort((a, b) => a - b);
    const found = waitsOf([...halves.values()], 900);
    assert.ok(found);
    const middle = waited[Math.floor(waited.length / 2)] ?? 0;
    assert.ok(Math.abs(found.median - middle) <= 8, `${seed}: ${found.median} for ${middle}`);
    assert.equal(found.people, waited.length);
  }
});

test('people an hour are those of the half-hour before and this one; in the first minutes nobody can say', () => {
  const served = [
    { half: 540, served: 40 },
    { half: 570, served: 10 },
    { half: 600, served: 5 },
  ];
  assert.equal(anHour(served, 615), 20);
  assert.equal(anHour([{ half: 540, served: 1 }], 550), null);
  assert.equal(anHour([], 600), null);
  assert.equal(anHour(served, 700), 0, 'nobody lately');
});
