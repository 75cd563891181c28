import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { type LedgerEvent, leafOf } from '@commonkey/ledger';
import { placedEvent } from '../holds/events.ts';
import { askRelease } from '../holds/holding.ts';
import { liftHold, upholdHold } from '../holds/lifting.ts';
import { placedScope } from '../holds/scope.ts';
import { sealOf } from '../holds/seal.ts';
import { ofDays } from '../holds/testing/scope.ts';
import { committedLeaves } from '../store/committed.ts';
import { openPool } from '../store/connect.ts';
import { record } from '../store/record.ts';
import { sealKeyOf } from '../store/seal-key.ts';
import type { Store } from '../store/store.ts';
import { forOneServer } from '../testing/database.ts';
import { keeperIn, vaultHall } from '../vault/testing/hall.ts';
import { alteredRows } from './altered.ts';
import { keptOpenings } from './kept.ts';

/** What an auditor is handed of each hold. */
async function handed(store: Store): Promise<LedgerEvent[]> {
  const kept = (await keptOpenings(store)).filter(({ table }) => table === 'legal_holds');
  const there = await committedLeaves(
    store.read,
    kept.flatMap(({ openings }) => openings.map(leafOf)),
  );
  return kept.flatMap(({ openings }) =>
    openings.filter((one) => there.has(Buffer.from(leafOf(one)).toString('hex'))).map(({ event }) => event),
  );
}

forOneServer('the days of a hold', (test) => {
  test('the entry of each step says its day, as the city reckons it', async ({ store }, t) => {
    // In the city's evening: for a clock of UTC it is tomorrow.
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-11-23T02:00:00Z' });
    const { clock, random } = hall.parts;
    const parts = { clock, random, inFlight: hall.vault.inFlight };
    const { id } = await hall.place('portal-papers');
    hall.at('2026-11-24T02:00:00Z');
    await upholdHold(store, id, randomUUID(), parts);
    await store.write((tx) => askRelease(tx, id, randomUUID()));
    hall.at('2026-11-25T02:00:00Z');
    await liftHold(store, id, randomUUID(), parts);
    const days = (await handed(store)).map(({ kind, placed_on, confirmed_on, released_on }) => [
      kind,
      placed_on ?? confirmed_on ?? released_on,
    ]);
    assert.deepEqual(days, [
      ['hold-placed', '2026-11-22'],
      ['hold-confirmed', '2026-11-23'],
      ['hold-released', '2026-11-24'],
    ]);
    assert.deepEqual([...(await alteredRows(store))], []);
  });

  test('I8: a hold that was narrowed and is confirmed once more says what it takes, and nobody is told that its row was changed', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-11-23T02:00:00Z' });
    const { clock, random } = hall.parts;
    const parts = { clock, random, inFlight: hall.vault.inFlight };
    const { id } = await hall.place('portal-papers');
    const narrowTo = ofDays('portal-papers', '2026-01-01', '2026-11-01');
    await upholdHold(store, id, randomUUID(), { ...parts, narrowTo });
    await upholdHold(store, id, randomUUID(), parts);
    assert.deepEqual([...(await alteredRows(store))], []);
    const last = (await handed(store)).filter(({ kind }) => kind === 'hold-confirmed').at(-1);
    assert.equal(last?.narrowed, true);
    assert.equal(last?.until, '2026-11-01');
  });

  test('a database that lost it gets it back with the days it had, and with the day it came back', async ({
    store,
    address,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-11-23T02:00:00Z' });
    const { clock, random, holds } = hall.parts;
    const { id } = await hall.place('portal-papers');
    await upholdHold(store, id, randomUUID(), { clock, random, inFlight: hall.vault.inFlight });
    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    await pool.query('delete from legal_holds');
    hall.at('2026-11-26T02:00:00Z');
    assert.equal((await holds.agree(store)).putBack, 1);
    const days = (await handed(store)).map(({ placed_on, confirmed_on, put_back_on }) => [
      placed_on ?? confirmed_on ?? put_back_on,
    ]);
    assert.deepEqual(days.flat(), ['2026-11-22', '2026-11-22', '2026-11-25']);
    assert.deepEqual([...(await alteredRows(store))], []);
  });

  test('one from before entries said a day opens as it did', async ({ store }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-11-23T02:00:00Z' });
    const { id } = await hall.place('portal-papers');
    await store.write(async (tx) => {
      const row = await tx
        .selectFrom('legal_holds')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      assert.ok(row.placed_by_salt);
      const by = { staff: row.placed_by, salt: row.placed_by_salt };
      const before = placedEvent(id, placedScope(row), row.reason, { by, on: null });
      const { salt: ledger_salt } = await record(tx, before, hall.parts.random);
      const seal = sealOf({ ...row, ledger_salt }, sealKeyOf(tx));
      await tx.updateTable('legal_holds').set({ ledger_salt, seal }).where('id', '=', id).execute();
    });
    const events = await handed(store);
    assert.deepEqual(
      events.map(({ kind, placed_on }) => [kind, placed_on]),
      [['hold-placed', undefined]],
    );
    assert.deepEqual([...(await alteredRows(store))], []);
  });
});
