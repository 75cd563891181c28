import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pageFonts } from '@commonkey/card/build-fonts.ts';
import { buildDesk } from './build.ts';

const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex');

async function contents(folder: string): Promise<Map<string, Buffer>> {
  const found = new Map<string, Buffer>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found.set(path.slice(folder.length + 1), await readFile(path));
  }
  return found;
}

test('the build of the desk', async (t) => {
  const work = await mkdtemp(join(tmpdir(), 'commonkey-desk-build-'));
  t.after(() => rm(work, { recursive: true, force: true }));
  const one = await buildDesk(join(work, 'one'));
  const before = process.cwd();
  process.chdir(work);
  const two = await buildDesk(join(work, 'elsewhere', 'two')).finally(() => process.chdir(before));
  const files = await contents(join(work, 'one'));

  await t.test('gives the same bytes twice, from wherever it is started', async () => {
    assert.equal(one.hash, two.hash);
    assert.deepEqual(files, await contents(join(work, 'elsewhere', 'two')));
    assert.deepEqual([...files.keys()].sort(), [...one.files]);
  });

  await t.test('says the hash that sha256sum gives of the listing', () => {
    const listing = [...files]
      .filter(([path]) => path !== 'build.json')
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([path, bytes]) => `${sha256(bytes)}  ./${path}\n`)
      .join('');
    assert.equal(one.hash, sha256(listing));
  });

  await t.test('F-21: the worker keeps every file by its digest, so that no other can take its place', () => {
    const worker = String(files.get('worker.js'));
    for (const [path, bytes] of files) {
      const listed = worker.includes(`"/${path}":"${sha256(bytes)}"`);
      assert.equal(listed, path !== 'worker.js' && path !== 'build.json', path);
    }
  });

  await t.test('has nothing inline, and its policy allows nothing inline and nobody else', () => {
    const html = String(files.get('index.html'));
    assert.doesNotMatch(html, /<style|style=|<script(?![^>]*\ssrc=)|\son[a-z]+=/i);
    const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? '';
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self' 'wasm-unsafe-eval';/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|https?:|\*|data:|blob:/);
  });

  await t.test('carries the typefaces that draw what city hall draws, the Chinese one cut down', async () => {
    const fonts = Object.entries(await pageFonts());
    assert.equal(fonts.length, 4);
    for (const [name, bytes] of fonts)
      assert.ok(files.get(`fonts/card/${name}.ttf`)?.equals(Buffer.from(bytes)), name);
    assert.ok((files.get('fonts/card/sc-500.ttf')?.length ?? 0) < 6_500_000);
  });

  await t.test('holds nothing of the machine it was built on', () => {
    for (const [path, bytes] of files) assert.equal(bytes.includes(before), false, path);
  });
});
