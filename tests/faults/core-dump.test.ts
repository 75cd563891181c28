import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** As a machine may be set up: dumps of any size are welcome. */
const WELCOME = ['-c', 'ulimit -c unlimited; exec "$0" "$@"'];

function started(folder: string, line: readonly string[], env: Record<string, string> = {}): ChildProcess {
  return spawn('/bin/sh', [...WELCOME, ...line], {
    cwd: folder,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const dumps = (folder: string) => readdirSync(folder).filter((name) => /^core/.test(name));

/** Whether this machine writes dumps where the process stands at all: else nothing could be seen. */
async function writesDumps(): Promise<boolean> {
  if (!/^core/.test(readFileSync('/proc/sys/kernel/core_pattern', 'utf8'))) return false;
  const folder = mkdtempSync(join(tmpdir(), 'ck-dump-'));
  try {
    const child = started(folder, ['sleep', '60']);
    await new Promise((done) => setTimeout(done, 200));
    child.kill('SIGABRT');
    await once(child, 'exit');
    return dumps(folder).length > 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Processes below one, deepest last. */
function below(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8')
    .split(' ')
    .filter(Boolean)
    .map(Number);
  return children.flatMap((child) => [child, ...below(child)]);
}

const commandOf = (pid: number) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');

test('T9: a service that is aborted leaves no dump of its memory, and neither does its key process', async (t: TestContext) => {
  if (process.platform !== 'linux' || !(await writesDumps()))
    return t.skip('this machine writes no dumps beside a process');
  const folder = mkdtempSync(join(tmpdir(), 'ck-dump-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const ports = { PUBLIC: '0', STAFF: '0', DESK: '0', VERIFY: '0' };
  const child = started(folder, [process.execPath, join(ROOT, 'apps/cli/bin/commonkey.mjs'), 'serve'], {
    COMMONKEY_DATA: join(folder, 'data'),
    COMMONKEY_PROGRAM: join(ROOT, 'programs/model-city-online'),
    ...Object.fromEntries(Object.entries(ports).map(([name, port]) => [`COMMONKEY_${name}_PORT`, port])),
  });
  let said = '';
  child.stdout?.on('data', (bytes: Buffer) => (said += bytes.toString()));
  child.stderr?.resume();
  while (!said.includes('Ctrl+C')) {
    assert.equal(child.exitCode, null, said);
    await new Promise((done) => setTimeout(done, 100));
  }
  const database = realpathSync(join(folder, 'data', 'postgres'));
  t.after(() => rmSync(database, { recursive: true, force: true }));
  const all = below(child.pid ?? 0);
  const ours = all.filter((pid) => /apps\/(cli|keeper)\/main\.ts/.test(commandOf(pid)));
  assert.equal(ours.length, 2, 'city hall and its key process');
  for (const pid of ours)
    assert.match(readFileSync(`/proc/${pid}/limits`, 'utf8'), /Max core file size\s+0\s+0/, commandOf(pid));
  for (const pid of ours) process.kill(pid, 'SIGABRT');
  await once(child, 'exit');
  for (const pid of all) endQuietly(pid);
  assert.deepEqual(dumps(folder), []);
  assert.deepEqual(
    readdirSync(join(folder, 'data'), { recursive: true }).filter((name) =>
      /core(\.\d+)?$/.test(String(name)),
    ),
    [],
  );
});

/** The database outlives a city hall that was aborted; it is not the test's to keep. */
function endQuietly(pid: number): void {
  try {
    process.kill(pid, 'SIGQUIT');
  } catch {
    // gone already
  }
}
