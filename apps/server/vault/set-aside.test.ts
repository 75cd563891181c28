import assert from 'node:assert/strict';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectKeeper } from '../keeper/client.ts';
import type { Store } from '../store/store.ts';
import { forOneServer } from '../testing/database.ts';
import { keeperIn, vaultHall } from './testing/hall.ts';

const begun = async (store: Store) =>
  (await store.read.selectFrom('disposals_begun').selectAll().execute())
    .map(({ series, count, authority, taken_back }) => `${series} ${count} ${authority} ${taken_back}`)
    .sort();
const sumOf = async (store: Store) =>
  (await store.read.selectFrom('disposal_receipts').select('count').execute()).reduce(
    (sum, { count }) => sum + count,
    0,
  );

forOneServer('the destroyer', (test) => {
  test('a record that cannot end is set aside until tomorrow, and the others end', async ({ store }, t) => {
    const keeper = await keeperIn(t);
    const asked: string[] = [];
    const link = connectKeeper(keeper.socket);
    const ask: typeof link.ask = (question, input) => {
      asked.push(question);
      return link.ask(question, input);
    };
    const hall = await vaultHall(store, keeper, { time: '2026-11-22T12:00:00Z', over: { keeper: { ask } } });
    const application = await hall.application('2026-11-22');
    const tables = join(keeper.folder, 'vault', 'tables');
    for (let i = 0; i < 5; i += 1) await hall.store('papers', application, '2026-11-22');
    const others = new Set(readdirSync(tables));
    const bad = await hall.store('card', application, '2026-11-22');
    // Its table is broken, here and everywhere: nobody can say whether the key lives.
    const broken = readdirSync(tables).filter((name) => !others.has(name));
    assert.equal(broken.length, 1, 'the table of the record is there to be broken');
    await keeper.stop();
    for (const name of broken) writeFileSync(join(tables, name), 'x');
    await keeper.start();

    const first = await hall.vault.sweep();
    assert.deepEqual(first, { destroyed: 5, held: 0, awaiting: 0, pending: 1 });
    const row = await store.read
      .selectFrom('vault_records')
      .select(['id', 'set_aside_on'])
      .executeTakeFirstOrThrow();
    assert.deepEqual(row, { id: bad, set_aside_on: '2026-11-22' });

    asked.length = 0;
    assert.equal((await hall.vault.sweep()).pending, 1, 'still owed');
    assert.ok(!asked.includes('vault-shred'), 'and nobody was asked in vain');

    hall.at('2026-11-23T12:00:00Z');
    await hall.vault.sweep();
    const next = await store.read
      .selectFrom('vault_records')
      .select('set_aside_on')
      .executeTakeFirstOrThrow();
    assert.equal(next.set_aside_on, '2026-11-23', 'tried again on the next day');
  });

  test('two destroyers at once end each record once', async ({ store }, t) => {
    const keeper = await keeperIn(t);
    const [one, two] = [
      await vaultHall(store, keeper, { time: '2026-11-22T12:00:00Z' }),
      await vaultHall(store, keeper, { time: '2026-11-22T12:00:00Z' }),
    ];
    const application = await one.application('2026-11-22');
    for (let i = 0; i < 40; i += 1) await one.store('papers', application, '2026-11-22');
    await Promise.all([one.vault.sweep(), two.vault.sweep(), two.vault.finish(), one.vault.sweep()]);
    assert.equal((await store.read.selectFrom('vault_records').select('id').execute()).length, 0);
    assert.equal(await sumOf(store), 40, 'receipts speak of each of them once');
  });

  test('both steps are said: what begins, what a hold takes back, what is gone', async ({ store }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-11-22T12:00:00Z' });
    const application = await hall.application('2027-01-01');
    await hall.store('papers', application, '2027-01-01');
    await hall.store('card', application, '2027-01-01');
    await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    assert.deepEqual(await begun(store), [
      'portal-card 1 withdrawn false',
      'portal-papers 1 withdrawn false',
    ]);
    await hall.place('portal-card');
    await hall.vault.finish();
    assert.deepEqual(await begun(store), [
      'portal-card 1 withdrawn false',
      'portal-card 1 withdrawn true',
      'portal-papers 1 withdrawn false',
    ]);
    assert.equal(await sumOf(store), 1);
  });
});
