/**
 * The one test command. Reads the code (check.ts), builds the offline apps, runs every test file on node:test,
 * and ends with `N passed, N failed, N skipped`.
 *
 *   npm test                 everything, browser journeys included
 *   npm test -- packages     only files whose path holds a given word
 *   npm run test:quick       no static checks, no browser
 *   npm test -- --slowest 60 says of more files how long they took
 */
import { glob } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';
import { noteMatrix } from '../apps/server/legal/exposure/fault-matrix.ts';
import { buildAll } from './build.ts';
import { CHECKS, runCheck } from './check.ts';
import { openTestRoom } from './test-room.ts';

const { values, positionals } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, slowest: { type: 'string', default: '25' } },
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
/** The longest first, so that none of them is left to run alone at the end. */
const LONG = [/^tests\/journeys\//, /^tests\/(faults|residue)\//, /^tests\//, /browser/, /./];
const rank = (file: string) => LONG.findIndex((long) => long.test(file));
const found: string[] = [];
for await (const file of glob('{packages,apps,tests,bench,scripts}/**/*.test.{ts,tsx}', {
  exclude: (name) => name.includes('node_modules'),
}))
  found.push(file);
const wanted = found
  .filter((file) => !values.quick || !isBrowserTest(file))
  .filter((file) => positionals.length === 0 || positionals.some((word) => file.includes(word)))
  .sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));

const room = await openTestRoom();
Object.assign(process.env, room.env);
// Whoever stops the run stops what it started, and then it tidies up as always.
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());

const stream = run({
  files: wanted,
  signal: stop.signal,
  // Much of a journey is waiting, for a page or a process that starts: two more than there are processors.
  concurrency: availableParallelism() + 2,
  // A journey starts a service and a browser; anything that takes longer than this hangs.
  timeout: 10 * 60_000,
  execArgv: [
    '--import',
    new URL('./tsx-loader.mjs', import.meta.url).href,
    '--disable-warning=ExperimentalWarning',
  ],
});

/** What the exposure page tells of the fault matrix (EX, output I): the whole of it or nothing. */
const isOfMatrix = (file: string | undefined) => file !== undefined && /(^|\/)tests\/faults\//.test(file);
const matrix = { files: found.filter(isOfMatrix).length, passed: 0, failed: 0, skipped: 0 };

const skips: string[] = [];
const seconds = new Map<string, number>();
stream.on('test:pass', (event) => {
  if (event.details.type === 'suite') return;
  if (event.skip !== undefined && event.skip !== false) {
    skipped += 1;
    if (isOfMatrix(event.file)) matrix.skipped += 1;
    skips.push(
      `${event.file ?? ''}: ${event.name}${typeof event.skip === 'string' ? ` (${event.skip})` : ''}`,
    );
  } else if (event.todo === undefined) {
    passed += 1;
    if (isOfMatrix(event.file)) matrix.passed += 1;
  }
});
stream.on('test:fail', (event) => {
  if (event.details.type === 'suite') return;
  failed += 1;
  if (isOfMatrix(event.file)) matrix.failed += 1;
});
stream.on('test:summary', ({ file, duration_ms }) => {
  if (file !== undefined) seconds.set(relative(process.cwd(), file), duration_ms / 1000);
});
stream.compose(spec).pipe(process.stdout);
await new Promise((resolve) => stream.once('end', resolve));
await room.close();
if (!stop.signal.aborted && wanted.filter(isOfMatrix).length === matrix.files)
  await noteMatrix(matrix, new Date());

const slowest = [...seconds].sort(([, a], [, b]) => b - a).slice(0, Number(values.slowest));
for (const [file, took] of slowest) console.log(`${took.toFixed(1).padStart(7)} s  ${file}`);
if (skips.length > 0) console.log(`\nSkipped:\n${skips.map((line) => `  ${line}`).join('\n')}`);
console.log(`\n${passed} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed > 0 || stop.signal.aborted ? 1 : 0);
