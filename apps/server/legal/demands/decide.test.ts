import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { TestContext as NodeTest } from 'node:test';
import { parseDemand } from '@commonkey/exposure';
import { leafOf } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { keptOpenings } from '../../audit/kept.ts';
import { askRelease } from '../../holds/holding.ts';
import { liftHold } from '../../holds/lifting.ts';
import { setRole } from '../../staff/members.ts';
import { isRefusal } from '../../store/guard.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import type { Colleague } from '../testing/colleagues.ts';
import { asksAs, scopeFile } from './scope-file.ts';
import { addAbout, openAbout } from './sealed.ts';
import { demandHall, register, subpoena } from './testing/hall.ts';
import { oneDemand } from './view.ts';
import { words } from './words.ts';

const NOTE = 'Privileged: Zephyrine Quillfeather is protected by 750 ILCS 61';
const refused = (sqlstate: string, constraint?: string) => (error: unknown) =>
  isRefusal(error, sqlstate, constraint);
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const said = (body: string, key: string) => body.includes(words.en?.[key] ?? 'no words');

async function registered(db: TestDatabase, t: NodeTest, more: Record<string, string> = {}) {
  const hall = await demandHall(db, t);
  hall.context.setTime(new Date('2026-03-02T18:00:00Z'));
  const law = await hall.join(['law-officer']);
  const other = await hall.join(['law-officer']);
  const demand = await register(law, subpoena(more));
  assert.equal(demand.answer.statusCode, 303, demand.answer.body.slice(0, 400));
  const [item] = (await oneDemand(hall.context, demand.id)).items;
  if (!item) throw new Error('it has an item');
  return { ...hall, law, other, demand, item: item.id };
}
const act = ({ visitor }: Colleague, demand: { id: string }, step: string, fields: Record<string, string>) =>
  visitor.form(`/demands/${demand.id}`, `/demands/${demand.id}/${step}`, fields);
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
    assert.equal(unsaid.statusCode, 400, 'a bare yes is no answer');
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

  test('T10: nothing is produced unless the rules list the paper as compelling, and the database holds an outer bound', async (db, t) => {
    const { law, other, demand, item, program, join, context } = await registered(db, t);
    for (const outcome of ['produced-in-full', 'produced-in-part', 'produced-voluntarily']) {
      const answer = await act(law, demand, 'outcome', { item, outcome });
      assert.equal(answer.statusCode, 422, outcome);
      assert.ok(said(answer.body, 'fault.produced-not-compelled'), outcome);
    }
    assert.deepEqual(await decisionsIn(db), []);
    await assert.rejects(
      db.store.write((tx) =>
        tx
          .insertInto('demand_decisions')
          .values({
            id: randomUUID(),
            item,
            instrument: 'immigration-administrative-subpoena',
            outcome: 'produced-in-full',
            proposed_on: '2026-03-02',
            proposed_by: law.id,
          })
          .execute(),
      ),
      refused('23514', 'demand_decisions_compelled'),
    );
    // Nor by saying that it was another kind of paper.
    await assert.rejects(
      db.store.write((tx) =>
        tx
          .insertInto('demand_decisions')
          .values({
            id: randomUUID(),
            item,
            instrument: 'court-order',
            outcome: 'produced-in-full',
            proposed_on: '2026-03-02',
            proposed_by: law.id,
          })
          .execute(),
      ),
      refused('23503', 'demand_decisions_item'),
    );
    const matter = (await oneDemand(context, demand.id)).row.matter;
    const order = await register(law, subpoena({ instrument: 'court-order', issuer: 'court', matter }));
    const [asked] = (await oneDemand(context, order.id)).items;
    const { voluntary } = program.legal ?? {};
    assert.equal(voluntary, undefined);
    const gift = await act(law, order, 'outcome', { item: asked?.id ?? '', outcome: 'produced-voluntarily' });
    assert.ok(said(gift.body, 'fault.produced-no-voluntary-basis'));
    await act(law, order, 'checks', { 'call-back': 'yes' });
    assert.equal(
      (await act(law, order, 'outcome', { item: asked?.id ?? '', outcome: 'produced-in-part' })).statusCode,
      303,
    );
    const [decision] = await decisionsIn(db);
    const records = await join(['records-officer', 'administrator']);
    assert.equal(
      (await act(records, order, 'outcome-second', { decision: decision?.id ?? '' })).statusCode,
      403,
    );
    assert.equal(
      (await act(other, order, 'outcome-second', { decision: decision?.id ?? '' })).statusCode,
      303,
    );
    const page = await law.visitor.get(`/demands/${demand.id}`);
    assert.ok(!page.body.includes('value="produced-in-full"'), 'not even offered');
  });

  test('T10: nothing is produced under a paper whose ticks say that it is not genuine, nor before the call-back', async (db, t) => {
    const { context, law, other } = await registered(db, t);
    for (const instrument of ['court-order', 'grand-jury-subpoena']) {
      const order = await register(law, subpoena({ instrument, issuer: 'court' }));
      const [asked] = (await oneDemand(context, order.id)).items;
      const propose = (outcome: string) => act(law, order, 'outcome', { item: asked?.id ?? '', outcome });
      const tick = (ticks: Record<string, string>) => act(law, order, 'checks', ticks);
      const made = (await decisionsIn(db)).length;
      const no = async (code: string, why: string) => {
        for (const outcome of ['produced-in-full', 'produced-in-part']) {
          const answer = await propose(outcome);
          assert.equal(answer.statusCode, 409, why);
          assert.ok(said(answer.body, `fault.${code}`), why);
        }
      };
      await no('produced-not-called-back', 'nobody called');
      await tick({ 'call-back': 'unclear' });
      await no('produced-not-called-back', 'nobody knows');
      await tick({ 'call-back': 'no' });
      await no('produced-call-back-failed', 'they do not know of it');
      await tick({ 'call-back': 'yes' });
      const ofAny = { 'issuer-listed': 'produced-check-failed', signature: 'produced-check-failed' };
      const ofCourt = { judge: 'produced-no-judge', seal: 'produced-no-judge' };
      const all = { ...ofAny, jurisdiction: 'produced-check-failed' };
      for (const [what, code] of Object.entries(
        instrument === 'court-order' ? { ...all, ...ofCourt } : all,
      )) {
        await tick({ [what]: 'no' });
        await no(code, `${instrument} ${what}`);
        assert.ok(
          said((await law.visitor.get(`/demands/${order.id}`)).body, 'legal.flag-demand-check-failed'),
        );
        await tick({ [what]: 'yes' });
      }
      // No judge signs a subpoena; that it does not bind by itself is no word against what it is.
      if (instrument !== 'court-order') await tick({ judge: 'no', seal: 'no', 'self-executing': 'no' });
      assert.equal((await decisionsIn(db)).length, made, 'nothing was even proposed');
      assert.equal((await propose('produced-in-full')).statusCode, 303, instrument);
      const decision = (await decisionsIn(db)).at(-1)?.id ?? '';
      await tick({ 'call-back': 'no' });
      const second = await act(other, order, 'outcome-second', { decision });
      assert.ok(said(second.body, 'fault.produced-call-back-failed'), 'asked again of the second');
      assert.equal((await propose('declined')).statusCode, 303, 'to refuse takes no call-back');
    }
  });

  test('T10 I14: counsel’s notes open for law officers alone, after a touch; records officers get neither page nor bytes', async (db, t) => {
    const { context, law, demand, join } = await registered(db, t);
    const records = await join(['records-officer', 'evidence-officer', 'administrator']);
    assert.equal((await act(law, demand, 'add-counsel', { note: NOTE })).statusCode, 303);
    const empty = await act(law, demand, 'add-counsel', { note: '  ' });
    assert.ok(said(empty.body, 'fault.demand-text-missing'));
    for (const step of ['open-counsel', 'open-process', 'add-counsel'])
      assert.equal(
        (await act(records, demand, step, step.startsWith('add') ? { note: 'x' } : {})).statusCode,
        403,
        step,
      );
    const seen = await records.visitor.get(`/demands/${demand.id}`);
    assert.equal(seen.statusCode, 200);
    assert.ok(!said(seen.body, 'legal.sealed-counsel') && !seen.body.includes('Zephyrine'));
    const [counsel] = await db.store.read
      .selectFrom('vault_records')
      .selectAll()
      .where('kind', '=', 'counsel')
      .execute();
    assert.equal(counsel?.series, 'legal-counsel');
    assert.ok(
      !Buffer.from(counsel.sealed ?? [])
        .toString('latin1')
        .includes('Zephyrine'),
    );
    // Each kind opens for its own purpose: the way to the paper, or to a request, is no way to counsel's notes.
    for (const purpose of ['process', 'matter', 'order', 'review'] as const)
      await assert.rejects(
        context.vault.release(
          db.store.read,
          { matter: demand.id, kinds: ['counsel'] },
          { purpose, approvals: [records.id, law.id] },
        ),
        coded('vault-purpose-foreign'),
        purpose,
      );
    await assert.rejects(
      context.vault.release(
        db.store.read,
        { matter: demand.id, kinds: ['counsel'] },
        { purpose: 'counsel', approvals: [] },
      ),
      coded('vault-approval-missing'),
    );
    const opened = await act(law, demand, 'open-counsel', {});
    assert.equal(opened.statusCode, 200);
    assert.ok(opened.body.includes(NOTE));
    const steps = await db.store.read
      .selectFrom('demand_steps')
      .select(['step', 'what'])
      .orderBy('place')
      .execute();
    assert.deepEqual(steps.slice(-2), [
      { step: 'added', what: 'counsel' },
      { step: 'opened', what: 'counsel' },
    ]);
    context.setTime(new Date('2026-03-02T18:06:00Z'));
    const stale = await act(law, demand, 'open-counsel', {});
    assert.equal(stale.statusCode, 403, 'a touch of six minutes ago is none');
    assert.match(stale.body, /data-passkey="send-again"/);
  });

  test('T4 I4: closing gives both sealed records their day; a hold over them outlives it; holds stay', async (db, t) => {
    const { context, law, other, demand, item } = await registered(db, t);
    await act(law, demand, 'add-counsel', { note: NOTE });
    const days = async () =>
      (await db.store.read.selectFrom('vault_records').select('ends_on').execute()).map(
        ({ ends_on }) => ends_on,
      );
    assert.deepEqual(new Set(await days()), new Set(['2036-03-02']), 'ten years at the most');
    const early = await act(law, demand, 'close', {});
    assert.ok(said(early.body, 'fault.demand-still-open'));
    for (const outcome of ['objected', 'quashed']) {
      await act(law, demand, 'outcome', { item, outcome });
      const newest = (await decisionsIn(db)).at(-1)?.id ?? '';
      await act(other, demand, 'outcome-second', { decision: newest });
      if (outcome === 'objected')
        assert.ok(
          said((await act(law, demand, 'close', {})).body, 'fault.demand-still-open'),
          'an objection is no end',
        );
    }
    assert.equal((await act(law, demand, 'close', {})).statusCode, 303);
    assert.deepEqual(new Set(await days()), new Set(['2029-03-02']));
    assert.ok(said((await act(law, demand, 'add-counsel', { note: 'x' })).body, 'fault.demand-closed'));
    await assert.rejects(
      addAbout(
        context,
        'counsel',
        { demand: demand.id, receivedOn: '2026-03-02', by: law.id },
        { is: 'note', at: '2026-03-02T18:00:00.000Z', text: 'x' },
      ),
      coded('demand-closed'),
    );
    assert.equal((await openAbout(context, 'counsel', { demand: demand.id, by: law.id })).length, 1);
    const hold = await db.store.read
      .selectFrom('legal_holds')
      .select('released_at')
      .where('id', '=', demand.hold)
      .executeTakeFirstOrThrow();
    assert.equal(hold.released_at, null);
  });

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
  });

  test('every leaf of the register opens for an auditor', async (db, t) => {
    const { context, law, other, demand, item } = await registered(db, t, { gag: 'ordered' });
    await act(law, demand, 'checks', { judge: 'no', 'call-back': 'yes' });
    await act(law, demand, 'day', { which: 'extension', day: '2026-04-01' });
    await act(law, demand, 'gag', { gag: 'none', until: '' });
    await act(law, demand, 'step', { step: 'petition-filed' });
    await act(law, demand, 'search', { item, found: 'to-100', hours: '' });
    const [search] = await db.store.read.selectFrom('demand_searches').select('id').execute();
    await act(other, demand, 'search-second', { search: search?.id ?? '', found: 'to-100' });
    await act(law, demand, 'outcome', { item, outcome: 'declined' });
    await act(other, demand, 'outcome-second', { decision: (await decisionsIn(db))[0]?.id ?? '' });
    const kept = (await keptOpenings(db.store)).filter(({ table }) => table.startsWith('demand'));
    assert.deepEqual([...new Set(kept.map(({ openings }) => openings[0].event.kind))].sort(), [
      'demand-decided',
      'demand-item',
      'demand-registered',
      'demand-searched',
      'demand-step',
    ]);
    const rows = await db.store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    const leaves = new Set(rows.map(({ commitment }) => Buffer.from(commitment).toString('hex')));
    for (const { openings, gagged } of kept) {
      assert.ok(leaves.has(Buffer.from(leafOf(openings[0])).toString('hex')), openings[0].event.kind);
      assert.equal(gagged, true, 'nothing of it is handed out without counsel, though the gag was lifted');
    }
    const { days, gag, checks } = await oneDemand(context, demand.id);
    assert.deepEqual([days.return, gag.gag], ['2026-04-01', 'none']);
    assert.deepEqual(checks.get('judge')?.found, 'no');
  });
});
