import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { isFault } from '@commonkey/words';
import { placeHold } from '../holds/holding.ts';
import { over } from '../holds/testing/scope.ts';
import { connectKeeper } from '../keeper/client.ts';
import { forEachServer } from '../testing/database.ts';
import { keeperIn, vaultHall } from './testing/hall.ts';

forEachServer('before a key dies', (test) => {
  test('T6 F-16 I4: city hall asks again, also where the key process knows of no hold and would obey', async ({
    store,
  }, t) => {
    const keeper = await keeperIn(t);
    const asked: string[] = [];
    const link = connectKeeper(keeper.socket);
    const ask: typeof link.ask = (question, input) => {
      asked.push(question);
      return link.ask(question, input);
    };
    const hall = await vaultHall(store, keeper, { time: '2026-03-01T18:00:00Z', over: { keeper: { ask } } });
    const application = await hall.application();
    const kept = await hall.store('papers', application, '2026-03-20');
    await hall.store('card', application, '2026-03-20');
    await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    // Into the database alone: nobody tells the key process, and nobody settles what has begun.
    const { clock, random } = hall.parts;
    await assert.rejects(
      placeHold(store, over('portal-papers'), randomUUID(), { clock, random }),
      (error) => isFault(error) && error.code === 'hold-waits-for-keeper',
    );
    assert.deepEqual((await link.ask('vault-holds', {})).holds, []);

    asked.length = 0;
    assert.deepEqual(await hall.vault.finish({ application, kinds: ['papers'] }), {
      destroyed: 0,
      held: 1,
      awaiting: 0,
      pending: 0,
    });
    assert.ok(!asked.includes('vault-shred'), 'the key process was not tempted');
    assert.equal((await hall.vault.open(store.read, [kept], hall.share)).length, 1, 'it opens again');
    assert.equal((await hall.vault.finish()).destroyed, 1, 'what no hold takes ends');
  });
});
