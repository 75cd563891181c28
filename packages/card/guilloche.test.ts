import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ribbon, rosette } from './guilloche.ts';

const area = { x0: 0, x1: 1000, y: 100, height: 80, threads: 8, waves: 3 };

test('a city’s lines are always the same, another city’s are others', () => {
  assert.deepEqual(ribbon('a', area), ribbon('a', area));
  assert.notDeepEqual(ribbon('a', area), ribbon('b', area));
  const round = { x: 0, y: 0, radius: 100, threads: 6 };
  assert.notDeepEqual(rosette('a', round), rosette('b', round));
});

test('lines stay within their height and reach', () => {
  for (const seed of ['a', 'b', 'c', 'd']) {
    const heights = ribbon(seed, area).flatMap((d) =>
      Array.from(d.matchAll(/ (-?[\d.]+)/g), (m) => Number(m[1])),
    );
    assert.ok(heights.every((y) => y >= 60 && y <= 140));
    const far = rosette(seed, { x: 0, y: 0, radius: 100, threads: 6 }).flatMap((d) =>
      Array.from(d.matchAll(/(-?[\d.]+) (-?[\d.]+)/g), (m) => Math.hypot(Number(m[1]), Number(m[2]))),
    );
    assert.ok(far.every((reach) => reach <= 100.2));
  }
});
