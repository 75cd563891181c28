import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Verdict } from '@commonkey/credential';
import { type ReasonCode, reasonCodes } from './reasons.ts';
import { viewOf } from './view.ts';

const verdicts: Verdict['verdict'][] = ['valid', 'not-valid', 'undetermined'];
const calm = { practice: false, rootChanged: false, clockWrong: false };

function verdictOf(verdict: Verdict['verdict'], reason: ReasonCode): Verdict {
  return { verdict, reason } as unknown as Verdict;
}

test('with nothing in doubt every verdict and reason passes through unchanged', () => {
  for (const reason of reasonCodes) {
    for (const verdict of verdicts.slice(1)) {
      const view = viewOf(verdictOf(verdict, reason), calm);
      assert.deepEqual([view.verdict, view.reason], [verdict, reason]);
    }
  }
});

test('doubt turns answers into "we could not check" and never into the opposite answer', () => {
  for (const around of [
    { ...calm, rootChanged: true },
    { ...calm, clockWrong: true },
    { practice: true, rootChanged: true, clockWrong: true },
  ]) {
    for (const reason of reasonCodes) {
      for (const verdict of verdicts) {
        const before = verdictOf(verdict, reason);
        const view = viewOf(before, around);
        assert.ok(view.verdict === verdict || view.verdict === 'undetermined', `${verdict} ${reason}`);
        assert.equal(view.verdict === 'valid', false, 'no doubtful card is called valid');
      }
    }
  }
});

test('without a proven card there is nothing of it to show', () => {
  assert.equal(viewOf(verdictOf('not-valid', 'signature-wrong'), calm).card, null);
});
