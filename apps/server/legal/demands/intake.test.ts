import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test as plain } from 'node:test';
import { leafOf } from '@commonkey/ledger';
import { catalogueFaults } from '@commonkey/words';
import { forOneServer } from '../../testing/database.ts';
import { registeredEvent } from './events.ts';
import { openAbout } from './sealed.ts';
import { act, demandHall, register, subpoena } from './testing/hall.ts';
import { oneDemand } from './view.ts';
import { words } from './words.ts';

const NAME = /Zephyrine|Quillfeather|ZQ-4471/i;

plain('every word of the register is there in both languages', () => {
  assert.deepEqual(catalogueFaults(words, 'en'), []);
});

forOneServer('taking a demand in', (test) => {
  test('T2 T9 I4: one press registers it, seals what was typed, commits to it and holds what it asks for', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    const form = subpoena();
    const { id, hold, answer } = await register(law, form);
    assert.equal(answer.statusCode, 303, answer.body.slice(0, 600));
    const row = await db.store.read
      .selectFrom('demands')
      .selectAll()
      .where('id', '=', id)
      .executeTakeFirstOrThrow();
    assert.equal(row.matter, '2026-1');
    const held = await db.store.read
      .selectFrom('legal_holds')
      .selectAll()
      .where('id', '=', hold)
      .executeTakeFirstOrThrow();
    assert.ok(held.confirmed_at, 'confirmed in the same press');
    assert.ok(held.series?.includes('portal-papers') && held.series.includes('portal-card'));
    assert.ok(!held.series?.includes('used-ribbon'), 'no more than it asks for');
    assert.deepEqual([held.covers_from, held.covers_until], ['2022-04-17', null]);

    const salt = new Uint8Array(row.ledger_salt);
    const leaf = Buffer.from(leafOf({ salt, event: registeredEvent(row) }));
    const waiting = await db.store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    assert.ok(
      waiting.some(({ commitment }) => Buffer.from(commitment).equals(leaf)),
      'committed to',
    );

    // T2: what was typed is in no column, of any table.
    for (const table of [
      'demands',
      'demand_items',
      'demand_steps',
      'legal_holds',
      'vault_records',
    ] as const) {
      const rows = await db.store.read.selectFrom(table).selectAll().execute();
      const bytes = rows.map((one) =>
        JSON.stringify(one, (_, value) =>
          value?.type === 'Buffer' ? Buffer.from(value.data).toString('latin1') : value,
        ),
      );
      assert.ok(rows.length > 0 && bytes.every((text) => !NAME.test(text)), table);
    }
    assert.ok(!NAME.test(JSON.stringify(context.events)), 'nor in the log');
    const [paper] = await openAbout(context, 'process', { demand: id, by: law.id });
    assert.ok(paper?.is === 'paper' && paper.lines.officer === 'Zephyrine Quillfeather');

    const again = await register(law, form);
    assert.equal(again.answer.statusCode, 303);
    const count = await db.store.read.selectFrom('demands').select('id').execute();
    assert.equal(count.length, 1, 'a second press registers nothing more');
    const sealed = await db.store.read.selectFrom('vault_records').select('id').execute();
    assert.equal(sealed.length, 1);
  });

  test('a matter joins instruments of one day, for several custodians, each with an answer of its own', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    await register(law, subpoena());
    const sister = subpoena({
      matter: '2026-1',
      instrument: 'i9-inspection',
      custodian: 'streets',
      'item1-class-i9-forms': 'on',
      keep: 'none',
    });
    delete sister['item1-class-papers'];
    delete sister['item1-class-application'];
    const { id, answer } = await register(law, sister);
    assert.equal(answer.statusCode, 303, answer.body.slice(0, 500));
    await register(
      law,
      subpoena({ custodian: 'vendor:card-vendor', instrument: 'vendor-subpoena', matter: '2026-1' }),
    );
    await register(law, subpoena());
    const rows = await db.store.read
      .selectFrom('demands')
      .select(['matter', 'custodian'])
      .orderBy('registered_at')
      .execute();
    assert.deepEqual(rows.map(({ matter, custodian }) => `${matter} ${custodian}`).sort(), [
      '2026-1 id-office',
      '2026-1 streets',
      '2026-1 vendor:card-vendor',
      '2026-2 id-office',
    ]);
    const page = await law.visitor.get(`/demands/${id}`);
    for (const said of [
      words.en?.['legal.flag-demand-nothing-here'],
      words.en?.['legal.answer-employer-duty'],
      'Lakeside Storage',
    ])
      assert.ok(page.body.includes(said ?? 'no words'), said);
  });

  test('no date, a return date in the past, an issuer not on the list: shown with a way out and never refused; what city hall knows is asked for', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    const bare = subpoena({
      issuer: 'not-listed',
      'day-service': '',
      'day-issued': '',
      'day-return': '2026-02-20',
    });
    const { id, answer } = await register(law, bare);
    assert.equal(answer.statusCode, 303, answer.body.slice(0, 500));
    const page = await law.visitor.get(`/demands/${id}`);
    for (const flag of [
      'return-past',
      'service-missing',
      'undated',
      'issuer-not-listed',
      'call-back-open',
      'not-compelling',
    ])
      for (const way of ['', '-way'])
        assert.ok(page.body.includes(words.en?.[`legal.flag-demand-${flag}${way}`] ?? 'no words'), flag);
    const nothing = await register(law, {
      id: randomUUID(),
      hold: randomUUID(),
      received: '2026-03-02',
      by: 'phone',
      instrument: 'emergency',
      issuer: 'local',
      custodian: 'police',
      gag: 'none',
      keep: 'asked',
    });
    assert.equal(nothing.answer.statusCode, 303, 'nobody could say what it asks for');
    const all = await db.store.read
      .selectFrom('legal_holds')
      .select('series')
      .where('id', '=', nothing.hold)
      .executeTakeFirstOrThrow();
    assert.equal(all.series, null, 'then everything is kept');
    const wrong: [Record<string, string>, string][] = [
      [{ received: '2026-03-09' }, 'demand-received-future'],
      [{ received: '' }, 'demand-received-missing'],
      [{ gag: 'ordered', gagUntil: '2025-03-20' }, 'demand-gag-over'],
      [{ gag: 'ordered', gagUntil: '2026-03-01', received: '2026-02-27' }, 'demand-gag-over'],
      [{ 'day-issued': '2026-02-30' }, 'demand-day-unreadable'],
      [{ 'day-issued': '12026-03-01' }, 'demand-day-unreadable'],
      [{ 'day-issued': '0202-03-01' }, 'demand-day-absurd'],
      [{ 'day-return': '1900-01-01', 'day-issued': '' }, 'demand-day-absurd'],
      [{ gag: 'ordered', gagUntil: '2206-03-20' }, 'demand-day-absurd'],
      [{ 'item1-from': '0202-04-17' }, 'demand-day-absurd'],
      [{ received: '0206-03-02' }, 'demand-day-absurd-here'],
      [{ received: '2026-02-30' }, 'demand-day-missing'],
      [{ 'day-issued': '2026-03-04', 'day-service': '' }, 'demand-issued-late'],
      [{ 'day-service': '2026-02-27' }, 'demand-issued-late'],
      [{ 'day-return': '2026-02-20' }, 'demand-return-early'],
      [{ 'day-objection': '2026-03-20' }, 'demand-objection-late'],
      [{ 'item1-until': '2022-01-01' }, 'demand-span-reversed'],
      [{ 'item2-words': 'and all the rest' }, 'demand-item-missing'],
      [{ custodian: 'the-moon' }, 'custodian-unknown'],
      [{ 'series-portal-papers': 'on' }, 'intake-scope-unused'],
      [{ keep: 'none', until: '2026-03-01' }, 'intake-scope-unused'],
      [{ matter: '2019-77' }, 'matter-unknown'],
      [{ 'line-officer': 'x'.repeat(301) }, 'demand-text-too-long'],
    ];
    for (const [more, code] of wrong) {
      const { answer } = await register(law, subpoena(more));
      assert.equal(answer.statusCode, 422, code);
      assert.ok(answer.body.includes(words.en?.[`fault.${code}`] ?? 'no words'), code);
      assert.ok(answer.body.includes('value="ZQ-4471"'), `${code}: nothing typed is lost`);
    }
    const blank = { by: '', instrument: '', issuer: '', custodian: '' };
    const chosen = Object.entries(subpoena()).filter(([name]) => !(name in blank));
    const { answer: four } = await register(law, Object.fromEntries(chosen));
    for (const field of ['How', 'Kind of paper', 'Who issued it', 'Who was served'])
      assert.ok(four.body.includes(`>“${field}”: Choose one.</a>`), field);
    assert.equal((await db.store.read.selectFrom('demands').select('id').execute()).length, 2);
    const nowhere = subpoena({ 'item1-class-payroll': 'on' });
    delete nowhere['item1-class-papers'];
    delete nowhere['item1-class-application'];
    const { answer: none } = await register(law, nowhere);
    assert.ok(none.body.includes(words.en?.['fault.hold-nothing-here'] ?? 'no words'));
  });

  test('a day of service is asked for of papers that are served, and of no call or message', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    for (const [instrument, asked] of [
      ['civil-subpoena', true],
      ['informal-request', false],
      ['preservation-letter', false],
    ] as const) {
      const form = subpoena({ instrument, issuer: 'private-party', keep: 'none', 'day-service': '' });
      const { id, answer } = await register(law, form);
      assert.equal(answer.statusCode, 303, instrument);
      const { body } = await law.visitor.get(`/demands/${id}`);
      const said = words.en?.['legal.flag-demand-service-missing'] ?? 'no words';
      assert.equal(body.includes(said), asked, instrument);
    }
  });

  test('an issuer who by the city’s rules cannot issue such a paper is pointed out at once, in both languages, and never refused', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    const flagged = async (instrument: string, issuer: string, language = 'en') => {
      const { id, answer } = await register(law, subpoena({ instrument, issuer, keep: 'none' }));
      assert.equal(answer.statusCode, 303, `${instrument} ${issuer}: what arrived is what arrived`);
      const { body } = await law.visitor.get(`/demands/${id}?lang=${language}`);
      const said = words[language]?.['legal.flag-demand-issuer-unfit'] ?? 'no words';
      return body.includes(said) ? body : null;
    };
    const immigration = 'immigration-administrative-subpoena';
    const page = await flagged(immigration, 'private-party');
    assert.match(
      page ?? '',
      /this kind is issued by: Federal immigration authority\. Look at the paper again/,
    );
    const spanish = await flagged('judicial-warrant', 'federal-immigration', 'es');
    assert.match(spanish ?? '', /esta clase la emite: Tribunal\. Mire otra vez/);
    for (const [instrument, issuer] of [
      [immigration, 'federal-immigration'],
      // Who it is at all is the question there, and has a sentence of its own.
      [immigration, 'not-listed'],
      ['judicial-warrant', 'court'],
      // The rules do not say who issues these.
      ['civil-subpoena', 'private-party'],
      ['administrative-subpoena', 'legislature'],
    ] as const)
      assert.equal(await flagged(instrument, issuer), null, `${instrument} ${issuer}`);
    const source = context.program.program.sources['ina-subpoena'];
    assert.ok(source, 'the rules name their source');
    const { mark } = source;
    source.mark = 'RECALLED';
    assert.equal(await flagged(immigration, 'private-party'), null, 'a rule from memory accuses nobody');
    source.mark = mark;
  });

  test('clerks see no demand, and records officers none that is ordered silent', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const [law, records, clerk] = [
      await join(['law-officer']),
      await join(['records-officer']),
      await join(['clerk']),
    ];
    const open = await register(law, subpoena());
    const silent = await register(law, subpoena({ gag: 'ordered' }));
    for (const path of ['/demands', '/demands/new', `/demands/${open.id}`])
      assert.equal((await clerk.visitor.get(path)).statusCode, 403, path);
    assert.equal((await records.visitor.get('/demands/new')).statusCode, 403);
    assert.equal((await records.visitor.get(`/demands/${open.id}`)).statusCode, 200);
    assert.equal((await records.visitor.get(`/demands/${silent.id}`)).statusCode, 404);
    const list = await records.visitor.get('/demands');
    assert.ok(list.body.includes('2026-1') && !list.body.includes('2026-2'));
    assert.ok((await law.visitor.get('/demands')).body.includes('2026-2'));
    const worded = await db.store.read
      .selectFrom('hold_wordings')
      .select('gag')
      .where('hold', '=', silent.hold)
      .execute();
    assert.deepEqual(worded, [{ gag: true }], 'its hold is silent from the first moment');
  });

  test('silence that is ordered with a last day that is over is not taken: not at intake, and not afterwards', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-03-02T18:00:00Z'));
    const law = await join(['law-officer']);
    const silent = subpoena({ gag: 'ordered', gagUntil: '2025-03-20' });
    const refused = await register(law, silent);
    assert.match(refused.answer.body, /id="gagUntil-error"/, 'beside its field');
    assert.match(refused.answer.body, /value="2025-03-20"/, 'what was typed is kept');
    assert.deepEqual(await db.store.read.selectFrom('demands').select('id').execute(), []);
    const { id, answer } = await register(law, { ...silent, gagUntil: '2026-03-02' });
    assert.equal(answer.statusCode, 303, 'today is its last day');
    const gagNow = async () => (await oneDemand(context, id)).gag;
    for (const until of ['2026-03-01', '2025-09-01', '2026-02-30']) {
      const back = await act(law, { id }, 'gag', { gag: 'ordered', until });
      assert.equal(back.statusCode, 422, until);
      assert.match(back.body, /id="until-error"/, 'beside its field');
      assert.match(back.body, new RegExp(`value="${until}"`), 'what was typed is kept');
      assert.match(back.body, /<option value="ordered" selected/);
      assert.deepEqual(await gagNow(), { gag: 'ordered', until: '2026-03-02' });
    }
    assert.equal((await act(law, { id }, 'gag', { gag: 'ordered', until: '2026-09-01' })).statusCode, 303);
    assert.deepEqual(await gagNow(), { gag: 'ordered', until: '2026-09-01' });
    const forms: [string, Record<string, string>, string, string][] = [
      ['day', { which: 'return', day: '' }, 'day', 'demand-day-missing'],
      ['day', { which: 'return', day: '1900-01-01' }, 'day', 'demand-day-absurd-here'],
      ['day', { which: 'issued', day: '2026-03-09' }, 'day', 'demand-issued-late'],
      ['day', { which: 'objection', day: '2026-03-30' }, 'day', 'demand-objection-late'],
      ['day', { which: 'extension', day: '2026-02-01' }, 'day', 'demand-return-early'],
      ['day', { day: '2026-03-30' }, 'which', 'demand-choice-missing'],
      ['gag', { gag: 'ordered', until: '2206-09-01' }, 'until', 'demand-day-absurd-here'],
      ['gag', { until: '2026-09-01' }, 'gag', 'demand-choice-missing'],
      ['step', {}, 'step', 'demand-choice-missing'],
    ];
    const steps = async () => (await oneDemand(context, id)).steps.length;
    const before = await steps();
    for (const [step, fields, field, code] of forms) {
      const back = await act(law, { id }, step, fields);
      assert.equal(back.statusCode, 422, code);
      assert.match(back.body, new RegExp(`id="${field}-error"`), `${step}: beside its field`);
      assert.ok(back.body.includes(words.en?.[`fault.${code}`] ?? 'no words'), code);
      const typed = fields.day ?? fields.until ?? '';
      assert.ok(typed === '' || back.body.includes(`value="${typed}"`), 'what was typed is kept');
    }
    const [item] = (await oneDemand(context, id)).items;
    for (const [fields, field] of [
      [{ found: 'some', hours: '-3' }, 'hours-1'],
      [{ found: 'some', hours: 'two and a half' }, 'hours-1'],
      [{ hours: '4' }, 'found-1'],
    ] as const) {
      const back = await act(law, { id }, 'search', { item: item?.id ?? '', ...fields });
      assert.equal(back.statusCode, 422, field);
      assert.match(back.body, new RegExp(`id="${field}-error"`));
      assert.match(back.body, new RegExp(`href="#${field}"`), 'and the summary leads there');
      assert.ok(back.body.includes(`value="${fields.hours}"`), 'what was typed is kept');
    }
    assert.equal(await steps(), before, 'nothing came of any of them');
    // What somebody merely asks for binds nobody, whenever it ends; lifted, no day is read.
    assert.equal((await act(law, { id }, 'gag', { gag: 'none', until: '2026-01-01' })).statusCode, 303);
    assert.deepEqual(await gagNow(), { gag: 'none', until: null });
  });
});
