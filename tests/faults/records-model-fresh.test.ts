import assert from 'node:assert/strict';
import { randomInt } from 'node:crypto';
import { test } from 'node:test';
import { runModel } from './records-model-run.ts';

const RUNS = 10;
/** Drawn for this run alone, or given again as it was printed. */
const given = process.env.COMMONKEY_TEST_SEED;
const seed = given === undefined ? randomInt(2 ** 31) : Number(given);

test('I2 I3 I4 I5 I8 I12 I13 T4 T5 T6: whatever happens in whatever order, in lives that no run had before', (t) => {
  t.diagnostic(`COMMONKEY_TEST_SEED=${seed} (${RUNS} lives)`);
  assert.ok(Number.isSafeInteger(seed), 'COMMONKEY_TEST_SEED is a whole number');
  return runModel({ runs: RUNS, seed });
});
