import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { planted, readMutants, TABLE, tableOf } from '../../scripts/mutants.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const textOf = (path: string) => readFile(join(ROOT, path), 'utf8');

test('the list of planted bugs is whole: each has its place in the code, a test, and a line in the table', async () => {
  const mutants = await readMutants();
  assert.equal(new Set(mutants.map(({ name }) => name)).size, mutants.length, 'each has a name of its own');
  for (const mutant of mutants) {
    const bug = planted(mutant, await textOf(mutant.file));
    assert.ok(bug.includes(mutant.put), mutant.name);
    assert.ok((await textOf(mutant.test)).includes(mutant.red), `${mutant.name}: no such test`);
  }
  // Where this fails: npm run mutants -- --write
  assert.equal(await textOf(TABLE), tableOf(mutants));
});
