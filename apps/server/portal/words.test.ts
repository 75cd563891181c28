import assert from 'node:assert/strict';
import { test } from 'node:test';
import { catalogueFaults } from '@commonkey/words';
import { words } from './words.ts';

test('LA-01: every language has every sentence of these pages, and no other', () => {
  assert.ok(words.en && words.es);
  assert.deepEqual(catalogueFaults(words, 'en'), []);
});

test('no sentence threatens, asks why, or names what nobody has to be', () => {
  const never = /\b(illegal|alien|foreigner|suspicious|valid reason|ilegal|extranjero|sospechos)/i;
  for (const [key, text] of Object.entries({ ...words.en, ...words.es }))
    assert.doesNotMatch(text, never, key);
});
