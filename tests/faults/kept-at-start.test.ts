import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startRunning } from '../residue/service/running.ts';

test('I8 I12: receipts are written down beside the database by each start and each orderly stop, and no run of the destroyer is waited for', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'ck-kept-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const dataFolder = join(folder, 'data');
  const service = await startRunning(t, { dataFolder });
  const kept = join(dataFolder, 'kept');
  const mark = () => readFile(join(kept, 'database.json'), 'utf8');
  assert.match(await mark(), /"at"/);
  await rm(kept, { recursive: true });
  await service.stop();
  assert.match(await mark(), /"at"/);
  await readFile(join(kept, 'rows.jsonl'));
});
