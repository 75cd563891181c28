import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { placeHold } from '../holds/holding.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { house } from '../ledger/testing/house.ts';
import { openPool } from '../store/connect.ts';
import { forOneServer } from '../testing/database.ts';
import { vaultHall } from '../vault/testing/hall.ts';
import { outsideFindings } from './outside.ts';
import { urlOf } from './testing/url.ts';

forOneServer('doctor on what the key process remembers', (test) => {
  test('I12: a hold and ledger rows deleted by SQL each fail; a service that keeps its word says nothing', async ({
    store,
    address,
  }, t) => {
    const here = await house(store, t);
    const hall = await vaultHall(store, here.keeper);
    const config = { ...here.context.config, databaseUrl: urlOf(address) };
    const found = async (over: Partial<typeof config> = {}) =>
      (await outsideFindings({ ...config, ...over })).map(({ level, code, params }) => [level, code, params]);
    const { clock, random } = hall.parts;
    await placeHold(store, EVERYTHING, randomUUID(), { clock, random, inFlight: hall.vault.inFlight });
    await here.hour(3);
    assert.deepEqual(await found(), []);

    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    await pool.query('delete from legal_holds');
    assert.deepEqual(await found(), [['fail', 'hold-row-missing', { count: 1 }]]);
    await hall.parts.holds.agree(store);
    assert.deepEqual(await found(), []);

    const [{ count }] = (await pool.query('select count(*)::int as count from ledger_leaves')).rows;
    assert.ok(count >= 3);
    await pool.query('delete from ledger_leaves where leaf_index = 0');
    assert.deepEqual(await found(), [['fail', 'ledger-rows-lost', { count: 1 }]]);
    await pool.query('delete from ledger_leaves');
    assert.deepEqual(await found(), [['fail', 'ledger-rows-lost', { count }]]);
    assert.deepEqual(await found({ keeperSocket: '/nowhere/keeper.sock' }), [], 'no key process, no word');
  });
});
