import assert from 'node:assert/strict';
import { LOG_FIELDS } from '../../http/log.ts';
import { openPool } from '../../store/connect.ts';
import { openJobs } from '../../store/jobs.ts';
import { forEachServer, type TestDatabase } from '../../testing/database.ts';
import { logMismatches, queueMismatches } from './flows-seen.ts';

async function sql({ address }: TestDatabase, ...statements: string[]): Promise<void> {
  const pool = openPool(address, { max: 1, readOnly: false });
  for (const one of statements) await pool.query(one);
  await pool.end();
}

forEachServer('EX-02: log fields and queues', (test) => {
  test('EX-02: a queue, a field of a payload, waiting or on the clock, that nobody declared is a mismatch', async (db) => {
    const { read } = db.store;
    const seen = () => queueMismatches(read);
    assert.deepEqual(await seen(), [], 'no queue was ever opened');
    const jobs = await openJobs(db.address, () => {});
    try {
      await jobs.every('records.sweep', '0 3 * * *', {});
      await db.store.write((tx) => jobs.send(tx, 'cards.publish', {}));
      assert.deepEqual(await seen(), [], 'as declared');
      await sql(
        db,
        `update pgboss.job set data = '{"name": "Zofia", "born": "1990"}' where name = 'cards.publish'`,
      );
      assert.deepEqual(await seen(), [{ kind: 'payload-unknown', queue: 'cards.publish', count: 2 }]);
      await sql(
        db,
        `update pgboss.job set data = '"Zofia"' where name = 'cards.publish'`,
        `update pgboss.schedule set data = '{"person": 1}'`,
      );
      assert.deepEqual(
        await seen(),
        ['cards.publish', 'records.sweep'].map((queue) => ({ kind: 'payload-unknown', queue, count: 1 })),
      );
      await sql(
        db,
        'update pgboss.job set data = null',
        'update pgboss.schedule set data = null',
        'select pgboss.create_queue(\'faces\', \'{"policy": "standard"}\')',
      );
      assert.deepEqual(await seen(), [{ kind: 'queue-unknown', queue: 'faces' }]);
    } finally {
      await jobs.stop();
    }
  });

  test('EX-02: a field that the log lets through and nobody declared is a mismatch, and one that it lost', async () => {
    assert.deepEqual(logMismatches(), []);
    assert.deepEqual(logMismatches([...LOG_FIELDS, 'address']), [
      { kind: 'log-field-unknown', field: 'address' },
    ]);
    assert.deepEqual(logMismatches(LOG_FIELDS.filter((field) => field !== 'scope')), [
      { kind: 'log-field-missing', field: 'scope' },
    ]);
  });
});
