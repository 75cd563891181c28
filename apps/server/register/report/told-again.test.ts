import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Published, pinned, THRESHOLD } from '@commonkey/exposure';
import fc from 'fast-check';
import { tellable } from './small-counts.ts';
import { toldAgain } from './told-again.ts';

const NAMES = ['a', 'b', 'c'] as const;
type Three = readonly [number, number, number];

const cell = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 14 }), fc.integer({ min: 15, max: 60 }));
const three: fc.Arbitrary<Three> = fc.tuple(cell, cell, cell);
const sum = (counts: Three): number => counts.reduce((a, b) => a + b);

/** Both versions, and their difference, as whoever has both can put them: each cell is its first count and what came to it. */
function versions(first: Three, more: Three): Published[] {
  const v1 = tellable([], { period: '1', of: new Map(NAMES.map((name, at) => [name, first[at] ?? 0])) });
  const now = first.map((count, at) => count + (more[at] ?? 0));
  const parts = new Map(
    NAMES.map((name, at) => [name, { before: v1.get(name) ?? null, now: now[at] ?? 0 }] as const),
  );
  const v2 = toldAgain({ before: v1.get('*') ?? null, now: sum(first) + sum(more) }, parts);
  const cells = (name: string, at: number): Published[] => {
    const [one, other] = [[`1 ${name}`], [`2 ${name}`]];
    const value = { first: first[at] ?? 0, more: more[at] ?? 0 };
    return [
      { id: `first ${name}`, atoms: one, value: value.first, shown: v1.get(name) !== null },
      { id: `now ${name}`, atoms: [...one, ...other], value: now[at] ?? 0, shown: v2.get(name) !== null },
      { id: `more ${name}`, atoms: other, value: value.more, shown: false },
    ];
  };
  const [one, other] = [NAMES.map((name) => `1 ${name}`), NAMES.map((name) => `2 ${name}`)];
  const all = sum(first) + sum(more);
  return [
    { id: 'first *', atoms: one, value: sum(first), shown: v1.get('*') !== null },
    { id: 'now *', atoms: [...one, ...other], value: all, shown: v2.get('*') !== null },
    { id: 'more *', atoms: other, value: sum(more), shown: false },
    ...NAMES.flatMap(cells),
  ];
}

test('PC-01, PC-02: over a report and its correction no small number is told, and none can be worked out, nor what came between', () => {
  fc.assert(
    fc.property(three, three, (first, more) => {
      const released = versions(first, more);
      for (const { shown, value } of released) if (shown) assert.ok(value === 0 || value >= THRESHOLD);
      assert.deepEqual(pinned(released), []);
    }),
    { numRuns: 300, seed: 711 },
  );
});

test('a correction tells what did not move and what moved by many; what the first left out stays out', () => {
  const told = (all: [number | null, number], ...parts: [string, number | null, number][]) =>
    Object.fromEntries(
      toldAgain(
        { before: all[0], now: all[1] },
        new Map(parts.map(([name, before, now]) => [name, { before, now }])),
      ),
    );
  assert.deepEqual(told([60, 60], ['a', 40, 40], ['b', 20, 20]), { '*': 60, a: 40, b: 20 });
  assert.deepEqual(told([60, 75], ['a', 40, 55], ['b', 20, 20]), { '*': 75, a: 55, b: 20 });
  assert.deepEqual(told([60, 61], ['a', 40, 41], ['b', 20, 20]), { '*': null, a: null, b: 20 }, 'one more');
  assert.deepEqual(
    told([60, 75], ['a', 40, 52], ['b', 20, 23]),
    { '*': 75, a: null, b: null },
    'a and three',
  );
  assert.deepEqual(told([60, 72], ['a', 40, 51], ['b', null, 21]), { '*': 72, a: null, b: null }, 'one of b');
  assert.deepEqual(told([60, 59], ['a', 40, 39], ['b', 20, 20]), { '*': null, a: null, b: null }, 'fell');
  assert.deepEqual(told([null, 40], ['a', null, 40]), { '*': null, a: null });
});
