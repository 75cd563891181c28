import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { isFault } from '@commonkey/words';
import { openSteadyClock } from '../../apps/server/holds/steady-clock.ts';
import { sweepRecords } from '../../apps/server/housekeeping.ts';
import { openPool } from '../../apps/server/store/connect.ts';
import { testContext } from '../../apps/server/testing/context.ts';
import { forEachServer } from '../../apps/server/testing/database.ts';
import { machineElapsed } from '../../apps/server/vault/open.ts';
import { keeperIn, onlineCity, vaultHall } from '../../apps/server/vault/testing/hall.ts';

forEachServer('what stands between records and their end', (test) => {
  test('I12 T6: a certificate that opens no leaf stops the destroyer before anything ends', async ({
    store,
    address,
  }, t) => {
    const keeper = await keeperIn(t);
    const { vault, parts } = await vaultHall(store, keeper);
    const base = testContext(store, { program: await onlineCity(), time: parts.clock.now() });
    const steady = openSteadyClock({
      clock: { now: () => new Date() },
      elapsed: machineElapsed,
      boot: 'one',
      path: join(keeper.folder, 'clock'),
      said: new Date().toISOString().slice(0, 10),
    });
    const context = {
      ...base,
      ...{ vault, holds: parts.holds, clock: steady },
      config: { ...base.config, dataFolder: keeper.folder, keeperSocket: keeper.socket },
    };
    const staff_id = randomUUID();
    await store.write(async (tx) => {
      await tx.insertInto('staff_members').values({ id: staff_id, called: 'A' }).execute();
      const opening = { id: randomUUID(), staff_id, purpose: 'order', opened_at: new Date() } as const;
      await tx
        .insertInto('evidence_openings')
        .values({ ...opening, ends_on: '2026-03-01' })
        .execute();
    });
    const there = async () =>
      (await store.read.selectFrom('evidence_openings').select('id').execute()).length;
    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    await pool.query(
      `set session_replication_role = replica;
       insert into disposal_certificates (id, series, due_from, due_through, opens_on, issued_on, issued_by, ledger_salt)
       values (gen_random_uuid(), 'cards', '2020-01-01', '2026-01-01', '2026-01-01', '2026-01-01',
         gen_random_uuid(), decode(repeat('ab', 32), 'hex'))`,
    );
    const altered = (error: unknown) => isFault(error) && error.code === 'hold-rows-altered';
    await assert.rejects(sweepRecords(context, steady), altered);
    assert.equal(await there(), 1);
    await pool.query('delete from disposal_certificates');
    await sweepRecords(context, steady);
    assert.equal(await there(), 0);
  });
});
