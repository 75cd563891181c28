import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { forEachServer } from '../testing/database.ts';
import { record } from './record.ts';

forEachServer('store', (test) => {
  test('record commits with its transaction', async ({ store }) => {
    await store.write(async (tx) => {
      await record(tx, { kind: 'test' });
    });
    const rows = await store.read.selectFrom('ledger_unsequenced').selectAll().execute();
    assert.equal(rows.length, 1);
    void sql;
  });
});
