import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { catalogueFaults } from '@commonkey/words';
import { credentialWords } from './words.ts';

test('every code has a sentence in every language, and no sentence is without a code', () => {
  assert.deepEqual(catalogueFaults(credentialWords, 'en'), []);
  const source = readFileSync(new URL('./codes.ts', import.meta.url), 'utf8');
  const codes = Array.from(source.matchAll(/\| '([a-z0-9-]+)'/g), ([, code]) => `fault.${code}`);
  // The one-line union has its first member without a bar.
  codes.push('fault.expired');
  assert.deepEqual(Object.keys(credentialWords.en ?? {}).sort(), [...new Set(codes)].sort());
});
