import assert from 'node:assert/strict';
import type { RouteOptions } from 'fastify';
import { forOneServer } from '../../testing/database.ts';
import { EXISTS_PATH, RETURN_PATH, WITHDRAW_PATH } from '../after/paths.ts';
import { QUESTIONS } from '../questions/index.ts';
import { setSwitch } from '../switch/set-switch.ts';
import { type Applicant, heading, type Page, photo } from '../testing/applicant.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { ready } from '../testing/ready.ts';

/** Forms of a draft that add nothing to it: eligibility before there is one, what only leads on or takes away. */
const ADDS_NOTHING = [
  '/apply/face/keep',
  '/apply/papers/:need/remove',
  '/apply/code',
  '/apply/lives-here',
  '/apply/age',
];
/** These have tests of their own: switch.test.ts, sending.test.ts. */
const ELSEWHERE = ['/apply/device', '/apply/send'];
const DRAFT = /^\/apply\/(ask|papers|face|code|lives-here|age|device|send)/;

/** Pages that ask for something; a picture that came is looked at, and a code that is due is shown. */
const ASKS = /^\/apply\/(ask|papers|face|check)/;
const isGet = ({ method }: RouteOptions) => [method].flat().includes('GET');
const QUESTION_IDS = [...Object.keys(QUESTIONS), 'fits'];
/** What works as before, and is a link on each notice. */
const STAYS_OPEN = [EXISTS_PATH, WITHDRAW_PATH, RETURN_PATH];
const main = ({ body }: Page) => body.slice(body.indexOf('<main'), body.indexOf('</main>'));
/** Somebody who has all that is asked for. */
const ENOUGH = { step: 'answer', band: '22-', have: 'city-card' };

const fieldsOf: Record<string, Record<string, string>> = {
  '/apply/ask/name': { name: 'Somebody Else' },
  '/apply/ask/who': { who: 'self' },
  '/apply/papers/:need/shows': { 'also-residency': 'yes' },
};

