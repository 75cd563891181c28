import assert from 'node:assert/strict';
import type { RouteOptions } from 'fastify';
import { forEachServer } from '../../testing/database.ts';
import { setSwitch } from '../switch/set-switch.ts';
import { type Applicant, heading, photo } from '../testing/applicant.ts';
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

const fieldsOf: Record<string, Record<string, string>> = {
  '/apply/ask/name': { name: 'Somebody Else' },
  '/apply/ask/who': { who: 'self' },
  '/apply/papers/:need/shows': { 'also-residency': 'yes' },
};

forEachServer('intake stopped while somebody fills in', (test) => {
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
    await stop(hall, true);
    for (const url of adds) {
      const page = await sendTo(person, url);
      assert.equal(page.statusCode, 503, url);
      assert.equal(heading(page), 'We cannot take it right now', url);
      assert.match(page.body, /What you saved before stays until /, url);
      assert.match(page.body, /Come in person/, url);
      assert.equal(await sealed(hall), before, url);
    }
    const picture = /src="\/apply\/picture\/([^"]+)"/.exec(
      (await person.open('/apply/papers/photo')).body,
    )?.[1];
    const gone = await person.form('/apply/papers/photo', '/apply/papers/photo/remove', {
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
    await person.open(url);
    return person.upload(await photo('#369'), 'image/jpeg', url);
  }
  return person.form('/apply/papers/photo', url, fieldsOf[route] ?? {});
}
