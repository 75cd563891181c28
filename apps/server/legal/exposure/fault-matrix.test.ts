import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lastMatrix, noteMatrix } from './fault-matrix.ts';

const RUN = { files: 24, passed: 180, failed: 1, skipped: 2 };
const NOW = new Date('2026-11-22T23:30:00Z');

test('the last run of the fault matrix is read from what the run wrote, with whether the code has changed since', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'ck-matrix-'));
  t.after(() => rm(root, { recursive: true, force: true }));
  for (const folder of ['apps', 'packages']) await mkdir(join(root, folder));
  await writeFile(join(root, 'apps', 'serve.ts'), 'one');
  assert.equal(await lastMatrix(root), null, 'it never ran here');
  await noteMatrix(RUN, NOW, root);
  const last = await lastMatrix(root);
  const { on, commit, code: _, ofThisCode, ...counts } = last ?? assert.fail('it ran');
  assert.deepEqual([on, commit, ofThisCode, counts], ['2026-11-22', null, true, RUN]);
  await writeFile(join(root, 'apps', 'serve.ts'), 'two');
  assert.equal((await lastMatrix(root))?.ofThisCode, false);
  await writeFile(join(root, 'dist', 'fault-matrix.json'), '{"passed": 1000000}');
  assert.equal(await lastMatrix(root), null, 'what is no record of a run says nothing');
});
