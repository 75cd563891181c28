import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueFaults } from '@commonkey/words';
import { cardWords } from './labels.ts';

test('every label and fault is worded in every language', () => {
  assert.deepEqual(catalogueFaults(cardWords, 'en'), []);
});
