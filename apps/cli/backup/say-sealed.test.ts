import assert from 'node:assert/strict';
import { test } from 'node:test';
import { speaker } from '@commonkey/words';
import { saySealed } from './say-sealed.ts';
import { backupWords } from './words.ts';

const say = speaker('en', backupWords.en ?? {});
const of = (open: number, dead: number, lost: number) => saySealed({ open, dead, lost }, say);

test('a copy without sealed records is not told as one that no key opens', () => {
  assert.equal(of(0, 0, 0), 'There is no sealed record in it.');
  assert.match(of(0, 2, 0), /none opens.*2 were destroyed since/);
  assert.match(of(0, 0, 1), /none opens.*1 has lost its key/);
  assert.match(of(3, 0, 0), /3 open with .*None was destroyed since/);
  assert.match(saySealed(null, say), /key process/);
});
