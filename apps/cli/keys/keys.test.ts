import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { keyWords } from '@commonkey/server/keeper/words.ts';
import { catalogueFaults, Fault } from '@commonkey/words';
import { wordFault } from '../words.ts';
import { keysWords } from './words.ts';

test('every sentence is there in English and Spanish', () => {
  assert.deepEqual(catalogueFaults(keysWords, 'en'), []);
  assert.deepEqual(catalogueFaults(keyWords, 'en'), []);
});

/** What sentences name. */
const PARAMS = { epoch: 'a-table', name: 'a-replica', needed: 1, problem: 'a field' };
/** What only a service can provoke, and so answers a browser and no terminal. */
const OF_THE_SERVICE = /^(no-issuing|desk-|daily-|status-|checkpoint-)/;

test('every code of the key process that a terminal can meet reads as a sentence', () => {
  const path = fileURLToPath(import.meta.resolve('@commonkey/keeper/codes.ts'));
  const codes = [...readFileSync(path, 'utf8').matchAll(/'([a-z-]+)'/g)].map(([, code]) => code ?? '');
  assert.ok(codes.length > 20);
  const bare = codes.filter(
    (code) =>
      !OF_THE_SERVICE.test(code) && wordFault(new Fault(code, PARAMS)).startsWith('This could not be done'),
  );
  assert.deepEqual(bare, []);
});
