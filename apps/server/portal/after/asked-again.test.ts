import assert from 'node:assert/strict';
import { wordDay } from '@commonkey/words';
import { openFile } from '../../review/browser/open-file.ts';
import { decide } from '../../review/decide.ts';
import { openNext } from '../../review/open.ts';
import { lapse } from '../../review/service.ts';
import { DAY, DENY, later, rowOf } from '../../review/testing/deciding.ts';
import { withSecondLooks } from '../../review/testing/hall.ts';
import { keyOf } from '../../review/testing/officers.ts';
import { forOneServer } from '../../testing/database.ts';
import { heading, type Page, photo } from '../testing/applicant.ts';
import { portalHall } from '../testing/hall.ts';
import { back, decided, sent } from './testing/sent.ts';

const ASK = { verdict: 'ask', unmet: ['residency'] } as const;
const ASK_TWO = { verdict: 'ask', unmet: ['residency', 'birth-date'], face: true } as const;
/** On the page of the form: that this one ends it, and what to do about a back side. */
const TOLD_BEFORE =
  /the last thing that we asked for\. Once a picture is here, it all goes to a reviewer at once\..*two sides\?.*“Send another picture” before you leave.*Picture or PDF of the paper/;
const text = ({ body }: Page): string => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

forOneServer('another paper was asked for', (test) => {
  test('one was asked for and one came: it goes back by itself, the page says so, and the back side may follow', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const { context } = hall;
    const [officer] = hall.officers;
    assert.ok(officer);
    const { code, id } = await sent(hall);
    await decided(hall, officer, ASK);
    const person = await back(hall, code);
    assert.match(
      text(await person.open('/apply/more')),
      /it all goes to a reviewer at once\. Send it only when/,
    );
    const before = text(await person.open('/apply/more/residency'));
    assert.match(before, TOLD_BEFORE, 'told before it is sent');
    await person.upload(await photo('#333'));
    assert.equal(person.pathname(), '/apply/new-code');
    assert.equal((await rowOf(context, id)).state, 'waiting', 'whoever stops here is not lost');
    const page = await person.answer({}, person.at);
    assert.equal(heading(page), 'We have your application');
    assert.match(text(page), /The picture is with your papers, and a reviewer looks again/);
    const open = await openNext(context, officer.staffId);
    assert.equal((await openFile(open, keyOf(officer))).papers.length, 3);
    await person.open('/apply/more');
    await person.open('/apply/more/residency');
    const second = await person.upload(await photo('#777'));
    assert.equal(person.pathname(), '/apply/follow', 'no second code in one visit');
    assert.match(text(second), /The picture is with your papers/);
    await assert.rejects(
      decide(context, officer.staffId, open.token, DENY),
      { code: 'review-over' },
      'no verdict is about what nobody saw',
    );
    const { papers } = await openFile(await openNext(context, officer.staffId), keyOf(officer));
    assert.equal(papers.length, 4);
  });

  test('more was asked for than came: the page says what came, what is missing, and has one button', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const { code, id } = await sent(hall);
    await decided(hall, hall.officers[0], ASK_TWO);
    const person = await back(hall, code);
    assert.doesNotMatch(text(await person.open('/apply/more/residency')), /the last thing that we asked for/);
    await person.upload(await photo('#333'));
    const page = await person.answer({}, person.at);
    assert.equal(heading(page), 'The picture is with your papers');
    assert.equal((await rowOf(hall.context, id)).state, 'asked');
    for (const path of ['/apply/more/birth-date', '/apply/another-photo'])
      assert.ok(page.body.includes(`href="${path}?lang=en"`), path);
    assert.ok(!page.body.includes('href="/apply/more/residency'));
    const forms = [...page.body.matchAll(/<form[^>]* action="([^"?]+)/g)].map(([, action]) => action);
    assert.deepEqual(
      forms.filter((action) => action?.startsWith('/apply/more')),
      ['/apply/more/back'],
    );
    const again = await person.open('/apply/follow?lang=en');
    assert.match(text(again), /A reviewer does not have it yet/);
    const row = JSON.stringify(await rowOf(hall.context, id));
    assert.match(row, /"unmet":\["residency","birth-date"\]/, 'T2: no column says what came');
    assert.doesNotMatch(text(await person.open('/apply/another-photo')), /When the photo is in/);
    await person.open('/apply/more/birth-date');
    await person.upload(await photo('#555'));
    const last = text(await person.open('/apply/another-photo'));
    assert.match(last, /When the photo is in, a reviewer looks again\..*Send it before the photo\./);
    await person.open('/apply/follow');
    const done = await person.answer({}, '/apply/more/back');
    assert.match(text(done), /It is back with a reviewer/);
    assert.equal((await rowOf(hall.context, id)).state, 'waiting');
  });

  test('asked again in one visit: what was sent before is not taken for what is asked now', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const { code } = await sent(hall);
    await decided(hall, hall.officers[0], ASK);
    const person = await back(hall, code);
    await person.open('/apply/more/residency');
    await person.upload(await photo('#333'));
    await decided(hall, hall.officers[0], ASK);
    assert.equal(heading(await person.open('/apply/follow?lang=en')), 'We need another paper');
  });

  test('before an appeal: the page says that nobody looks at the picture without one', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const { code } = await sent(hall);
    await decided(hall, hall.officers[0], DENY);
    const person = await back(hall, code);
    await person.open('/apply/more/residency');
    await person.upload(await photo('#333'));
    const page = await person.answer({}, person.at);
    assert.match(text(page), /Nobody looks at it until you appeal\. Appeal/);
  });

  test('too late is said plainly, in pages and for whoever presses: before the pass that ends it, and after', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const { context } = hall;
    const { code, id } = await sent(hall);
    await decided(hall, hall.officers[0], ASK);
    const heads = await context.vault.heads(context.store.read, id);
    const endsOn = heads.find(({ kind }) => kind === 'review-box')?.endsOn ?? '';
    const early = await back(hall, code);
    const asks = await early.open('/apply/follow?lang=en');
    assert.ok(text(asks).includes(`we still need to see this before ${wordDay('en', endsOn)}`));
    later(context, 45 * DAY + DAY / 2);
    const person = await back(hall, code);
    const page = await person.open('/apply/follow?lang=en');
    assert.equal(heading(page), 'It ended without an answer');
    assert.doesNotMatch(page.body, /we still need|\/apply\/(more|another-photo|correct|appeal)/);
    const pressed = await person.follow(await person.form('/apply/withdraw', '/apply/more/back', {}));
    assert.match(text(pressed), /That came too late/);
    await lapse(context);
    assert.equal((await rowOf(context, id)).state, 'lapsed');
    assert.equal(heading(await person.open('/apply/follow?lang=en')), 'It ended without an answer');
  });
});
