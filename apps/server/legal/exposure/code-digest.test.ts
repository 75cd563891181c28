import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { digestOfCode } from './code-digest.ts';

test('the digest changes with whatever runs in a city, and with nothing else', async (t) => {
  const root = await mkdtemp(join(tmpdir(), 'ck-code-'));
  t.after(() => rm(root, { recursive: true, force: true }));
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
    return digestOfCode(root);
  };
  await mkdir(join(root, 'packages'));
  const first = await write('apps/server/serve.ts', 'one');
  for (const path of [
    'apps/server/serve.test.ts',
    'apps/server/testing/hall.ts',
    'packages/x/node_modules/y.ts',
    'apps/readme.md',
  ])
    assert.equal(await write(path, 'two'), first, path);
  for (const path of ['apps/server/serve.ts', 'packages/x/words/en.json', 'package-lock.json'])
    assert.notEqual(await write(path, 'two'), first, path);
  assert.equal(await write('apps/server/serve.ts', 'two'), await digestOfCode(root), 'of the same the same');
});
