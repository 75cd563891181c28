import assert from 'node:assert/strict';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { forOneServer } from '../../testing/database.ts';
import { back, sent } from '../after/testing/sent.ts';
import { heading } from '../testing/applicant.ts';
import { portalHall } from '../testing/hall.ts';

const PUBLIC_PAGES = [
  '/',
  '/what-we-hold',
  '/report-lost',
  '/papers',
  '/leaving',
  '/apply',
  '/apply/return',
  '/nowhere',
];

forOneServer('leaving', (test) => {
  test('UX-17: every public page has the way out, errors too', async (db, t) => {
    const hall = await portalHall(db, t);
    for (const path of PUBLIC_PAGES) {
      const { body } = await hall.visitor().get(path);
      assert.equal(body.split('href="/leave"').length - 1, path === '/leaving' ? 3 : 2, path);
      assert.match(body, /<script type="module" src="\/assets\/leave.js">/, path);
      // The skip link alone comes before it.
      assert.match(
        body,
        /<body><a class="skip" href="#main">[^<]*<\/a><nav[^>]*><a class="skip" href="\/leave"/,
        path,
      );
    }
  });

  test('staff pages have none of it: a slip of the hand there must not end a day’s work', async (db, t) => {
    const hall = await portalHall(db, t);
    const { staff, desk } = await cityHall(hall.context);
    t.after(() => Promise.all([staff.close(), desk.close()]));
    for (const url of ['/sign-in', '/nowhere']) {
      const { body } = await staff.inject({ url, headers: { accept: 'text/html' } });
      assert.match(body, /<main/);
      assert.doesNotMatch(body, /\/leave/, url);
    }
  });

  test('UX-17: leaving ends the session here, clears the browser, and lands on a page that says nothing', async (db, t) => {
    const hall = await portalHall(db, t);
    const { code } = await sent(hall);
    const person = await back(hall, code);
    const { store } = hall.context;
    const sessions = () => store.read.selectFrom('portal_sessions').selectAll().execute();
    const before = (await sessions()).length;
    const away = await person.get('/leave');
    assert.equal((await sessions()).length, before - 1);
    assert.equal(away.headers['clear-site-data'], '"cache", "storage"', 'and no cookie of a desk');
    assert.equal(away.headers['cache-control'], 'no-store');
    assert.match(away.body, /url=about:blank/);
    assert.doesNotMatch(away.body, /Model City|card|apply/i);
    assert.equal(person.cookies['ck-public'], undefined);
    await person.open('/apply/follow');
    assert.equal(person.pathname(), '/apply/return');
    assert.equal((await hall.visitor().get('/leave')).statusCode, 200, 'nobody is told that they never came');
  });

  test('a city’s own page instead: at once, with nothing told to it', async (db, t) => {
    const leaveTo = 'https://www.modelcity.example/parks';
    const hall = await portalHall(db, t, {
      change: (program) => ({ ...program, city: { ...program.city, leaveTo } }),
    });
    const away = await hall.visitor().get('/leave');
    assert.deepEqual([away.statusCode, away.headers.location], [303, leaveTo]);
    assert.equal(away.headers['referrer-policy'], 'same-origin');
    assert.match((await hall.visitor().get('/leaving?lang=en')).body, /everyday page of the city/);
  });

  test('neither a browser that looks ahead nor a link of another site ends anything', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    const ask = (headers: Record<string, string>) =>
      person.app.inject({ url: '/leave', headers, cookies: { ...person.cookies } });
    const ahead = await ask({ 'sec-purpose': 'prefetch;prerender' });
    const foreign = await ask({ 'sec-fetch-site': 'cross-site' });
    for (const answer of [ahead, foreign]) {
      assert.equal(answer.headers['set-cookie'], undefined);
      assert.equal(answer.headers['clear-site-data'], undefined);
    }
    await person.open('/apply/next');
    assert.equal(person.pathname(), '/apply/ask/who');
  });

  test('it lands when the database does not answer: the cookie goes, and no word of it is in the log', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin();
    await db.store.close();
    const away = await person.get('/leave');
    assert.equal(away.statusCode, 200);
    assert.match(away.body, /about:blank/);
    assert.equal(person.cookies['ck-public'], undefined);
    assert.ok(hall.context.events.some((event) => 'code' in event && event.code === 'session-not-ended'));
  });

  test('the page of an ended session says so only where it has ended, and ends none', async (db, t) => {
    const hall = await portalHall(db, t);
    const person = hall.visitor();
    await person.begin('shared');
    const page = await person.open('/apply/over?lang=en');
    assert.equal(heading(page), 'You are still signed in');
    assert.doesNotMatch(page.body, /signed out|We closed/);
    assert.match(page.body, /<a class="exit-button" href="\/leave"[^>]*>Sign out and exit this page<\/a>/);
    assert.equal(
      page.body.match(/>Exit this page<\/a>/g)?.length,
      2,
      'the frame’s, and the one in the clock that is shut',
    );
    assert.match(page.body, /data-portal-clock="true" data-seconds="900"/, 'and it empties itself');
    assert.match(page.body, /Your application is open/);
    const helper = hall.visitor();
    await helper.begin('helper');
    assert.match((await helper.open('/apply/over?lang=en')).body, /The application you help with is open/);
    hall.context.setTime(new Date(hall.context.clock.now().getTime() + 60_000));
    assert.match(
      (await helper.open('/apply/over?lang=en')).body,
      /data-seconds="840"/,
      'looking at it moves no end',
    );
    assert.equal(page.headers['clear-site-data'], undefined);
    await person.open('/apply/next');
    assert.equal(person.pathname(), '/apply/ask/who');
    await person.get('/leave');
    assert.equal(heading(await person.open('/apply/over?lang=en')), 'You are signed out');
  });

  test('UX-18, UX-25: looking at the clock moves nothing; staying does; a shared device is signed out sooner', async (db, t) => {
    const hall = await portalHall(db, t);
    const { context } = hall;
    const minutes = (count: number) =>
      context.setTime(new Date(context.clock.now().getTime() + count * 60_000));
    const own = hall.visitor();
    await own.begin();
    const shared = hall.visitor();
    await shared.begin('shared');
    const left = async (person: typeof own, path = '/apply/time') =>
      (await person.get(path)).json<{ seconds?: number }>().seconds;
    assert.equal(await left(own), 3600);
    assert.equal(await left(shared), 900);
    minutes(14);
    assert.equal(await left(own), 46 * 60);
    assert.equal(await left(shared), 60);
    assert.equal(await left(shared, '/apply/stay'), 900);
    minutes(16);
    assert.equal((await shared.get('/apply/time')).statusCode, 403);
    await shared.open('/apply/next');
    assert.equal(shared.pathname(), '/apply/over');
    await own.open('/apply/next');
    assert.equal(own.pathname(), '/apply/ask/who', 'what is saved stays with those who stay');
    for (let passed = 0; passed < 9 * 60; passed += 50) {
      minutes(50);
      await own.get('/apply/stay');
    }
    assert.equal((await own.get('/apply/time')).statusCode, 403, 'and nobody stays for ever');
  });

  test('UX-25: on a shared device no field offers what somebody typed before', async (db, t) => {
    const hall = await portalHall(db, t);
    for (const [device, tokens] of [
      ['own', /autocomplete="name"/],
      ['shared', /autocomplete="off"/],
    ] as const) {
      const person = hall.visitor();
      await person.begin(device);
      const page = await person.answer({ who: 'self' });
      assert.match(page.body, tokens);
      if (device === 'shared') assert.doesNotMatch(page.body, /autocomplete="(?!off)/);
    }
  });
});
