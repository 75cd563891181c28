import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import {
  type Adversary,
  answer,
  type Demand,
  type DemandItem,
  dayNumber,
  harmOf,
  holdPlan,
} from '@commonkey/exposure';
import { addDays } from '@commonkey/program';
import { forOneServer } from '../../testing/database.ts';
import { keeperIn, onlineCity, vaultHall } from '../../vault/testing/hall.ts';
import { keyStates } from './key-states.ts';
import { observedAtOnce } from './observed.ts';

const TODAY = '2026-11-22';

const asking = (item: Partial<DemandItem>): Demand => ({
  format: 'commonkey-demand-1',
  id: 'contacts',
  instrument: { type: 'court-order', issuer: 'test', served: TODAY },
  items: [{ words: 'every address', subjects: [], records: ['contact'], ...item }],
  source: { mark: 'OWN', note: 'test' },
});

forOneServer('contacts that were left with places at an event day', (test) => {
  test('EX-01, EX-06: they are counted, lead to somebody, are kept by a hold, and open to whoever has the key process', async (db, t) => {
    const hall = await vaultHall(db.store, await keeperIn(t), { time: `${TODAY}T12:00:00Z` });
    const program = await onlineCity();
    const look = async () => {
      const keys = await keyStates(hall.parts.keeper, db.store.read);
      return observedAtOnce(db.store, program, TODAY, {
        now: hall.parts.clock.now(),
        dead: keys?.dead ?? [],
      });
    };
    const got = async (as: Adversary, item: Partial<DemandItem> = {}) =>
      answer(asking(item), await look(), as, { documents: [] }).items[0] ?? assert.fail();
    assert.deepEqual(harmOf(await look()), [], 'of nobody there is a way to be reached');

    const endsOn = addDays(TODAY, 3);
    const plain = new TextEncoder().encode(
      '{"by":"mail","address":"z@home.example","language":"pl","open":0}',
    );
    for (const matter of [randomUUID(), randomUUID(), randomUUID()]) {
      const sealed = await hall.vault.seal({ matter, kind: 'event-contact', endsOn, plain, share: null });
      await db.store.write((tx) => hall.vault.keep(tx, sealed));
    }
    const ordered = await got('court-order');
    assert.deepEqual(ordered.producible, { yes: 3, reading: 0, unknown: 0 });
    assert.deepEqual([ordered.ends.last, ordered.undescribed], [endsOn, []]);
    assert.equal((await got('search-warrant-on')).producible.yes, 3, 'one lock is all');
    const thief = await got('backup-thief');
    assert.deepEqual([thief.producible.yes, thief.there.yes], [0, 3], 'sealed, and there');
    const polish = await got('court-order', { subjects: [{ field: 'language', is: 'pl' }] });
    assert.deepEqual(polish.producible, { yes: 0, reading: 3, unknown: 0 }, 'the language is in it');
    const days = [{ field: 'applied', from: '2026-01-01', until: TODAY } as const];
    const dated = await got('court-order', { subjects: days });
    assert.deepEqual(dated.producible, { yes: 0, reading: 0, unknown: 3 }, 'on which day nothing says');
    const [harm] = harmOf(await look());
    assert.deepEqual([harm?.series, harm?.by, harm?.people], ['event-contacts', ['contact'], 3]);

    const [item = assert.fail()] = asking({}).items;
    const by = { adversary: 'court-order', custody: { rootOnDisk: true } } as const;
    const plan = holdPlan(item, await look(), by, dayNumber(TODAY));
    assert.deepEqual([plan.series, plan.people], [['event-contacts'], 3]);
    const [one] = await db.store.read
      .selectFrom('vault_records')
      .select(['epoch', 'slot'])
      .orderBy('id')
      .execute();
    await hall.parts.keeper.ask('vault-shred', { items: [one ?? assert.fail()] });
    assert.equal((await got('court-order')).producible.yes, 2, 'keys count and not rows');
    await hall.place('event-contacts');
    assert.equal((await got('court-order')).ends.held, 2);
  });
});
