import assert from 'node:assert/strict';
import { addDemand, addReport, serviceBegan } from '../../register/testing/published.ts';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { forOneServer } from '../../testing/database.ts';
import { demandHall } from '../demands/testing/hall.ts';

forOneServer('the page on which a report is signed', (test) => {
  test('what the public will read stands there, in both languages', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-08-02T18:00:00Z'));
    const law = await join(['law-officer']);
    for (const language of ['en', 'es']) {
      const page = await law.visitor.get(`/demands/report?lang=${language}`);
      assert.equal(page.statusCode, 200, JSON.stringify(context.events.slice(-4)));
      assert.doesNotMatch(page.body, /report\.|register\.|undefined/);
      assert.doesNotMatch(page.body, /<footer/, 'what residents are promised is said to residents');
    }
    await addReport(db.store);
    assert.equal((await law.visitor.get('/demands/report')).statusCode, 200);
  });

  test('a half-year that was over before the service began is not offered', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    context.setTime(new Date('2026-08-02T18:00:00Z'));
    const law = await join(['law-officer']);
    await serviceBegan(db.store, '2026-07-03');
    const page = await law.visitor.get('/demands/report');
    assert.match(page.body, /The service began on/);
    assert.doesNotMatch(page.body, /report\/propose/);
  });

  test('a correction is asked for by one and agreed to by another; the public reads both versions and what changed', async (db, t) => {
    const { context, join } = await demandHall(db, t);
    const { public: open } = await cityHall(context);
    context.setTime(new Date('2026-08-02T18:00:00Z'));
    const [law, other] = [await join(['law-officer']), await join(['law-officer'])];
    await serviceBegan(db.store, '2026-02-10');
    const demand = await addDemand(db.store);
    const half = { half: '2026-H1' };
    const sign = async () => {
      const proposed = await law.visitor.form('/demands/report', '/demands/report/propose', half);
      assert.equal(proposed.statusCode, 303);
      const agreed = await other.visitor.form('/demands/report', '/demands/report/agree', half);
      assert.equal(agreed.statusCode, 303);
    };
    await sign();
    assert.doesNotMatch((await law.visitor.get('/demands/report')).body, /report\/propose/);
    await addDemand(db.store, { ...demand, gag: 'ordered' });
    const page = await law.visitor.get('/demands/report?half=2026-H1');
    assert.match(page.body, /Ask for a correction/);
    assert.match(page.body, /What changed/);
    await sign();
    for (const language of ['en', 'es', 'ar']) {
      const { body } = await open.inject({ url: `/demands/reports?lang=${language}` });
      assert.doesNotMatch(body, /report\.[a-z]|undefined/);
      assert.match(body, /<footer/);
      assert.match(body, /id="r2026-H1-2"[\s\S]*id="r2026-H1-2-changed"[\s\S]*id="r2026-H1-1"/);
    }
    const data = JSON.parse((await open.inject({ url: '/demands/reports.json' })).body);
    assert.deepEqual(
      data.reports.map((one: { v: number }) => one.v),
      [4, 3],
    );
  });
});
