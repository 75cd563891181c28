import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeOfficers } from './officers.ts';

const none = { another: 0, anybody: 0, halves: 0 };
const codes = (...[readiness, stuck]: Parameters<typeof judgeOfficers>) =>
  judgeOfficers(readiness, stuck).map(({ level, code, params }) => [level, code, params?.['count']]);

test('doctor warns of too few keys, and of what opens for nobody who works here', () => {
  const two = { reviewers: 2, officers: 2, alone: false, ready: true };
  assert.deepEqual(codes(two, none), [['ok', 'officers-enough', undefined]]);
  const few = codes({ ...two, reviewers: 1, ready: false }, { another: 1, anybody: 2, halves: 3 });
  assert.deepEqual(few, [
    ['warn', 'officers-too-few', undefined],
    ['warn', 'sealed-stuck', 6],
  ]);
});
