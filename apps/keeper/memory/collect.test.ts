import assert from 'node:assert/strict';
import { test } from 'node:test';
import { getHeapSpaceStatistics } from 'node:v8';
import { collect } from './collect.ts';

/** What the pages of the old space take, and how much of it lives, in bytes. */
function oldSpace(): { size: number; used: number } {
  const space = getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space');
  assert.ok(space);
  return { size: space.space_size, used: space.space_used_size };
}

test('T9: a collection empties every page: what lives is moved, so that nothing is left beside it', () => {
  const living: (object | null)[] = Array.from({ length: 300_000 }, (_, i) => ({ one: `${i}`, two: [i] }));
  collect();
  // Holes too small for V8 to move a page for.
  for (let i = 0; i < living.length; i += 12) living[i] = null;
  collect();
  const { size, used } = oldSpace();
  assert.ok(used > 20_000_000, `${used}`);
  assert.ok(size - used < used * 0.03, `${size - used} bytes of ${size} lie between what lives`);
  assert.equal(living.length, 300_000);
});
