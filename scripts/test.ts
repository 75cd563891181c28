/**
 * The one test command. Reads the code (check.ts), builds the offline apps, runs every test file on node:test,
 * and ends with `N passed, N failed, N skipped`.
 *
 *   npm test                 everything, browser journeys included
 *   npm test -- packages     only files whose path holds a given word
 *   npm run test:quick       no static checks, no browser
 */
import { glob } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { buildAll } from './build.ts';
import { CHECKS, runCheck } from './check.ts';

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false } },
  allowPositionals: true,
});

let passed = 0;
let failed = 0;
let skipped = 0;

if (!values.quick && positionals.length === 0) {
  for (const check of CHECKS) {
    const { ok, output } = runCheck(check);
    console.log(`${ok ? '✔' : '✖'} ${check.name}`);
    if (!ok) console.log(output);
    if (ok) passed += 1;
    else failed += 1;
  }
}

await buildAll();

const isBrowserTest = (file: string) => file.includes('.browser.test.') || file.startsWith('tests/journeys/');
const found: string[] = [];
for await (const file of glob('{packages,apps,tests,bench,scripts}/**/*.test.{ts,tsx}', {
  exclude: (name) => name.includes('node_modules'),
}))
  found.push(file);
const wanted = found
  .filter((file) => !values.quick || !isBrowserTest(file))
  .filter((file) => positionals.length === 0 || positionals.some((word) => file.includes(word)))
  .sort();

const stream = run({
  files: wanted,
  concurrency: availableParallelism(),
  // A journey starts a service and a browser; anything that takes longer than this hangs.
  timeout: 10 * 60_000,
  execArgv: [
    '--import',
    new URL('./tsx-loader.mjs', import.meta.url).href,
    '--disable-warning=ExperimentalWarning',
  ],
});

const skips: string[] = [];
stream.on('test:pass', (event) => {
  if (event.details.type === 'suite') return;
  if (event.skip !== undefined && event.skip !== false) {
    skipped += 1;
    skips.push(
      `${event.file ?? ''}: ${event.name}${typeof event.skip === 'string' ? ` (${event.skip})` : ''}`,
    );
  } else if (event.todo === undefined) passed += 1;
});
stream.on('test:fail', (event) => {
  if (event.details.type !== 'suite') failed += 1;
});
stream.compose(spec).pipe(process.stdout);
await new Promise((resolve) => stream.once('end', resolve));

if (skips.length > 0) console.log(`\nSkipped:\n${skips.map((line) => `  ${line}`).join('\n')}`);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 ? 1 : 0);
