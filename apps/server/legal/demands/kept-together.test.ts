import assert from 'node:assert/strict';
import { parseDemand } from '@commonkey/exposure';
import { askRelease } from '../../holds/holding.ts';
import { liftHold } from '../../holds/lifting.ts';
import { setRole } from '../../staff/members.ts';
import { forOneServer } from '../../testing/database.ts';
import { asksAs, scopeFile } from './scope-file.ts';
import { act, register, registered, subpoena } from './testing/hall.ts';
import { oneDemand } from './view.ts';
import { words } from './words.ts';

const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');

forOneServer('a demand beside its holds and its scope', (test) => {
  test('EX-05: an item goes to the exposure page as a scope that it reads, and that names nobody', async (db, t) => {
    const { context, law, demand } = await registered(db, t, { 'item1-selector': 'named' });
    const view = await oneDemand(context, demand.id);
    const [item] = view.items;
    const scope = item && scopeFile(view, item);
    assert.ok(scope && !/Zephyrine/.test(scope));
    assert.deepEqual(parseDemand(scope).faults, []);
    const answer = await law.visitor.form(`/demands/${demand.id}`, '/exposure', {
      scope,
      as: asksAs(view.row.instrument),
    });
    assert.equal(answer.statusCode, 200);
    assert.ok(answer.body.includes('item 1 of matter 2026-1'));
  });

  test('two contradictory orders, and an order that lifts a hold another order keeps: both are obeyed, and the page says which keeps what', async (db, t) => {
    const { context, law, other, demand } = await registered(db, t);
    const second = await register(law, subpoena({ instrument: 'court-order', issuer: 'court' }));
    assert.equal((await act(law, demand, 'lift-ordered', { hold: demand.hold })).statusCode, 303);
    const page = await law.visitor.get(`/demands/${demand.id}`);
    assert.ok(said(page.body, 'legal.lift-ordered-kept'));
    assert.ok(page.body.includes('A hold of matter 2026-2'));
    assert.ok(page.body.includes(`/holds/${second.hold}`));
    await db.store.write((tx) => askRelease(tx, demand.hold, law.id));
    await liftHold(db.store, demand.hold, other.id, { ...context, inFlight: context.vault.inFlight });
    const record = { series: 'portal-papers', date: null, due: '2026-01-01' };
    assert.equal(
      (await context.holds.mayDestroy(db.store.read, record)).answer,
      'held',
      'the other order keeps it',
    );
  });

  test('T12: whoever hears of a hold and not of its silent demand sees no number of it', async (db, t) => {
    const { law, demand, join } = await registered(db, t);
    const both = await join(['records-officer', 'law-officer']);
    const silent = await register(both, subpoena({ gag: 'ordered' }));
    assert.equal(silent.answer.statusCode, 303);
    await db.store.write((tx) => setRole(tx, both.id, 'law-officer', false));
    const page = (await both.visitor.get(`/demands/${demand.id}`)).body;
    assert.ok(page.includes(`/holds/${silent.hold}`), 'its hold is heard of');
    assert.ok(said(page, 'legal.also-kept-hold'));
    assert.doesNotMatch(page, /matter 2026-2/);
    assert.match((await law.visitor.get(`/demands/${demand.id}`)).body, /A hold of matter 2026-2/);
    for (const path of ['/holds', `/holds/${silent.hold}`]) {
      const named = /For the demand of matter 2026-2/;
      assert.match((await law.visitor.get(path)).body, named, path);
      const theirs = (await both.visitor.get(path)).body;
      assert.ok(theirs.includes(silent.hold), path);
      assert.doesNotMatch(theirs, /2026-2/, path);
    }
    const clocks = (await law.visitor.get('/clocks')).body;
    for (const number of ['2026-1', '2026-2'])
      assert.ok(clocks.includes(`Hold for matter ${number}`), number);
    assert.doesNotMatch(clocks, /A hold without a demand/);
  });
});
