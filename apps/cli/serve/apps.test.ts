import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { buildApps } from './apps.ts';

test('a start never serves yesterday’s desk, and two starts at once each have a whole one', async (t) => {
  const dist = mkdtempSync(join(tmpdir(), 'commonkey-dist-'));
  t.after(() => rmSync(dist, { recursive: true, force: true }));
  writeFileSync(join(dist, 'builds.json'), '{"desk":"of yesterday"}');
  const built = await Promise.all([buildApps(dist), buildApps(dist)]);
  const pages = built.map(({ folders }) => readFileSync(join(folders.desk, 'desk.js')));
  assert.deepEqual(pages[0], pages[1]);
  assert.deepEqual(readFileSync(join(dist, 'desk', 'desk.js')), pages[0]);
  const { desk } = JSON.parse(readFileSync(join(dist, 'builds.json'), 'utf8'));
  assert.equal(JSON.parse(readFileSync(join(dist, 'desk', 'build.json'), 'utf8')).hash, desk);
  for (const { remove } of built) await remove();
  assert.deepEqual(readdirSync(dist).sort(), ['builds.json', 'desk', 'verify']);
  assert.ok(existsSync(join(dist, 'verify', 'index.html')));
});
