import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inTens, LEAST_SAID } from './counts.ts';

test('PC-01: none, fewer than eleven, or tens: no answer of this page is that of one number alone', () => {
  const said = new Map<string, number>();
  for (let count = 0; count <= 400; count += 1) {
    const text = JSON.stringify(inTens(count));
    said.set(text, (said.get(text) ?? 0) + 1);
  }
  assert.deepEqual(inTens(0), { none: true });
  assert.deepEqual(inTens(LEAST_SAID - 1), { fewer: LEAST_SAID });
  said.delete(JSON.stringify(inTens(0)));
  // The last one is cut off by where this loop ends.
  said.delete(JSON.stringify(inTens(400)));
  for (const [text, numbers] of said) assert.ok(numbers >= 4, `${text} is told of ${numbers} numbers`);
});
