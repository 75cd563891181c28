import assert from 'node:assert/strict';
import type { RouteOptions } from 'fastify';
import { forOneServer } from '../testing/database.ts';
import { PARTS_PATH } from '../uploads/part-route.ts';
import { Applicant } from './testing/applicant.ts';
import { portalHall } from './testing/hall.ts';
import { ready, rows } from './testing/ready.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' };
const FILE = { 'content-type': 'multipart/form-data; boundary=x', accept: 'text/html' };
const OWN = { 'sec-fetch-site': 'same-origin' };

forOneServer('PS-4.4: who may do what', (test) => {
  async function scene(...[db, t]: Parameters<Parameters<typeof test>[1]>) {
    const routes: RouteOptions[] = [];
    const hall = await portalHall(db, t, {
      seen: (origin, route) => void (origin === 'public' && routes.push(route)),
    });
    const { person } = await ready(hall);
    const page = await person.open('/apply/papers/photo');
    const [, picture = ''] = /src="\/apply\/picture\/([^"]+)"/.exec(page.body) ?? [];
    assert.ok(picture);
    const paths = (method: string) =>
      routes
        .filter(({ method: own, url }) => [own].flat().includes(method) && /^\/(apply|upload)/.test(url))
        .map(({ url }) => url.replace(':need', 'photo').replace(':id', picture));
    return { hall, person, picture, posts: paths('POST'), gets: paths('GET') };
  }
  const state = async (hall: Parameters<typeof rows>[0]) => JSON.stringify(await rows(hall));

  test('CSRF: every form of a session is refused without its token, with another’s, and from another site', async (db, t) => {
    const { hall, person, posts } = await scene(db, t);
    assert.ok(posts.length > 20 && posts.includes(PARTS_PATH), `${posts}`);
    const other = hall.visitor();
    await other.begin();
    const foreign = /name="_csrf" value="([^"]+)"/.exec((await other.get('/apply/ask/who')).body)?.[1] ?? '';
    assert.ok(foreign);
    const before = await state(hall);
    for (const url of posts)
      for (const [payload, headers] of [
        ['', OWN],
        [`_csrf=${foreign}`, OWN],
        [`_csrf=${foreign}`, { 'sec-fetch-site': 'cross-site' }],
        ['', { origin: 'https://elsewhere.example' }],
      ] as const) {
        const request = { method: 'POST', url, cookies: { ...person.cookies }, payload } as const;
        const answer = await person.app.inject({
          ...request,
          headers: { ...FORM, origin: person.origin, ...headers },
        });
        assert.equal(answer.statusCode, 403, `${url} ${payload} ${answer.body}`);
      }
    assert.equal(await state(hall), before);
  });

  test('IDOR: nobody’s picture opens or changes for nobody, or for somebody else', async (db, t) => {
    const { hall, person, picture, posts, gets } = await scene(db, t);
    const other = hall.visitor();
    await other.begin();
    const nobody = new Applicant(person.app, person.origin);
    const mine = await person.get(`/apply/picture/${picture}`);
    assert.equal(mine.statusCode, 200);
    const before = (await rows(hall)).records.filter((kind) => kind === 'piece').length;
    for (const stranger of [other, nobody]) {
      for (const url of gets) {
        const { body, rawPayload } = await stranger.get(url);
        for (const secret of ['Quakenbush', 'Thistlewood', picture])
          assert.ok(!body.includes(secret), `${url} shows ${secret}`);
        assert.ok(!rawPayload.equals(mine.rawPayload), url);
      }
      for (const url of posts.filter((path) => /picture|papers|face|more|upload/.test(path))) {
        await stranger.form('/apply/ask/who', url, { picture });
        const body = `--x\r\nContent-Disposition: form-data; name="upload"\r\n\r\n${'0'.repeat(32)}\r\n--x--\r\n`;
        await stranger.app.inject({
          method: 'POST',
          url,
          cookies: { ...stranger.cookies },
          headers: { ...FILE, ...OWN, origin: stranger.origin },
          payload: body,
        });
      }
    }
    assert.equal((await rows(hall)).records.filter((kind) => kind === 'piece').length, before);
    assert.equal((await person.get(`/apply/picture/${picture}`)).statusCode, 200);
  });
});
