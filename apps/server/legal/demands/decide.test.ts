import assert from 'node:assert/strict';
import { keptOpenings } from '../../audit/kept.ts';
import { addCards } from '../../records/testing/office.ts';
import { isRefusal } from '../../store/guard.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import type { Colleague } from '../testing/colleagues.ts';
import { act, registered } from './testing/hall.ts';
import { words } from './words.ts';

const refused = (sqlstate: string, constraint?: string) => (error: unknown) =>
  isRefusal(error, sqlstate, constraint);
const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');

const UNDETERMINED = 'part of what it asks for cannot be determined';

const decisionsIn = ({ store }: TestDatabase) =>
  store.read.selectFrom('demand_decisions').selectAll().orderBy('turn').execute();

forOneServer('deciding about a demand', (test) => {
  test('T10: two law officers decide each item, never one twice; a search takes two as well', async (db, t) => {
    const { context, law, other, demand, item, join } = await registered(db, t);
    const records = await join(['records-officer']);
    const none = await act(law, demand, 'outcome', { item, outcome: 'no-records' });
    assert.ok(said(none.body, 'fault.decision-needs-search'), 'nobody says so without a search');
    await act(law, demand, 'search', { item, found: 'none', hours: '2' });
    const [search] = await db.store.read.selectFrom('demand_searches').select('id').execute();
    const alone = await act(law, demand, 'search-second', { search: search?.id ?? '', found: 'none' });
    assert.ok(said(alone.body, 'fault.search-needs-second-person'));
    const second = { search: search?.id ?? '', found: 'none' };
    assert.equal((await act(records, demand, 'search-second', second)).statusCode, 303);
    assert.equal((await act(records, demand, 'outcome', { item, outcome: 'declined' })).statusCode, 403);

    assert.equal((await act(law, demand, 'outcome', { item, outcome: 'no-records' })).statusCode, 303);
    const [first] = await decisionsIn(db);
    const decision = first?.id ?? '';
    const twice = await act(law, demand, 'outcome-second', { decision });
    assert.equal(twice.statusCode, 409);
    assert.ok(said(twice.body, 'fault.decision-needs-second-person'));
    await act(law, demand, 'outcome', { item, outcome: 'declined' });
    const stale = await act(other, demand, 'outcome-second', { decision });
    assert.ok(said(stale.body, 'fault.decision-not-last'), 'what was replaced is not decided by mistake');
    const newest = (await decisionsIn(db)).at(-1)?.id ?? '';
    assert.equal((await act(other, demand, 'outcome-second', { decision: newest })).statusCode, 303);
    const again = await act(other, demand, 'outcome-second', { decision: newest });
    assert.ok(said(again.body, 'fault.decision-made-already'));

    // The database refuses by itself what the service refuses.
    const [waiting] = (await decisionsIn(db)).filter(({ decided_by }) => decided_by === null);
    const salts = { ledger_salt: context.random(32), by_salt: context.random(32) };
    const set = { decided_on: '2026-03-02', decided_by: waiting?.proposed_by ?? '', ...salts };
    await assert.rejects(
      db.store.write((tx) =>
        tx
          .updateTable('demand_decisions')
          .set(set)
          .where('id', '=', waiting?.id ?? '')
          .execute(),
      ),
      refused('23514', 'demand_decisions_two'),
    );
    await assert.rejects(
      db.store.write((tx) =>
        tx.updateTable('demand_decisions').set({ outcome: 'quashed' }).where('id', '=', newest).execute(),
      ),
      refused('23001'),
    );
    for (const table of ['demands', 'demand_items', 'demand_steps'] as const)
      await assert.rejects(
        db.store.write((tx) =>
          tx
            .updateTable(table)
            .set({ ledger_salt: context.random(32) })
            .execute(),
        ),
        refused('23001'),
        table,
      );
  });

  test('T10: who searches second is not told what the first found, and two answers that differ are for counsel to resolve', async (db, t) => {
    const { law, other, demand, item, join } = await registered(db, t);
    const records = await join(['records-officer']);
    const page = async (who: Colleague) => (await who.visitor.get(`/demands/${demand.id}`)).body;
    const facts = async (who: Colleague) => (await page(who)).match(/<dt>Search<\/dt>.*?<\/dd>/s)?.[0] ?? '';
    const found = words.en?.['legal.band-to-1000'] ?? 'no words';
    await act(law, demand, 'search', { item, found: 'to-1000', hours: '' });
    const [search] = await db.store.read.selectFrom('demand_searches').select('id').execute();
    assert.ok((await facts(law)).includes(found), 'who said it reads it');
    for (const who of [records, other]) {
      assert.ok(!(await facts(who)).includes(found), 'the second looks before they read it');
      assert.equal((await page(who)).split(found).length, 3, 'it stands among what can be answered, alone');
    }
    const unsaid = await act(records, demand, 'search-second', { search: search?.id ?? '' });
    assert.equal(unsaid.statusCode, 422, 'a bare yes is no answer');
    const other10 = { search: search?.id ?? '', found: 'to-10' };
    const differs = await act(records, demand, 'search-second', other10);
    assert.match(String(differs.headers.location), /done=differs/);
    assert.ok(said(await page(law), 'legal.flag-demand-search-differs'));
    const both = await facts(law);
    assert.ok(both.includes(found) && both.includes(words.en?.['legal.band-to-10'] ?? 'no words'), both);
    assert.ok(!(await facts(records)).includes(found), 'and nobody else');
    const again = await act(other, demand, 'search-second', { search: search?.id ?? '', found: 'to-1000' });
    assert.ok(said(again.body, 'fault.search-confirmed-already'), 'nobody makes it fit afterwards');
    for (const outcome of ['no-records', 'not-in-custody'])
      assert.ok(
        said((await act(law, demand, 'outcome', { item, outcome })).body, 'fault.decision-search-differs'),
        outcome,
      );
    const back = await act(law, demand, 'outcome', { item, outcome: 'no-records' });
    assert.equal(back.statusCode, 409);
    assert.match(back.body, /href="#outcome-1"/);
    assert.match(back.body, /id="outcome-1"[\s\S]*?<option value="no-records" selected/, 'as it was chosen');
    assert.match(again.body, /href="#item-1"[\s\S]*id="item-1"/, 'the form that is gone: its item');
    assert.equal((await act(law, demand, 'outcome', { item, outcome: 'declined' })).statusCode, 303);
    // Searched anew, and alike: what is said rests on that.
    await act(records, demand, 'search', { item, found: 'none', hours: '' });
    const waits = await act(law, demand, 'outcome', { item, outcome: 'no-records' });
    assert.ok(said(waits.body, 'fault.decision-needs-search'), 'one alone is no search');
    const newest = await db.store.read
      .selectFrom('demand_searches')
      .select('id')
      .orderBy('turn', 'desc')
      .executeTakeFirst();
    const alike = await act(other, demand, 'search-second', { search: newest?.id ?? '', found: 'none' });
    assert.match(String(alike.headers.location), /done=confirmed/);
    assert.ok(!said(await page(law), 'legal.flag-demand-search-differs'));
    assert.equal((await act(law, demand, 'outcome', { item, outcome: 'no-records' })).statusCode, 303);
    const kept = (await keptOpenings(db.store)).flatMap(({ openings: [one] }) =>
      one.event.kind === 'demand-searched' ? [[one.event.found, one.event.second_found]] : [],
    );
    assert.deepEqual(kept.sort(), [
      ['none', 'none'],
      ['to-1000', 'to-10'],
    ]);
    await assert.rejects(
      db.store.write((tx) =>
        tx
          .updateTable('demand_searches')
          .set({ second_found: 'to-1000' })
          .where('id', '=', search?.id ?? '')
          .execute(),
      ),
      refused('23001'),
    );
  });

  test('EX-06: “no records” is decided of nothing that another office keeps', async (db, t) => {
    const { law, other, demand, item } = await registered(db, t, { 'item1-class-payroll': 'on' });
    await act(law, demand, 'search', { item, found: 'none', hours: '' });
    const [search] = await db.store.read.selectFrom('demand_searches').select('id').execute();
    await act(other, demand, 'search-second', { search: search?.id ?? '', found: 'none' });
    const refusal = await act(law, demand, 'outcome', { item, outcome: 'no-records' });
    assert.equal(refusal.statusCode, 409);
    assert.ok(said(refusal.body, 'fault.decision-kept-elsewhere'));
    assert.deepEqual(await decisionsIn(db), []);
    for (const outcome of ['not-in-custody', 'referred'])
      assert.equal((await act(law, demand, 'outcome', { item, outcome })).statusCode, 303, 'the ways out');
  });

  test('EX-06: “no records” is neither proposed nor decided while part of the question cannot be determined', async (db, t) => {
    const { context, law, other, demand, item } = await registered(db, t, {
      'item1-class-card-record': 'on',
      'item1-from': '',
      'item1-until': '',
    });
    await act(law, demand, 'search', { item, found: 'none', hours: '' });
    const [search] = await db.store.read.selectFrom('demand_searches').select('id').execute();
    await act(other, demand, 'search-second', { search: search?.id ?? '', found: 'none' });
    assert.equal((await act(law, demand, 'outcome', { item, outcome: 'no-records' })).statusCode, 303);
    const [first] = await decisionsIn(db);
    await addCards(context, ['2028-03-01']);
    const late = await act(other, demand, 'outcome-second', { decision: first?.id ?? '' });
    assert.equal(late.statusCode, 409, 'asked again when it is decided');
    assert.ok(late.body.includes(UNDETERMINED), late.body.slice(0, 300));
    const again = await act(law, demand, 'outcome', { item, outcome: 'no-records' });
    assert.equal(again.statusCode, 409);
    assert.ok(again.body.includes(UNDETERMINED));
    const decisions = await decisionsIn(db);
    assert.deepEqual(
      decisions.map(({ decided_by }) => decided_by),
      [null],
    );
    assert.equal(
      (await act(law, demand, 'outcome', { item, outcome: 'objected' })).statusCode,
      303,
      'a way out',
    );
  });
});
