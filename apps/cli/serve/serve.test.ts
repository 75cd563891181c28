import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { catalogueFaults } from '@commonkey/words';
import { serveWords } from './words.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const MAIN = join(ROOT, 'apps', 'cli', 'main.ts');
const LOADER = join(ROOT, 'scripts', 'tsx-loader.mjs');
const FLAGS = ['--import', LOADER, '--disable-warning=ExperimentalWarning'];
const ORIGIN_LINE = /^ {2}\S.* (http:\/\/localhost:\d+)\/$/gm;

type Run = {
  child: ChildProcess;
  said(): string;
  until(words: RegExp): Promise<void>;
  ended: Promise<number | null>;
};
const running: ChildProcess[] = [];
const folders: string[] = [];
after(() => {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'commonkey-serve-'));
  folders.push(folder);
  return folder;
}

function serve(
  dataFolder: string,
  env: Record<string, string | undefined> = {},
  start: [string, string[]] = [process.execPath, [...FLAGS, MAIN, 'serve']],
  detached = false,
): Run {
  const ports = Object.fromEntries(
    ['PUBLIC', 'STAFF', 'DESK', 'VERIFY'].map((name) => [`COMMONKEY_${name}_PORT`, '0']),
  );
  const settings = {
    COMMONKEY_DATA: dataFolder,
    COMMONKEY_ISSUER: 'https://cards.example',
    ...ports,
    ...env,
  };
  const child = spawn(...start, {
    cwd: ROOT,
    detached,
    env: { PATH: process.env.PATH, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.push(child);
  let text = '';
  const heard = (chunk: Buffer) => {
    text += chunk;
  };
  child.stdout?.on('data', heard);
  child.stderr?.on('data', heard);
  const ended = once(child, 'close').then(([code]) => code as number | null);
  return {
    child,
    ended,
    said: () => text,
    async until(words) {
      const over = ended.then((code) => assert.fail(`ended with ${code}: ${text}`));
      while (!words.test(text)) await Promise.race([once(child.stdout ?? child, 'data'), over]);
    },
  };
}

const originsIn = (text: string) => [...text.matchAll(ORIGIN_LINE)].map(([, origin]) => origin ?? '');
/** One that has ended and that nobody has taken note of runs no more. */
const isAlive = (pid: number): boolean =>
  existsSync(`/proc/${pid}`) && !/^State:\tZ/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
const postmasterOf = (folder: string) =>
  Number(readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

describe('commonkey serve', () => {
  test('opens four origins with one link for the first administrator, and leaves nothing running', async () => {
    const folder = newFolder();
    const run = serve(folder);
    await run.until(/Ctrl\+C/);
    const origins = originsIn(run.said());
    assert.equal(new Set(origins).size, 4, run.said());
    for (const origin of origins) {
      const page = await fetch(`${origin}/`, { headers: { accept: 'text/html' } });
      assert.equal(page.status, 200, origin);
      assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'none'/);
      assert.match(await page.text(), /<html/);
    }
    assert.match(run.said(), /SPECIMEN/);
    assert.match(run.said(), /Applications online stay closed until somebody can decide them/);
    assert.match(await (await fetch(`${origins[0]}/?lang=en`)).text(), /This is paused/);
    const link =
      /^ {2}(http:\/\/localhost:\d+\/\S+)$/m.exec(run.said().split('administrator')[1] ?? '')?.[1] ?? '';
    assert.ok(link.startsWith(origins[1] ?? '-'), run.said());
    assert.ok(new URL(link).hash.length > 40, 'the secret is in the fragment, which no server is sent');

    const second = serve(folder);
    assert.equal(await second.ended, 2);
    assert.match(second.said(), /data-folder-in-use|Another Commonkey runs/);

    const postmaster = postmasterOf(folder);
    assert.doesNotMatch(run.said(), /"event":"request"/, 'nobody’s coming is a line (PR-06)');
    run.child.kill('SIGTERM');
    assert.equal(await run.ended, 0, run.said());
    assert.match(run.said(), /T\d\d:00:00Z","event":"requests","origin":"public","method":"GET"/);
    assert.ok(!existsSync(`/proc/${postmaster}`), 'the database has stopped');
    for (const origin of origins) await assert.rejects(fetch(origin));
  });

  test('ends when npm does, which takes the shell between them and tells nobody else', async () => {
    const folder = newFolder();
    const bin = join(ROOT, 'apps', 'cli', 'bin', 'commonkey.mjs');
    const run = serve(folder, { npm_execpath: 'npm-cli.js' }, [
      'sh',
      ['-c', '"$0" "$1" serve; exit $?', process.execPath, bin],
    ]);
    await run.until(/Ctrl\+C/);
    const postmaster = postmasterOf(folder);
    run.child.kill('SIGTERM');
    // Its output ends with the last process that has it.
    await run.ended;
    assert.ok(!isAlive(postmaster), 'the database has stopped');
    await assert.rejects(fetch(originsIn(run.said())[0] ?? ''));
  });

  test('ends in order where its whole group is told at once, and each of them tells the next', async () => {
    const folder = newFolder();
    const bin = join(ROOT, 'apps', 'cli', 'bin', 'commonkey.mjs');
    const run = serve(folder, {}, [process.execPath, [bin, 'serve']], true);
    await run.until(/Ctrl\+C/);
    const postmaster = postmasterOf(folder);
    const group = -(run.child.pid ?? assert.fail());
    process.kill(group, 'SIGTERM');
    await run.until(/Stopping/);
    process.kill(group, 'SIGTERM');
    assert.equal(await run.ended, 0, run.said());
    assert.match(run.said(), /Stopped/);
    assert.ok(!isAlive(postmaster), 'the database has stopped');
  });

  test('starts again after it was killed, with the same city', async () => {
    const folder = newFolder();
    const first = serve(folder);
    await first.until(/Ctrl\+C/);
    first.child.kill('SIGKILL');
    await first.ended;
    const again = serve(folder);
    await again.until(/Ctrl\+C/);
    again.child.kill('SIGINT');
    assert.equal(await again.ended, 0, again.said());
  });

  test('a taken port makes nothing: with another one the same folder starts', async () => {
    const folder = newFolder();
    for (const name of ['PUBLIC', 'VERIFY']) {
      const taken = createServer().listen(0, 'localhost').unref();
      await once(taken, 'listening');
      const port = String((taken.address() as AddressInfo).port);
      // Whose name is on cards is the public origin then, with its port.
      const run = serve(folder, { COMMONKEY_ISSUER: undefined, [`COMMONKEY_${name}_PORT`]: port });
      assert.equal(await run.ended, 2, run.said());
      assert.match(run.said(), new RegExp(`${port}.*\\[port-in-use\\]`, 's'));
      assert.ok(!existsSync(join(folder, 'keeper')), `no key was made: ${readdirSync(folder)}`);
      taken.close();
      await once(taken, 'close');
    }
    const again = serve(folder, { COMMONKEY_ISSUER: undefined });
    await again.until(/Ctrl\+C/);
    again.child.kill('SIGINT');
    assert.equal(await again.ended, 0, again.said());
  });

  test('stops before it starts anything when a setting or the rules are wrong', async () => {
    for (const [env, code] of [
      [{ COMMONKEY_PUBLIC_PROT: '1' }, /config-unknown-variable|not a setting/],
      [{ COMMONKEY_STAFF_PORT: '99999' }, /config-not-a-port|not a port/],
      [{ COMMONKEY_PROGRAM: 'programs/chicago-2025' }, /program-refused|cannot be served/],
      [{ COMMONKEY_PROGRAM: 'programs/new-york' }, /program-incomplete|not established/],
      [{ COMMONKEY_CITY: 'real' }, /program-is-practice/],
      [
        {
          COMMONKEY_BLOBS: 'https://store.example/bucket',
          COMMONKEY_BLOBS_KEY: 'k',
          COMMONKEY_BLOBS_SECRET: 's',
        },
        /“blob-store” to “store\.example” is in use and not in the sharing register/,
      ],
      [{ COMMONKEY_CITY: 'real', COMMONKEY_ISSUER: '' }, /config-issuer-missing/],
    ] as const) {
      const run = serve(newFolder(), env);
      assert.equal(await run.ended, 2, run.said());
      assert.match(run.said(), code);
    }
  });

  test('every sentence is there in English and Spanish', () =>
    assert.deepEqual(catalogueFaults(serveWords, 'en'), []));
});
