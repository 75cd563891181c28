import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { forOneServer } from '../testing/database.ts';
import type { Colleague } from './testing/colleagues.ts';
import { DAY, hall, holdsIn, leavesIn, place, rowOf, said, WISH } from './testing/holds-office.ts';

forOneServer('holds that may not be spoken of', (test) => {
  test('T12: a hold that may not be spoken of is there for law officers and for whoever placed it; all other staff see the same bytes', async (db, t) => {
    const { join } = await hall(db, t);
    const law = await join(['law-officer']);
    const other = await join(['law-officer']);
    const [clerk, records] = [await join(['clerk']), await join(['records-officer', 'administrator'])];
    const spoken = await place(law, { ...WISH, which: 'some', 'series-portal-card': 'on' });
    const pages = async (who: Colleague) => {
      const bodies = [];
      for (const path of ['/holds', `/holds/${spoken.id}`]) {
        const { body, statusCode } = await who.visitor.get(path);
        assert.equal(statusCode, 200, path);
        bodies.push(body.replaceAll(/(name="_csrf" value|nonce)="[^"]*"/g, ''));
      }
      return bodies;
    };
    const before = [await pages(clerk), await pages(records)];
    assert.doesNotMatch(
      before.flat().join(),
      /Nothing is held|Every record ends/,
      'which they could not know',
    );
    const placer = await join(['clerk']);
    const { id } = await place(placer, { ...WISH, which: 'some', 'series-portal-papers': 'on' });
    const confirmed = await law.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, {
      ...{ which: 'all', when: 'all', gag: 'on' },
    });
    assert.equal(confirmed.statusCode, 303, confirmed.body.slice(0, 400));
    assert.deepEqual([await pages(clerk), await pages(records)], before, 'as if it were not there');
    const unknown = await clerk.visitor.get(`/holds/${randomUUID()}`);
    for (const who of [clerk, records]) {
      assert.equal((await who.visitor.get(`/holds/${id}`)).statusCode, unknown.statusCode);
      assert.ok(!(await who.visitor.get('/holds')).body.includes(id));
    }
    const lift = (who: Colleague) => who.visitor.form('/holds', `/holds/${id}/lift`, {});
    assert.equal((await lift(records)).statusCode, unknown.statusCode, 'nor does a button tell that it is');
    for (const who of [law, other, placer]) {
      assert.ok((await who.visitor.get('/holds')).body.includes(`/holds/${id}`));
      assert.equal((await who.visitor.get(`/holds/${id}`)).statusCode, 200);
    }
  });

  test('T12: a law officer places one silently: no page of another tells that it came, and it lasts', async (db, t) => {
    const { join, context } = await hall(db, t);
    const [law, other, clerk] = [
      await join(['law-officer']),
      await join(['law-officer']),
      await join(['clerk', 'records-officer', 'administrator']),
    ];
    const list = async () =>
      (await clerk.visitor.get('/holds')).body.replaceAll(/(name="_csrf" value|nonce)="[^"]*"/g, '');
    const before = await list();
    assert.doesNotMatch((await clerk.visitor.get('/holds/new')).body, /name="gag"/);
    assert.match((await law.visitor.get('/holds/new')).body, /name="gag"/);
    const silent = { ...WISH, gag: 'on' };
    assert.equal((await place(clerk, silent)).answer.statusCode, 403);
    assert.equal(await holdsIn(db), 0);
    const lost = await place(law, { which: 'all', when: 'all', gag: 'on' });
    assert.match(lost.answer.body, /name="gag" checked/, 'what was chosen is not lost');
    const { id, answer } = await place(law, silent);
    assert.equal(answer.statusCode, 200, answer.body);
    assert.ok(said(answer.body, 'legal.placed-silent'));
    assert.ok((await rowOf(db, id)).confirmed_at, 'it does not lapse');
    const leaves = await leavesIn(db);
    assert.equal((await place(law, silent, id)).answer.statusCode, 200);
    assert.deepEqual([await leavesIn(db), await holdsIn(db)], [leaves, 1], 'F-07');
    assert.equal(await list(), before);
    assert.equal((await clerk.visitor.get(`/holds/${id}`)).statusCode, 404);
    assert.ok((await other.visitor.get('/holds')).body.includes(id));
    context.setTime(new Date(context.clock.now().getTime() + 4 * DAY));
    const record = { series: 'portal-papers', date: null, due: '2026-01-01' };
    assert.equal((await context.holds.mayDestroy(db.store.read, record)).answer, 'held');
  });
});
