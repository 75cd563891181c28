import assert from 'node:assert/strict';
import { openPool } from '../store/connect.ts';
import { forOneServer } from '../testing/database.ts';
import { overdueReviews } from './review.ts';
import type { Colleague } from './testing/colleagues.ts';
import { DAY, hall, place, rowOf, said, WISH } from './testing/holds-office.ts';

forOneServer('holds that stand', (test) => {
  test('reviewed every 90 days: late is said on the page, and lifts nothing; a review is a row of its own', async (db, t) => {
    const { join, context } = await hall(db, t);
    const law = await join(['law-officer']);
    const { id } = await place(law, WISH);
    await law.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, { which: 'all', when: 'all' });
    const start = context.clock.now().getTime();
    const late = () =>
      overdueReviews(db.store.read, context.program.program.city.timeZone, context.clock.now());
    const at = async (days: number) => {
      context.setTime(new Date(start + days * DAY));
      await law.touch();
    };
    await at(90);
    assert.equal(await late(), 0);
    await at(91);
    assert.equal(await late(), 1);
    const clerk = await join(['clerk']);
    const home = async ({ visitor }: Colleague) => (await visitor.get('/')).body;
    assert.match(
      await home(law),
      /One hold has not been looked at for 90 days/,
      'where a law officer begins',
    );
    assert.doesNotMatch(await home(clerk), /looked at for/, 'a silent one can be among them');
    const page = await law.visitor.get('/holds');
    assert.match(page.body, /has not been looked at for 90 days/);
    assert.match(page.body, /review overdue/);
    assert.equal(
      (
        await context.holds.mayDestroy(db.store.read, {
          series: 'portal-papers',
          date: null,
          due: '2026-01-01',
        })
      ).answer,
      'held',
    );
    const review = () => law.visitor.form(`/holds/${id}`, `/holds/${id}/review`, {});
    assert.equal((await review()).statusCode, 303);
    assert.equal(await late(), 0);
    assert.doesNotMatch(await home(law), /looked at for/);
    await at(182);
    assert.equal(await late(), 1);
    await review();
    assert.equal((await db.store.read.selectFrom('hold_reviews').select('id').execute()).length, 2);
  });

  test('T10: one asks, another lifts; alone nobody, whatever they are, and the page says whose turn it is', async (db, t) => {
    const { join, context } = await hall(db, t);
    const law = await join(['law-officer', 'administrator', 'records-officer']);
    const { id } = await place(law, WISH);
    const press = (who: Colleague, step: string) =>
      who.visitor.form(`/holds/${id}`, `/holds/${id}/${step}`, {});
    const page = async (who: Colleague) => (await who.visitor.get(`/holds/${id}`)).body;
    await law.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, { which: 'all', when: 'all' });
    assert.ok(said(await page(law), 'legal.second-nobody'));
    assert.doesNotMatch(await page(law), /\/ask"|\/lift"/);
    await press(law, 'ask');
    assert.equal((await press(law, 'lift')).statusCode, 409);
    const [clerk, records] = [await join(['clerk']), await join(['records-officer'])];
    assert.ok(said(await page(records), 'legal.second-stand-in'));
    const clerks = await page(clerk);
    assert.doesNotMatch(clerks, /\/lift/);
    assert.ok(!said(clerks, 'legal.lift-title'), 'nor a heading with nothing to do under it');
    assert.equal((await press(clerk, 'lift')).statusCode, 403);
    assert.match(await page(records), /\/lift/);
    const other = await join(['law-officer']);
    assert.ok(said(await page(law), 'legal.second-law'));
    assert.ok(!said(await page(records), 'legal.lift-title'));
    assert.equal((await press(records, 'lift')).statusCode, 403, 'with two law officers it is theirs');
    // Somebody who walks up to an open screen lifts nothing: the passkey was used too long ago.
    context.setTime(new Date(context.clock.now().getTime() + 6 * 60_000));
    const stale = await press(other, 'lift');
    assert.match(stale.body, /data-passkey="send-again"/);
    assert.equal((await rowOf(db, id)).released_at, null);
    await other.touch();
    assert.equal((await press(other, 'lift')).statusCode, 303);
    const row = await rowOf(db, id);
    assert.deepEqual([row.release_asked_by, row.released_by], [law.id, other.id]);
    assert.deepEqual((await context.vault.inFlight.mirror.list())[0]?.released?.by, other.id);
  });

  test('T6: over one channel it leaves out what is certain to have come by the other, here and with the keys', async (db, t) => {
    const { context, join } = await hall(db, t);
    const law = await join(['law-officer']);
    const { id, answer } = await place(law, { ...WISH, channel: 'events' });
    assert.equal(answer.statusCode, 200, answer.body);
    const answerFor = async (series: string) => {
      const record = { series, date: null, due: '2026-03-01' };
      return (await context.holds.mayDestroy(db.store.read, record)).answer;
    };
    assert.equal(await answerFor('portal-papers'), 'yes');
    for (const held of ['card-register', 'camera-card', 'used-ribbon', 'online-notices'])
      assert.equal(await answerFor(held), 'held', held);
    const kept = (await context.vault.inFlight.mirror.list()).find((one) => one.id === id);
    assert.equal(kept?.channel, 'events');
    assert.match((await law.visitor.get(`/holds/${id}`)).body, /In person/);

    const other = await place(law, WISH);
    assert.equal(await answerFor('portal-papers'), 'held');
    await law.visitor.form(`/holds/${other.id}`, `/holds/${other.id}/confirm`, {
      which: 'all',
      when: 'all',
      channel: 'events',
    });
    const row = await rowOf(db, other.id);
    assert.deepEqual([row.channel, row.narrowed, row.narrowed_channel], [null, true, 'events']);
    assert.equal(await answerFor('portal-papers'), 'yes');
    const narrowed = (await context.vault.inFlight.mirror.list()).find((one) => one.id === other.id);
    assert.equal(narrowed?.narrowed?.channel, 'events');
  });

  test('a hold whose row somebody removed: the law department is told by what the key process keeps', async (db, t) => {
    const { join } = await hall(db, t);
    const [law, clerk] = [await join(['law-officer']), await join(['clerk'])];
    await place(law, WISH);
    const shown = async (who: Colleague) => (await who.visitor.get('/holds')).body;
    const alarm = 'legal.rowless-note';
    assert.ok(!said(await shown(law), alarm));
    const pool = openPool(db.address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    await pool.query('set session_replication_role = replica; delete from legal_holds');
    assert.ok(said(await shown(law), alarm));
    assert.ok(!said(await shown(clerk), alarm), 'who may not know it');
  });

  test('what law officers wrote and did is only added to: the database refuses to change or to remove it', async (db, t) => {
    const { join } = await hall(db, t);
    const law = await join(['law-officer']);
    const { id } = await place(law, WISH);
    await law.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, {
      which: 'all',
      when: 'all',
      'said-en': 'One.',
    });
    await law.visitor.form(`/holds/${id}`, `/holds/${id}/words`, { 'said-en': 'Two.' });
    const rows = await db.store.read
      .selectFrom('hold_wordings')
      .select('sentences')
      .orderBy('turn')
      .execute();
    assert.deepEqual(
      rows.map(({ sentences }) => sentences.en),
      ['One.', 'Two.'],
    );
    const change = db.store.write((tx) => tx.updateTable('hold_wordings').set({ gag: true }).execute());
    await assert.rejects(change, { code: 'database-refused' });
  });
});