forOneServer('intake stopped while somebody fills in', (test) => {
  test('no form of a draft seals anything more, each says so, and afterwards each works again', async (db, t) => {
    const routes: RouteOptions[] = [];
    const hall = await portalHall(db, t, {
      seen: (origin, route) => void (origin === 'public' && routes.push(route)),
    });
    const { person } = await ready(hall);
    const posts = [
      ...new Set(
        routes
          .filter(({ method, url }) => [method].flat().includes('POST') && DRAFT.test(url))
          .map(({ url }) => url),
      ),
    ];
    const adds = posts.filter((url) => ![...ADDS_NOTHING, ...ELSEWHERE].includes(url));
    assert.ok(adds.length >= 15, `${adds}`);
    for (const known of [
      '/apply/ask/name',
      '/apply/papers/:need',
      '/apply/papers/:need/shows',
      '/apply/face',
    ])
      assert.ok(adds.includes(known), known);
    const before = await sealed(hall);
    const picture = /src="\/apply\/picture\/([^"]+)"/.exec(
      (await person.open('/apply/papers/photo')).body,
    )?.[1];
    await stop(hall, true);
    for (const url of adds) {
      const page = await sendTo(person, url);
      assert.equal(page.statusCode, 503, url);
      assert.equal(heading(page), 'We cannot take it right now', url);
      assert.match(page.body, /What you saved before stays until /, url);
      assert.match(page.body, /Come in person/, url);
      for (const path of STAYS_OPEN) assert.match(page.body, new RegExp(`href="${path}\\?`), url);
      assert.equal(await sealed(hall), before, url);
    }
    const gone = await person.form(WITHDRAW_PATH, '/apply/papers/photo/remove', {
      picture: picture ?? '',
    });
    assert.equal(gone.statusCode, 303, 'what only takes away stays open');
    await stop(hall, false);
    for (const url of ['/apply/ask/name', '/apply/papers/:need', '/apply/face']) {
      const now = await sealed(hall);
      assert.notEqual((await sendTo(person, url)).statusCode, 503, url);
      assert.notEqual(await sealed(hall), now, `${url} seals when it is open`);
    }
  });

  test('no page of a draft asks for anything then: by its code it shows the notice, and what works as before', async (db, t) => {
    const routes: RouteOptions[] = [];
    const hall = await portalHall(db, t, {
      seen: (origin, route) => void (origin === 'public' && routes.push(route)),
    });
    const { code } = await ready(hall);
    const asks = [...new Set(routes.filter(isGet).map(({ url }) => url))]
      .filter((url) => ASKS.test(url))
      .flatMap((url) =>
        url === '/apply/ask/:step' ? QUESTION_IDS.map((step) => `/apply/ask/${step}`) : [url],
      )
      .map((url) => url.replace(':need', 'photo'));
    assert.ok(asks.length >= 15, `${asks}`);
    for (const path of ['/apply/ask/fits', '/apply/papers/photo/without', '/apply/face', '/apply/check'])
      assert.ok(asks.includes(path), path);
    await stop(hall, true);
    const person = hall.visitor();
    await person.open('/apply/return');
    const opened = await person.answer({ code });
    assert.equal(heading(opened), 'Applying online is paused', 'the code opens, and leads to the notice');
    for (const path of asks) {
      const page = await person.get(`${path}?lang=en`);
      assert.equal(page.statusCode, 503, path);
      assert.equal(heading(page), 'Applying online is paused', path);
      assert.doesNotMatch(main(page), /<form|<input/, path);
      assert.match(page.body, /What you saved before stays until /, path);
      assert.match(page.body, /Come in person with your papers/, path);
      for (const door of STAYS_OPEN) assert.match(page.body, new RegExp(`href="${door}\\?`), path);
    }
    assert.equal((await person.get(EXISTS_PATH)).statusCode, 200);
    await stop(hall, false);
    assert.equal((await person.open('/apply/next')).statusCode, 200);
    assert.equal(person.pathname(), '/apply/check');
    await stop(hall, true);
    await person.open(WITHDRAW_PATH);
    assert.equal(heading(await person.answer()), 'You threw it away');
    assert.equal(await sealed(hall), '[]');
  });

  test('a channel that has ended, or is not in force, says which on a draft’s page', async (db, t) => {
    const hall = await portalHall(db, t);
    const { person } = await ready(hall);
    const portal = hall.context.program.program.channels.portal;
    assert.ok(portal);
    const { program } = hall.context.program;
    Object.assign(hall.context.program, {
      program: { ...program, channels: { ...program.channels, portal: { ...portal, until: '2000-01-01' } } },
    });
    const page = await person.get('/apply/check?lang=en');
    assert.equal(page.statusCode, 503);
    assert.equal(heading(page), 'Applying online has ended');
    assert.match(page.body, /The last day was .*2000/);
  });

  test('the paper checker leads to nothing that is not taken', async (db, t) => {
    const hall = await portalHall(db, t);
    const checked = async () => {
      const person = hall.visitor();
      const page = await person.get('/papers?lang=en');
      const answer = await person.form('/papers?lang=en', '/papers?lang=en', ENOUGH);
      assert.match(answer.body, /These papers are enough/);
      return page.body + answer.body;
    };
    const offered = /\/apply\?lang=en/;
    assert.match(await checked(), offered);
    await stop(hall, true);
    assert.doesNotMatch(await checked(), offered);
    await stop(hall, false);
    await hall.keeper.stop();
    assert.doesNotMatch(await checked(), offered);
  });

  test('the front door says that it is paused and where to go, and offers nothing that is not taken', async (db, t) => {
    const hall = await portalHall(db, t);
    const home = async (language = 'en') => (await hall.visitor().get(`/?lang=${language}`)).body;
    const offered = /href="\/apply\?/;
    assert.match(await home(), offered);
    assert.match(await home(), /pictures of papers sent today until/);
    await stop(hall, true);
    for (const [language, said] of [
      ['en', /This is paused\..* Come in person with your papers\./],
      ['es', /Esto está en pausa\..* Venga en persona con sus documentos\./],
    ] as const) {
      const body = await home(language);
      assert.match(body, said);
      assert.doesNotMatch(body, offered);
      assert.doesNotMatch(body, /sent today/);
      assert.match(body, /href="\/apply\/return\?/);
    }
    await stop(hall, false);
    assert.match(await home(), offered);
    await hall.keeper.stop();
    const silent = await hall.visitor().get('/?lang=en');
    assert.equal(silent.statusCode, 200);
    assert.match(silent.body, /This is paused/);
  });
});

const stop = ({ context, officers }: PortalHall, suspended: boolean) =>
  context.store.write((tx) => setSwitch(context, tx, { suspended, by: officers[0]?.staffId ?? '' }));

/** Every sealed record there is, as its row. */
const sealed = async ({ context }: PortalHall) =>
  JSON.stringify(await context.store.read.selectFrom('vault_records').selectAll().orderBy('id').execute());

async function sendTo(person: Applicant, route: string) {
  const url = route.replace(':need', 'photo');
  if (route === '/apply/papers/:need' || route === '/apply/face') {
    person.at = WITHDRAW_PATH;
    return person.upload(await photo('#369'), 'image/jpeg', url);
  }
  return person.form(WITHDRAW_PATH, url, fieldsOf[route] ?? {});
}
