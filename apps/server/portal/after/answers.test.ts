import assert from 'node:assert/strict';
import { addDays } from '@commonkey/program';
import { readQr } from '@commonkey/scan';
import { readPickUp } from '@commonkey/shift';
import { openRecord } from '@commonkey/vault';
import { isFault, wordDay } from '@commonkey/words';
import sharp from 'sharp';
import { openFile } from '../../review/browser/open-file.ts';
import { decide } from '../../review/decide.ts';
import { openNext } from '../../review/open.ts';
import { lapse } from '../../review/service.ts';
import { keyOf } from '../../review/testing/officers.ts';
import { cityDay } from '../../testing/city-day.ts';
import { forOneServer } from '../../testing/database.ts';
import { newCode } from '../code.ts';
import { unpackCard } from '../file-layout.ts';
import { heading, photo } from '../testing/applicant.ts';
import { portalHall } from '../testing/hall.ts';
import { APPROVE, codeOn, DENY, headsOf, kindsOf, NO_SECOND_LOOK, rowOf, WORDS } from './testing/rows.ts';
import { back, decided, NAME, sent, tryCode } from './testing/sent.ts';

const ASK = { verdict: 'ask', unmet: ['residency'] } as const;
const DAY = 86_400_000;

forOneServer('the city’s answer, read with the code', (test) => {
  test('asked: another paper joins the one sealed bundle, and an appeal stays an appeal', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const [one, two] = hall.officers;
    const { code, id } = await sent(hall);
    await decided(hall, one, ASK);
    const person = await back(hall, code);
    const page = await person.open('/apply/follow');
    assert.equal(heading(page), 'We need another paper');
    assert.match(page.body, /A paper that shows the person lives here/);
    const before = await kindsOf(hall, id);
    await person.open('/apply/more/residency');
    const refused = await person.upload(Buffer.from('no picture'));
    assert.equal(refused.statusCode, 415);
    assert.match(refused.body, /<title>Error: /);
    await person.open('/apply/more/residency');
    await person.upload(await photo('#333'));
    assert.equal(person.pathname(), '/apply/new-code');
    await person.answer();
    assert.deepEqual(await kindsOf(hall, id), before, 'still one bundle');
    await person.open('/apply/more');
    await person.answer({}, '/apply/more/back');
    const row = await rowOf(hall, id);
    assert.deepEqual([row.state, row.unmet], ['waiting', []]);
    assert.ok(one);
    const opened = await openNext(hall.context, one.staffId);
    const { papers } = await openFile(opened, keyOf(one));
    assert.deepEqual(
      papers.map(({ shows }) => shows.join(' ')),
      ['photo birth-date', 'residency', 'residency'],
    );
    await decide(hall.context, one.staffId, opened.token, DENY);
    await person.open('/apply/appeal');
    await person.answer();
    await decided(hall, two, ASK);
    await person.open('/apply/more');
    await person.answer({}, '/apply/more/back');
    assert.equal((await rowOf(hall, id)).state, 'appealed');
    await assert.rejects(openNext(hall.context, one.staffId), isFault, 'and not of whoever denied it');
    await decided(hall, two, APPROVE);
    assert.equal((await rowOf(hall, id)).state, 'approved');
  });

  test('UX-23: a denial says which requirement, the fix and the appeal; the appeal goes to another and has its own days', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const [one, two] = hall.officers;
    const { code, id } = await sent(hall);
    await decided(hall, one, DENY);
    const person = await back(hall, code);
    const page = await person.open('/apply/follow?lang=en');
    assert.equal(heading(page), 'We could not say yes');
    assert.match(page.body, /A paper that shows the person lives here/);
    assert.match(page.body, /href="\/papers\?lang=en"/);
    assert.doesNotMatch(page.body, /suspicious|illegal|fraud|forged|valid reason/i);
    assert.ok(!(await kindsOf(hall, id)).includes('review-box'), 'nobody alone opens it now');
    const until = (await rowOf(hall, id)).appeal_until ?? '';
    await person.open('/apply/more/residency');
    await person.upload(await photo('#123'));
    await person.open('/apply/appeal');
    await person.answer();
    const row = await rowOf(hall, id);
    assert.deepEqual([row.state, row.appeal_until, row.decided_on], ['appealed', null, null]);
    const anew = (await headsOf(hall, id)).filter(({ kind }) => kind !== 'contact');
    assert.equal(anew.length, 3);
    assert.ok(
      anew.every(({ endsOn }) => endsOn > until),
      'days of its own',
    );
    assert.ok(one);
    await assert.rejects(openNext(hall.context, one.staffId), isFault);
    await decided(hall, two, DENY);
    const last = await person.open('/apply/follow');
    assert.doesNotMatch(last.body, /\/apply\/appeal/);
    await person.open('/apply/appeal');
    assert.equal(person.pathname(), '/apply/follow', 'once');
    assert.deepEqual(await kindsOf(hall, id), ['contact'], 'it alone stays, until the news has been sent');
  });

  test('the last answer can be read with the code until its day, with nothing behind it, and on that day it is gone', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const [one, two] = hall.officers;
    const { code, id } = await sent(hall);
    await decided(hall, one, DENY);
    const person = await back(hall, code);
    await person.open('/apply/appeal');
    const next = codeOn((await person.answer()).body);
    await decided(hall, two, DENY);
    const { context } = hall;
    await context.vault.finish();
    const decidedOn = cityDay(context);
    const [contact, ...others] = await headsOf(hall, id);
    assert.deepEqual(others, [], 'papers and card die at once');
    assert.deepEqual([contact?.kind, contact?.endsOn], ['contact', addDays(decidedOn, 3)]);
    const last = addDays(decidedOn, 30);
    assert.equal((await rowOf(hall, id)).ends_on, last);
    const said = wordDay('en', last);
    context.setTime(new Date(context.clock.now().getTime() + 29 * DAY));
    await context.vault.sweep();
    const later = await back(hall, next);
    const follow = await later.open('/apply/follow?lang=en');
    assert.equal(heading(follow), 'We could not say yes');
    assert.match(follow.body, /A paper that shows the person lives here/);
    assert.ok(follow.body.includes(`opens this page before ${said}`));
    assert.doesNotMatch(follow.body, /with an appeal|\/apply\/(appeal|destroy|more)/);
    const exists = await later.open('/apply/what-exists?lang=en');
    assert.ok(exists.body.includes(`on ${said} at the latest`));
    for (const kind of Object.values(WORDS)) assert.ok(!exists.body.includes(kind), kind);
    context.setTime(new Date(context.clock.now().getTime() + DAY));
    assert.deepEqual(await tryCode(hall, next), await tryCode(hall, newCode(context.random)));
    // The destroyer goes by the city's day, which is not over when it is in UTC.
    context.setTime(new Date(context.clock.now().getTime() + DAY));
    await context.holds.sweep(context.store);
    const { store } = context;
    const left = await store.read.selectFrom('applications').select('id').where('id', '=', id).execute();
    assert.deepEqual(left, []);
  });

  test('nobody decided: the code opens a page that says so, and that it is no denial', async (db, t) => {
    const hall = await portalHall(db, t);
    const { context } = hall;
    const { code, id } = await sent(hall);
    context.setTime(new Date(context.clock.now().getTime() + 45 * DAY));
    await lapse(context);
    await context.vault.finish();
    assert.deepEqual(await kindsOf(hall, id), ['contact'], 'until the news has been sent');
    const person = await back(hall, code);
    const page = await person.open('/apply/follow?lang=en');
    assert.equal(heading(page), 'It ended without an answer');
    assert.match(page.body, /This is not a no/);
    assert.ok(page.body.includes(wordDay('en', (await rowOf(hall, id)).ends_on)));
    for (const path of ['appeal', 'more', 'correct', 'pick-up', 'destroy']) {
      await person.open(`/apply/${path}`);
      assert.equal(person.pathname(), '/apply/follow', path);
    }
  });

  test('denied: what was sent is destroyed at once when its owner says so, and the answer still opens', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const { code, id } = await sent(hall);
    await decided(hall, hall.officers[0], DENY);
    const person = await back(hall, code);
    await person.open('/apply/destroy');
    const page = await person.answer();
    assert.match(page.body, /Nobody can decide with what you sent any more/);
    assert.match(page.body, /destroyed as soon as the law lets us/);
    assert.deepEqual(await headsOf(hall, id), []);
    assert.doesNotMatch(page.body, /\/apply\/(appeal|destroy|more)/);
    assert.equal((await tryCode(hall, code)).status, 303);
    for (const path of ['/apply/appeal', '/apply/more', '/apply/correct', '/apply/pick-up']) {
      await person.open(path);
      assert.equal(person.pathname(), '/apply/follow', path);
    }
  });

  test('approved: the sheet opens the card, and only the sheet', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const { code, id } = await sent(hall);
    await decided(hall, hall.officers[0], APPROVE);
    const person = await back(hall, code);
    assert.equal(heading(await person.open('/apply/follow')), 'Your card is approved');
    const page = await person.open('/apply/pick-up');
    const { record, share } = readPickUp(await scanned(page.body));
    const card = (await headsOf(hall, id)).find(({ kind }) => kind === 'card');
    assert.equal(record, card?.id.replaceAll('-', ''));
    const [released] = await hall.context.vault.release(
      hall.context.store.read,
      { application: id, kinds: ['card'] },
      { purpose: 'desk', approvals: [hall.officers[0]?.staffId ?? ''] },
    );
    assert.ok(released);
    const opened = await openRecord({
      recordId: released.id,
      slotKey: released.slotKey,
      share,
      sealed: released.sealed,
    });
    assert.equal(unpackCard(opened).person.name, NAME);
    await assert.rejects(
      openRecord({ recordId: released.id, slotKey: released.slotKey, share: null, sealed: released.sealed }),
    );
  });
});

/** What a desk's scanner reads off the page. */
async function scanned(body: string): Promise<string> {
  const svg =
    /<svg class="qr-picture".*?<\/svg>/s
      .exec(body)?.[0]
      .replace('<svg ', '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600" ') ?? '';
  const { data, info } = await sharp(Buffer.from(svg))
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const image = { width: info.width, height: info.height, data: new Uint8ClampedArray(data) };
  const read = await readQr(image);
  return String(read);
}
