import assert from 'node:assert/strict';
import { alteredRows } from '../audit/altered.ts';
import type { Context } from '../context.ts';
import { confirmHold, placeHold } from '../holds/holding.ts';
import { openHolds } from '../holds/holds.ts';
import { keeperMirror } from '../holds/mirror.ts';
import type { RoomClock, SteadyClock } from '../holds/steady-clock.ts';
import { over } from '../holds/testing/scope.ts';
import { sweepRecords } from '../housekeeping.ts';
import { keeperOf } from '../keeper/client.ts';
import { sequenceLedger } from '../ledger/sequence.ts';
import { house } from '../ledger/testing/house.ts';
import { openPool } from '../store/connect.ts';
import type { Store } from '../store/store.ts';
import { sureClock } from '../testing/clock.ts';
import { forOneServer } from '../testing/database.ts';
import { replay } from './replay.ts';

type After = { after(work: () => Promise<void>): void };

/** A city whose holds are kept outside the database too, as the running service keeps them. */
async function city(store: Store, t: After) {
  const home = await house(store, t);
  const { config, program, random } = home.context;
  const clock = home.context.clock as RoomClock;
  const mirror = keeperMirror(keeperOf({ config }), clock);
  const context: Context = { ...home.context, holds: openHolds(program.program, clock, random, mirror) };
  const inFlight = { mirror, settle: async () => [], timeZone: program.program.city.timeZone };
  return { ...home, context, placing: { ...context, inFlight } };
}

const unsequenced = (store: Store) => store.read.selectFrom('ledger_unsequenced').selectAll().execute();

forOneServer('a hold that comes back from outside the database', (test) => {
  test('I12: placed and lost in one hour, its entry waits for its number again; nobody is accused, and a changed row still is', async ({
    store,
    address,
  }, t) => {
    const { context, placing, hour } = await city(store, t);
    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    const [provisional, confirmed] = [
      await placeHold(store, over('portal-papers'), crypto.randomUUID(), { ...placing, reason: 'lawsuit' }),
      await placeHold(store, over('portal-card'), crypto.randomUUID(), { ...placing, reason: 'audit' }),
    ];
    await store.write((tx) => confirmHold(tx, confirmed.id, crypto.randomUUID(), placing));
    await context.holds.tell(store.read);
    // The copy is from before: neither the rows nor what waited for its number.
    const forget = () =>
      pool.query(
        `set session_replication_role = replica; delete from legal_holds; delete from ledger_unsequenced;
         set session_replication_role = origin`,
      );
    await forget();
    assert.equal((await context.holds.agree(store)).putBack, 2);
    await replay(context);
    assert.deepEqual([...(await alteredRows(store))], [], 'after the start');
    const waiting = (await unsequenced(store)).length;
    await replay(context);
    assert.equal((await unsequenced(store)).length, waiting, 'once');

    await forget();
    const steady = { ...sureClock(() => new Date()), mark: async () => {}, waits: () => null };
    await sweepRecords(context, steady as unknown as SteadyClock);
    assert.deepEqual([...(await alteredRows(store))], [], 'put back by the destroyer’s run');
    await hour(0);
    await sequenceLedger(context);
    assert.deepEqual([...(await alteredRows(store))], [], 'numbered');
    await replay(context);
    assert.deepEqual(await unsequenced(store), [], 'what has its number gets no second one');

    await pool.query('update legal_holds set series = $1 where id = $2', [['portal-card'], provisional.id]);
    await replay(context);
    assert.deepEqual(await unsequenced(store), [], 'a changed row is not committed to');
    assert.deepEqual(Object.fromEntries(await alteredRows(store)), { legal_holds: 1 });
  });
});
