import assert from 'node:assert/strict';
import { test } from 'node:test';
import { judgeHalves, judgeOfficers } from './officers.ts';

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

test('doctor counts what one person has whole, and warns of it once a second person works here', () => {
  assert.deepEqual(judgeHalves({ without: 3, alone: 0, onceAlone: 0 }, false), []);
  const two = { without: 0, alone: 2, onceAlone: 3 };
  const params = { count: 2, some: 'some', once: 3 };
  assert.deepEqual(judgeHalves(two, false), [{ level: 'warn', code: 'halves-with-one', params }]);
  assert.deepEqual(judgeHalves(two, true), [{ level: 'ok', code: 'halves-with-one', params }]);
  assert.equal(
    judgeHalves({ ...two, alone: 0 }, false)[0]?.level,
    'ok',
    'what is handed over is in a backup alone',
  );
});
