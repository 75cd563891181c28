import { parseArgs } from 'node:util';
import { runModel } from './records-model-run.ts';

/** `npm run test:model -- 500 [--seed N] [--path P]`: so many lives, or the one that a failure named. */
const { values, positionals } = parseArgs({
  options: { seed: { type: 'string' }, path: { type: 'string' } },
  allowPositionals: true,
});
const runs = Number(positionals[0] ?? 200);
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31));
console.log(`${runs} lives of seed ${seed}`);
const began = performance.now();
await runModel({ runs, seed, ...(values.path === undefined ? {} : { path: values.path }) });
console.log(`all promises kept, ${Math.round((performance.now() - began) / 1000)} s`);
