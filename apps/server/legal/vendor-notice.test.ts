import assert from 'node:assert/strict';
import { forOneServer } from '../testing/database.ts';
import { hall, leavesIn, place, said, VENDORS, WISH } from './testing/holds-office.ts';

forOneServer('telling vendors of a hold', (test) => {
  test('vendors: the notice names records and nobody, each marking is a row, and without vendors nobody is to be told', async (db, t) => {
    const { join } = await hall(db, t, VENDORS);
    const law = await join(['law-officer']);
    const { id } = await place(law, { ...WISH, which: 'some', 'series-portal-contact': 'on' });
    const clerk = await join(['clerk']);
    const early = (await law.visitor.get(`/holds/${id}`)).body;
    assert.ok(early.includes('Lakeside Storage'), 'from its first hour: what they keep goes on expiring');
    const bucket = () => law.visitor.form(`/holds/${id}`, `/holds/${id}/vendor`, { vendor: 'bucket' });
    const first = await bucket();
    assert.match(String(first.headers.location), /done=told&|done=told$/, first.body);
    assert.match(early, /\/notice/);
    const clerks = (await clerk.visitor.get(`/holds/${id}`)).body;
    assert.ok(clerks.includes('Lakeside Storage'));
    assert.doesNotMatch(clerks, /\/notice/, 'no way to a page that answers 403');
    await law.visitor.form(`/holds/${id}`, `/holds/${id}/confirm`, { which: 'all', when: 'all', gag: 'on' });
    const page = (await law.visitor.get(`/holds/${id}`)).body;
    assert.ok(said(page, 'legal.vendors-gag'));
    assert.equal(page.match(/name="vendor"/g)?.length, 1, 'who was told is not to be told again');
    assert.ok(page.includes('Northern Carriers') && page.includes('Lakeside Storage'));
    assert.match(page, /Carrier of e-mail · Carrier of text messages/, 'one body, told once');
    assert.doesNotMatch(page, /A University|Model City Public Library/, 'who keeps nothing for the city');
    assert.ok(page.includes('legal@carriers.example') && said(page, 'legal.vendor-by-hand'));
    const notice = (await law.visitor.get(`/holds/${id}/notice`)).body;
    assert.match(notice, /Contact for news/);
    assert.equal(notice.match(/Model City is bound by law/g)?.length, 2, 'a letter to each');
    assert.ok(said(notice, 'legal.contact-legal-department'));
    const [list, ...letters] = notice.split('<article');
    assert.ok(said(list ?? '', 'legal.vendor-by-hand'));
    assert.ok(
      !letters.some((letter) => said(letter, 'legal.vendor-by-hand')),
      'not in what the vendor reads',
    );
    const mark = (vendor: string) => law.visitor.form(`/holds/${id}`, `/holds/${id}/vendor`, { vendor });
    assert.equal((await mark('witness')).statusCode, 422, 'that one the city does not have');
    const before = await leavesIn(db);
    const answers = await Promise.all([mark('post-room'), mark('post-room')]);
    const went = answers.map(({ headers }) => String(headers.location));
    assert.deepEqual(went.map((to) => /done=([a-z-]*)/.exec(to)?.[1]).sort(), ['told', 'told-already']);
    const told = await law.visitor.get(went.find((to) => to.includes('told-already')) ?? '');
    assert.ok(said(told.body, 'legal.done-told-already'));
    const marks = await db.store.read.selectFrom('hold_vendor_notices').selectAll().execute();
    assert.deepEqual(
      marks.map(({ vendor, marked_by }) => [vendor, marked_by]).sort(),
      [
        ['bucket', law.id],
        ['post-room', law.id],
      ],
      'F-07: two presses at once are one',
    );
    assert.equal(await leavesIn(db), before + 1);
  });
});
