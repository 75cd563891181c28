import { describe, test } from 'node:test';
import { runModel } from './records-model-run.ts';

/** Two at once, because much of a life is waiting for a disk or a process. */
const SEEDS = [20_260_105, 20_260_106];
const RUNS = 15;

describe('records, holds, destroyers, copies and time', { concurrency: true }, () => {
  for (const seed of SEEDS)
    test(`I2 I3 I4 I5 I8 I12 I13 T4 T5 T6 F-16 F-17 F-18: whatever happens in whatever order (${RUNS} lives of seed ${seed})`, () =>
      runModel({ runs: RUNS, seed }));
});
