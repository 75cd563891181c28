import assert from 'node:assert/strict';
import { isFault } from '@commonkey/words';
import { forEachServer } from '../testing/database.ts';
import { keeperIn } from '../vault/testing/hall.ts';
import { claimDatabase } from './claim.ts';
import { house } from './testing/house.ts';

const anothers = (error: unknown) => isFault(error) && error.code === 'database-of-another-service';
const kept = { keysLost: false };

forEachServer('whose database it is', (test) => {
  test('of two services with keys of their own one has it, from its first start on', async ({ store }, t) => {
    const { context } = await house(store, t);
    const other = { ...context, config: { ...context.config, keeperSocket: (await keeperIn(t)).socket } };
    await claimDatabase(context, kept);
    await claimDatabase(context, kept);
    await assert.rejects(claimDatabase(other, kept), anothers);
    await assert.rejects(claimDatabase(other, { keysLost: true }), anothers, 'a living one is no lost one');
  });

  test('of two that start at once one has it', async ({ store }, t) => {
    const { context } = await house(store, t);
    const other = { ...context, config: { ...context.config, keeperSocket: (await keeperIn(t)).socket } };
    const both = await Promise.allSettled([claimDatabase(context, kept), claimDatabase(other, kept)]);
    assert.deepEqual(both.map(({ status }) => status).sort(), ['fulfilled', 'rejected']);
  });

  test('rows with a ledger that others signed are taken where those keys are said to be lost, and nowhere else', async ({
    store,
  }, t) => {
    const { context, hour } = await house(store, t);
    await hour(3);
    const other = { ...context, config: { ...context.config, keeperSocket: (await keeperIn(t)).socket } };
    await assert.rejects(claimDatabase(other, kept), anothers);
    await claimDatabase(other, { keysLost: true });
    await assert.rejects(claimDatabase(context, kept), anothers);
  });
});
