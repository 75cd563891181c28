import assert from 'node:assert/strict';
import { canonicalEvent, commit } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { forEachServer } from '../testing/database.ts';
import { openPool } from './connect.ts';
import { openJobs } from './jobs.ts';
import { migrate } from './migrate.ts';
import { record } from './record.ts';

forEachServer('store', (test) => {
  test('a leaf is stored with the change it speaks of', async ({ store }) => {
    const { salt } = await store.write((tx) => record(tx, { kind: 'card-revoked', count: 1 }));
    const rows = await store.read.selectFrom('ledger_unsequenced').selectAll().execute();
    const opened = await commit(salt, canonicalEvent({ kind: 'card-revoked', count: 1 }));
    assert.deepEqual(
      rows.map((row) => Buffer.from(row.commitment)),
      [Buffer.from(opened)],
    );
  });

  test('a leaf does not outlive the change that failed', async ({ store }) => {
    const failing = store.write(async (tx) => {
      await record(tx, { kind: 'card-revoked' });
      throw new Error('the change');
    });
    await assert.rejects(failing, /the change/);
    assert.deepEqual(await store.read.selectFrom('ledger_unsequenced').selectAll().execute(), []);
  });

  test('nobody sees a leaf before its change is stored', async ({ store }) => {
    await store.write(async (tx) => {
      await record(tx, { kind: 'card-revoked' });
      assert.deepEqual(await store.read.selectFrom('ledger_unsequenced').selectAll().execute(), []);
    });
    assert.equal((await store.read.selectFrom('ledger_unsequenced').selectAll().execute()).length, 1);
  });

  test('T9: equal events have unlike commitments, and no row tells when or what', async ({ store }) => {
    await store.write(async (tx) => {
      for (let i = 0; i < 3; i += 1) await record(tx, { kind: 'card-revoked' });
    });
    const rows = await store.read.selectFrom('ledger_unsequenced').selectAll().execute();
    assert.equal(new Set(rows.map((row) => Buffer.from(row.commitment).toString('hex'))).size, 3);
    assert.deepEqual(new Set(rows.flatMap(Object.keys)), new Set(['commitment']));
  });

  test('a job queued in a transaction that fails is not queued', async ({ store, address }) => {
    const jobs = await openJobs(address, () => {});
    try {
      const failing = store.write(async (tx) => {
        await jobs.send(tx, 'records.sweep', {});
        throw new Error('the change');
      });
      await assert.rejects(failing, /the change/);
      await store.write((tx) => jobs.send(tx, 'records.sweep', {}));
      const pool = openPool(address, { max: 1, readOnly: true });
      const { rows } = await pool.query(
        "select count(*)::int as count from pgboss.job where name = 'records.sweep'",
      );
      await pool.end();
      assert.deepEqual(rows, [{ count: 1 }]);
    } finally {
      await jobs.stop();
    }
  });

  test('dates are strings, large integers exact numbers or nothing', async ({ address }) => {
    const pool = openPool(address, { max: 1, readOnly: true });
    const { rows } = await pool.query(
      "select date '2026-03-29' as day, 9007199254740991::int8 as n, interval '1 year 2 days' as span",
    );
    assert.deepEqual(rows, [{ day: '2026-03-29', n: 9007199254740991, span: 'P1Y2D' }]);
    const tooLarge = pool.query('select 9007199254740993::int8 as n');
    await assert.rejects(tooLarge, (e) => isFault(e) && e.code === 'database-value-out-of-range');
    await pool.end();
  });

  test('migrating again changes nothing, and two at once do it once', async ({ address }) => {
    const again = await Promise.all([migrate(address), migrate(address)]);
    assert.deepEqual(again, [[], []]);
    const extra = { name: '9999-test', up: 'create table extra (id integer)' };
    const { MIGRATIONS } = await import('./migrations/index.ts');
    const both = await Promise.all([1, 2].map(() => migrate(address, [...MIGRATIONS, extra])));
    assert.deepEqual(both.flat(), ['9999-test']);
    await assert.rejects(migrate(address), (e) => isFault(e) && e.code === 'database-newer-than-program');
  });

  test('a migration that fails leaves nothing of itself', async ({ address }) => {
    const { MIGRATIONS } = await import('./migrations/index.ts');
    const broken = { name: '9999-broken', up: 'create table half (id integer); select 1/0' };
    const failing = migrate(address, [...MIGRATIONS, broken]);
    await assert.rejects(failing, (e) => isFault(e) && e.params.sqlstate === '22012');
    assert.deepEqual(await migrate(address), []);
    const pool = openPool(address, { max: 1, readOnly: true });
    const { rows } = await pool.query("select to_regclass('half') as found");
    await pool.end();
    assert.deepEqual(rows, [{ found: null }]);
  });
});
