import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { confirmHold } from '../../apps/server/holds/holding.ts';
import { sealKeyOf } from '../../apps/server/store/seal-key.ts';
import type { Store } from '../../apps/server/store/store.ts';
import { forOneServer } from '../../apps/server/testing/database.ts';
import { type Lives, openLives } from '../../apps/server/testing/lives.ts';
import { keeperIn, type VaultHall, vaultHall } from '../../apps/server/vault/testing/hall.ts';
import type { ChildTask } from './online-child.ts';

const CHILD = fileURLToPath(new URL('online-child.ts', import.meta.url));

const sealKeyIn = ({ read }: Store) => Buffer.from(sealKeyOf(read)).toString('hex');

/** @returns how many steps the task has, or null if its process was killed */
async function run(lives: Lives<ChildTask>, task: ChildTask): Promise<number | null> {
  const { killed, lines } = await lives.live(task);
  return killed ? null : Number(/whole (\d+)/.exec(lines.join('\n'))?.[1]);
}

async function everything(store: Store, folder: string) {
  const rows = await store.read
    .selectFrom('vault_records')
    .select(['id', 'application', 'tombstoned_on', 'epoch', 'slot', 'blob'])
    .orderBy('id')
    .execute();
  const receipts = await store.read.selectFrom('disposal_receipts').selectAll().orderBy('id').execute();
  const files = await readdir(join(folder, 'blobs'), { recursive: true }).catch(() => []);
  return { rows, receipts, blobs: files.filter((name) => name.length > 10) };
}

/** Every leased slot that lives, as the key process knows it. */
async function living({ parts }: VaultHall): Promise<string[]> {
  const { epochs } = await parts.keeper.ask('vault-leased', {});
  return epochs.flatMap(({ epoch, leased }) => leased.map((slot) => `${epoch}/${slot}`)).sort();
}

forOneServer('killed', (test) => {
  test('F-01 I2 I8 I9: kill -9 at every durable step from the first byte to the receipt', async ({
    store,
    address,
  }, t) => {
    const lives = await openLives<ChildTask>(t, CHILD);
    const keeper = await keeperIn(t);
    const time = new Date().toISOString();
    const hall = await vaultHall(store, keeper, { time });
    const { folder, socket } = keeper;
    const ends = { absent: 0, whole: 0, gone: 0 };
    let steps = 0;
    for (let dieAt = 1; ; dieAt++) {
      const application = await hall.application();
      const task = {
        address,
        keeper: { folder, socket },
        sealKey: sealKeyIn(store),
        time,
        application,
        endsOn: '2099-03-01',
      };
      const before = (await everything(store, folder)).receipts.length;
      const whole = await run(lives, { ...task, work: 'life', dieAt });
      await hall.vault.finish();
      const once = await everything(store, folder);
      await hall.vault.finish();
      assert.deepEqual(
        await everything(store, folder),
        once,
        `step ${dieAt}: a second recovery changes nothing`,
      );
      const rows = once.rows.filter((row) => row.application === application);
      const receipts = once.receipts.length - before;
      const at = `step ${dieAt}: ${rows.length} rows, ${receipts} receipts`;
      assert.ok(
        rows.every(({ tombstoned_on }) => tombstoned_on === null),
        at,
      );
      if (rows.length === 2) {
        assert.equal(receipts, 0, at);
        const ids = rows.map(({ id }) => id);
        const share = new Uint8Array(32).fill(9);
        const sizes = (await hall.vault.open(store.read, ids, share)).map(({ length }) => length);
        assert.deepEqual(sizes.sort(), [20, 20_000], at);
        ends.whole += 1;
        await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
        await hall.vault.finish();
      } else {
        assert.equal(rows.length, 0, at);
        assert.ok(receipts === 0 || receipts === 2, at);
        ends[receipts === 0 ? 'absent' : 'gone'] += 1;
      }
      if (whole === null) continue;
      steps = whole;
      assert.equal(dieAt, whole + 1, 'every step was died at');
      break;
    }
    t.diagnostic(`${steps} steps: ${JSON.stringify(ends)}`);
    assert.ok(ends.absent > 5 && ends.whole > 2 && ends.gone > 8, JSON.stringify(ends));

    assert.ok((await living(hall)).length > 0, 'leases that died with their processes');
    await hall.vault.sweep();
    assert.ok((await living(hall)).length > 0, 'nobody knows yet that they died');
    hall.ran(15 * 3_600_000);
    await hall.vault.sweep();
    assert.deepEqual(await living(hall), [], 'what a crash left between lease and row is dead');
    assert.deepEqual((await everything(store, folder)).blobs, [], 'and so are its bytes');
  });

  test('F-01 T6: kill -9 at every step of a month’s end loses nothing under hold', async ({
    store,
    address,
  }, t) => {
    const lives = await openLives<ChildTask>(t, CHILD);
    const keeper = await keeperIn(t);
    const { folder, socket } = keeper;
    const time = '2026-05-02T12:00:00Z';
    const hall = await vaultHall(store, keeper, { time: '2026-03-01T12:00:00Z' });
    const hold = await hall.place('portal-papers');
    await store.write((tx) => confirmHold(tx, hold.id, randomUUID(), hall.parts));
    const ids: string[] = [];
    for (let dieAt = 1; ; dieAt++) {
      const application = await hall.application();
      hall.leap('2026-03-01T12:00:00Z');
      ids.push(await hall.store('papers', application, `2026-03-0${1 + (dieAt % 9)}`));
      await hall.store('card', application, '2026-03-05');
      const task = {
        address,
        keeper: { folder, socket },
        sealKey: sealKeyIn(store),
        time,
        application,
        endsOn: '',
      };
      const whole = await run(lives, { ...task, work: 'sweep', dieAt });
      hall.leap(time);
      await hall.vault.sweep();
      const once = await everything(store, folder);
      await hall.vault.sweep();
      assert.deepEqual(
        await everything(store, folder),
        once,
        `step ${dieAt}: a second recovery changes nothing`,
      );
      assert.deepEqual(
        once.rows.map(({ id }) => id),
        ids.toSorted(),
        'what is held, and nothing else',
      );
      assert.ok(once.rows.every(({ epoch }) => epoch.startsWith('hold:')));
      assert.equal((await hall.vault.open(store.read, ids, hall.share)).length, ids.length);
      if (whole !== null) break;
    }
    t.diagnostic(`${ids.length - 1} steps`);
    assert.ok(ids.length > 8, `${ids.length}`);
  });
});
