import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { isFault } from '@commonkey/words';
import { openPool } from '../connect.ts';
import { embeddedBinaries } from './binaries.ts';
import { type Cluster, startCluster } from './cluster.ts';
import { lockFolder } from './folder-lock.ts';

const folders: string[] = [];
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});
function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'commonkey-test-'));
  folders.push(folder);
  return folder;
}

const MARKER = 'MARKERMARISOL';
const HASTY = { fsync: 'off', full_page_writes: 'off' };
async function start(dataFolder: string): Promise<Cluster> {
  return startCluster({
    dataFolder,
    root: await embeddedBinaries(),
    newPassword: () => 'secret',
    settings: HASTY,
  });
}
async function ask(cluster: Cluster, text: string, values: unknown[] = []) {
  const pool = openPool({ ...cluster, database: 'postgres' }, { max: 1, readOnly: false });
  try {
    return (await pool.query<Record<string, unknown>>(text, values)).rows;
  } finally {
    await pool.end();
  }
}
const alive = (pid: number) => existsSync(`/proc/${pid}`);
const postmaster = (cluster: Cluster) =>
  Number(readFileSync(join(cluster.home, 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);

describe('the embedded PostgreSQL', () => {
  test('keeps what was stored over a stop, closed to other users, with checksums and quiet logs', async () => {
    const folder = newFolder();
    const first = await start(folder);
    await ask(first, 'create table kept as select 1 as n');
    await first.stop();
    const second = await start(folder);
    try {
      assert.deepEqual(await ask(second, 'select n from kept'), [{ n: 1 }]);
      for (const [name, value] of Object.entries({
        data_checksums: 'on',
        log_min_error_statement: 'panic',
        log_error_verbosity: 'terse',
        listen_addresses: '',
      }))
        assert.deepEqual(await ask(second, `show ${name}`), [{ [name]: value }]);
      assert.equal(statSync(second.home).mode & 0o077, 0);
      assert.equal(statSync(join(second.home, 'password')).mode & 0o077, 0);
      if (process.getuid?.() === 0) assert.notEqual(statSync(join(second.home, 'cluster')).uid, 0);
    } finally {
      await second.stop();
    }
  });

  test('stops the server that a killed service left behind, and keeps its data', async () => {
    const folder = newFolder();
    const script = `
      import { startCluster } from ${JSON.stringify(new URL('./cluster.ts', import.meta.url).href)};
      import { embeddedBinaries } from ${JSON.stringify(new URL('./binaries.ts', import.meta.url).href)};
      await startCluster({ dataFolder: process.argv[1], root: await embeddedBinaries(), newPassword: () => 'secret' });
      process.kill(process.pid, 'SIGKILL');`;
    const killed = spawnSync(process.execPath, ['--input-type=module-typescript', '-e', script, folder]);
    assert.equal(killed.signal, 'SIGKILL', killed.stderr.toString());
    const pid = Number(
      readFileSync(join(folder, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0],
    );
    assert.ok(alive(pid), 'the server outlived its service');
    const cluster = await start(folder);
    try {
      assert.notEqual(postmaster(cluster), pid);
      assert.deepEqual(await ask(cluster, 'select 1 as n'), [{ n: 1 }]);
    } finally {
      await cluster.stop();
    }
  });

  test('leaves alone a stranger who was given the number of a dead server', async () => {
    const folder = newFolder();
    const first = await start(folder);
    await first.stop();
    const stranger = spawn('sleep', ['60'], { stdio: 'ignore' });
    try {
      const cluster = join(folder, 'postgres', 'cluster');
      const { uid, gid } = statSync(cluster);
      const write = `printf '${stranger.pid}\\n' > postmaster.pid && chown ${uid}:${gid} postmaster.pid`;
      assert.equal(spawnSync('sh', ['-c', write], { cwd: cluster }).status, 0);
      await start(folder).then(
        (second) => second.stop(),
        () => {},
      );
      assert.ok(alive(stranger.pid ?? 0));
    } finally {
      stranger.kill();
    }
  });

  test('works where the folder lies below one that is closed to others', async () => {
    const closed = newFolder();
    chmodSync(closed, 0o700);
    const folder = join(closed, 'data');
    mkdirSync(folder);
    const cluster = await start(folder);
    folders.push(cluster.home);
    try {
      assert.deepEqual(await ask(cluster, 'select 1 as n'), [{ n: 1 }]);
    } finally {
      await cluster.stop();
    }
  });

  test("listens on a loopback port where a socket's path would be too long", async () => {
    const parent = newFolder();
    chmodSync(parent, 0o711);
    const folder = join(parent, 'x'.repeat(100));
    const cluster = await start(folder);
    try {
      assert.equal(cluster.host, '127.0.0.1');
      assert.deepEqual(await ask(cluster, 'show listen_addresses'), [{ listen_addresses: '127.0.0.1' }]);
      const stranger = openPool(
        { ...cluster, password: 'guess', database: 'postgres' },
        { max: 1, readOnly: true },
      );
      await assert.rejects(stranger.query('select 1'), (e) => Object(e).code === '28P01');
      await stranger.end();
    } finally {
      await cluster.stop();
    }
  });

  test('T9: no failure leaves a value in a file of the server but where it was stored', async () => {
    const cluster = await start(newFolder());
    try {
      await ask(cluster, 'create table marked (n integer check (n > 0), person text)');
      for (const text of [`select '${MARKER}'::integer`, `selec '${MARKER}'`])
        await assert.rejects(ask(cluster, text));
      await assert.rejects(ask(cluster, 'select $1::text::integer', [MARKER]));
    } finally {
      await cluster.stop();
    }
    const files = readdirSync(cluster.home, { recursive: true, withFileTypes: true }).filter((entry) =>
      entry.isFile(),
    );
    const holding = files
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => readFileSync(path).includes(MARKER));
    assert.deepEqual(holding, []);
  });

  test('what cannot start says so by code', async () => {
    const folder = newFolder();
    await (await start(folder)).stop();
    rmSync(join(folder, 'postgres', 'cluster', 'global'), { recursive: true });
    await assert.rejects(start(folder), (e) => isFault(e) && e.code === 'database-not-starting');
  });
});

describe('the lock of a data folder', () => {
  test('refuses a second owner in this process and in another, and is free once released', () => {
    const folder = newFolder();
    const held = lockFolder(folder);
    assert.throws(
      () => lockFolder(folder),
      (e) => isFault(e) && e.code === 'data-folder-in-use' && e.params.folder === folder,
    );
    const lock = new URL('./folder-lock.ts', import.meta.url).href;
    const script = `const { lockFolder } = await import('${lock}');
      try { lockFolder(process.argv[1]); console.log('taken'); } catch (e) { console.log(e.code); }`;
    const other = () =>
      spawnSync(process.execPath, ['-e', script, folder], { encoding: 'utf8' }).stdout.trim();
    assert.equal(other(), 'data-folder-in-use');
    held.release();
    assert.equal(other(), 'taken');
    lockFolder(folder).release();
  });

  test('a folder that cannot be is another matter', () => {
    const file = join(newFolder(), 'file');
    writeFileSync(file, '');
    assert.throws(
      () => lockFolder(join(file, 'below')),
      (e) => isFault(e) && e.code === 'data-folder-unusable',
    );
  });
});
