import assert from 'node:assert/strict';
import { addReport } from '../../register/testing/published.ts';
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
    }
    await addReport(db.store);
    assert.equal((await law.visitor.get('/demands/report')).statusCode, 200);
  });
});
