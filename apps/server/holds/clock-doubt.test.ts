import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { LogEvent } from '../http/log.ts';
import { forOneServer } from '../testing/database.ts';
import { differingClock, tellDoubt, toldDoubt, watchDoubt } from './clock-doubt.ts';

const HOUR = 3_600_000;

test('a doubt about the machine’s clock is told at once in log and folder, and taken back when it is over', async (t) => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'ck-doubt-'));
  t.after(() => rm(dataFolder, { recursive: true, force: true }));
  const events: LogEvent[] = [];
  let sure = true;
  const watch = watchDoubt({
    ...{ steady: { trusted: () => sure }, dataFolder },
    log: (event) => void events.push(event),
  });
  await tellDoubt(dataFolder, 'machine');
  await watch.look();
  assert.equal(await toldDoubt(dataFolder), null, 'what an earlier life left is nobody’s word');
  sure = false;
  await watch.look();
  await watch.look();
  assert.equal(await toldDoubt(dataFolder), 'machine');
  assert.deepEqual(events, [{ event: 'fault', code: 'clock-leapt' }], 'once');
  sure = true;
  await watch.look();
  assert.equal(await toldDoubt(dataFolder), null);
  await tellDoubt(dataFolder, 'database');
  await watch.look();
  assert.equal(await toldDoubt(dataFolder), 'database', 'what others say of other clocks stays');
  await watch.stop();
  assert.deepEqual(await readdir(join(dataFolder, 'secrets')), [], 'and nothing is left by one that stopped');
});

forOneServer('clocks beside the machine’s', (test) => {
  test('I13: the database’s, and the one that the ledger was signed by, differ by more than an hour or not', async ({
    store,
  }) => {
    const at = (ms: number) => ({ now: () => new Date(Date.now() + ms) });
    for (const [off, differs] of [
      [0, null],
      [-59 * 60_000, null],
      [61 * 60_000, 'database'],
      [-61 * 60_000, 'database'],
    ] as const)
      assert.equal(await differingClock(store.read, at(off)), differs);
    let tree_size = 0;
    const slot = (ms: number) =>
      store.write((tx) =>
        tx
          .insertInto('ledger_checkpoints')
          .values({
            slot: new Date(Date.now() + ms),
            tree_size: tree_size++,
            note: null,
            frontier: new Uint8Array(),
          })
          .execute(),
      );
    await slot(0.9 * HOUR);
    assert.equal(await differingClock(store.read, at(0)), null);
    await slot(2 * HOUR);
    assert.equal(await differingClock(store.read, at(0)), 'ledger');
  });
});
