import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quantile, timed } from './samples.ts';

test('quantiles by nearest rank', () => {
  const raw = Array.from({ length: 100 }, (_, i) => 100 - i);
  assert.deepEqual([quantile(raw, 0.5), quantile(raw, 0.95), quantile(raw, 1)], [50, 95, 100]);
  assert.equal(quantile([7], 0.95), 7);
  assert.ok(Number.isNaN(quantile([], 0.5)));
});

test('every run is done, the warm ones are not counted', async () => {
  const done: number[] = [];
  const series = await timed([1, 2, 3, 4], 1, async (one) => void done.push(one));
  assert.deepEqual([done, series.runs, series.raw.length], [[1, 2, 3, 4], 3, 3]);
});
