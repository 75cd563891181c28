import assert from 'node:assert/strict';
import type { Program } from '@commonkey/program';
import { forOneServer } from '../testing/database.ts';
import { heading } from './testing/applicant.ts';
import { portalHall } from './testing/hall.ts';

const fromFourteen = (program: Program): Program => ({
  ...program,
  eligible: { ages: { from: 14 }, source: 'own' },
});

forOneServer('before an application', (test) => {
  test('UX-03: who is not meant is shown what else there is, and nothing is stored', async (db, t) => {
    const hall = await portalHall(db, t, { change: fromFourteen });
    const person = hall.visitor();
    await person.open('/apply/lives-here');
    const missing = await person.answer({});
    assert.equal(missing.statusCode, 422);
    assert.match(missing.body, /<title>Error: /);
    const no = await person.answer({ answer: 'no' });
    assert.equal(no.statusCode, 200);
    assert.equal(heading(no), 'This card is for people who live here');
    assert.match(no.body, /What you can do/);
    await person.open('/apply/lives-here');
    const age = await person.answer({ answer: 'yes' });
    assert.equal(heading(age), 'Is the person who gets the card at least 14 years old?');
    assert.equal((await person.answer({ answer: 'no' })).statusCode, 200);
    assert.deepEqual(person.cookies, {});
    for (const table of ['applications', 'portal_sessions', 'vault_records'] as const)
      assert.deepEqual(await db.store.read.selectFrom(table).selectAll().execute(), []);
  });

  test('UX-01, UX-02: start and notice say cost, time, papers, other ways, last days, and who could compel', async (db, t) => {
    const hall = await portalHall(db, t);
    for (const language of ['en', 'es']) {
      const start = await hall.visitor().open(`/apply?lang=${language}`);
      for (const path of ['/papers', '/apply/return', '/apply/lives-here', '/'])
        assert.ok(start.body.includes(`href="${path}?lang=${language}"`), `${path} from the start page`);
      assert.match(start.body, /class="facts"/);
      assert.match(start.body, /id="channels"/);
      assert.match(start.body, /program-notices/);
      const notice = await hall.visitor().open(`/apply/what-we-keep?lang=${language}`);
      const days = notice.body.match(/20\d\d/g) ?? [];
      assert.ok(days.length >= 3, `${days.length} last days`);
    }
    const notice = await hall.visitor().open('/apply/what-we-keep');
    assert.match(notice.body, /60 minutes/);
    assert.match(notice.body, /a judge/);
    assert.match(notice.body, /come in person/);
  });

  test('nobody who can decide: closed, and it says where else to go', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 0 });
    const person = hall.visitor();
    for (const path of ['/apply', '/apply/lives-here', '/apply/what-we-keep', '/apply/device']) {
      const page = await person.open(path);
      assert.equal(page.statusCode, 503, path);
      assert.match(page.body, /href="\/apply\/return/);
    }
    const begun = await person.form('/apply', '/apply/device', { device: 'own' });
    assert.equal(begun.statusCode, 503);
    assert.deepEqual(await db.store.read.selectFrom('applications').selectAll().execute(), []);
  });

  test('CC-08: a draft has the program’s days and no more, and its page says which', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.open('/apply/device');
    const sheet = await person.answer({ device: 'own' });
    const ends = await db.store.read.selectFrom('vault_records').select(['kind', 'ends_on']).execute();
    const row = await db.store.read.selectFrom('applications').select('ends_on').executeTakeFirstOrThrow();
    const [draft] = ends;
    assert.deepEqual(ends, [{ kind: 'draft', ends_on: row.ends_on }]);
    const said = new Intl.DateTimeFormat('en', { dateStyle: 'long', timeZone: 'UTC' });
    assert.ok(sheet.body.includes(said.format(new Date(`${draft?.ends_on}T00:00:00Z`))), sheet.body);
  });
});
