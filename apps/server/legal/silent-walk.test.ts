import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { placeHold } from '../holds/holding.ts';
import { upholdHold } from '../holds/lifting.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { ROLES } from '../staff/roles.ts';
import { cityHall } from '../staff/testing/city-hall.ts';
import { forOneServer, type TestDatabase } from '../testing/database.ts';
import { demandHall, register, subpoena } from './demands/testing/hall.ts';
import { writeWording } from './wording.ts';

type Route = { method: string; url: string };
/** Pages of the records office that count what stays: no destroyer can be run without it. They name no hold. */
const COUNTS: readonly string[] = ['/records'];

async function hall(db: TestDatabase, t: Parameters<typeof demandHall>[1]) {
  const made = await demandHall(db, t);
  const { context, join } = made;
  const law = await join(['law-officer']);
  const { answer } = await register(law, subpoena({ gag: 'none', keep: 'none' }));
  assert.equal(answer.statusCode, 303);
  // Whoever stands in where the law department is one person, with every other office there is.
  const standIn = await join(ROLES.filter((role) => role !== 'law-officer'));
  const routes: Route[] = [];
  await cityHall(context, (origin, { method, url }) => {
    for (const one of [method].flat())
      if (origin === 'staff' && (one === 'GET' || one === 'POST')) routes.push({ method: one, url });
  });
  /** A hold over everything of which nobody may speak. */
  const silent = async () => {
    const { store, clock, random, vault } = context;
    const placing = { clock, random, inFlight: vault.inFlight };
    const { id } = await placeHold(store, EVERYTHING, law.id, placing);
    await upholdHold(store, id, law.id, placing);
    await store.write((tx) =>
      writeWording(
        tx,
        id,
        { gag: true, sentences: { en: 'Words.' } },
        { by: law.id, now: clock.now(), random },
      ),
    );
    return id;
  };
  const ask = async ({ method, url }: Route) => {
    const { statusCode, body } =
      method === 'GET' ? await standIn.visitor.get(url) : await standIn.visitor.form('/passkeys', url, {});
    return { statusCode, body };
  };
  return { ...made, law, standIn, routes, silent, ask };
}
/** A form has an id of its own each time it is shown. */
const still = (text: string): string => text.replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'id');

forOneServer(
  'a hold that may not be spoken of, for everybody who works here and is no law officer',
  (test) => {
    test('T12: each address with its id answers as it does where there is none', async (db, t) => {
      const { routes, silent, ask } = await hall(db, t);
      const hold = await silent();
      const named = routes.filter(({ url }) => url.includes(':hold'));
      assert.ok(named.length >= 15, `${named.length}`);
      for (const { method, url } of named) {
        const [there, nowhere] = [hold, randomUUID()].map((id) => url.replace(':hold', id));
        const one = await ask({ method, url: there ?? '' });
        const none = await ask({ method, url: nowhere ?? '' });
        assert.deepEqual(
          [one.statusCode, still(one.body)],
          [none.statusCode, still(none.body)],
          `${method} ${url}`,
        );
        assert.ok(one.statusCode >= 400, `${method} ${url}: ${one.statusCode}`);
      }
    });

    test('T12: no page differs by it, but for counts of what stays', async (db, t) => {
      const { routes, silent, ask } = await hall(db, t);
      const pages = routes.filter(({ method, url }) => method === 'GET' && !/[:*]/.test(url));
      assert.ok(pages.length > 25, `${pages.length}`);
      const before = new Map<string, string>();
      for (const page of pages) before.set(page.url, still((await ask(page)).body));
      const hold = await silent();
      const differ: string[] = [];
      for (const page of pages) {
        const { body } = await ask(page);
        assert.ok(!body.includes(hold), page.url);
        if (still(body) !== before.get(page.url)) differ.push(page.url);
      }
      assert.deepEqual(differ, COUNTS);
    });

    test('T10 T12: who is asked to be the second hears of it, and nobody else', async (db, t) => {
      const { join, law, standIn, silent } = await hall(db, t);
      const hold = await silent();
      const seen = async () =>
        Promise.all(
          ['', '/tell', '/public-notice'].map(
            async (path) => (await standIn.visitor.get(`/holds/${hold}${path}`)).statusCode,
          ),
        );
      assert.deepEqual(await seen(), [404, 404, 404]);
      const asked = await law.visitor.form(`/holds/${hold}/tell`, `/holds/${hold}/tell/ask`, {
        basis: 'no-order-forbids',
        afterGag: 'on',
      });
      assert.equal(asked.statusCode, 303, asked.body.slice(0, 300));
      assert.deepEqual(await seen(), [200, 200, 200]);
      const agreed = await standIn.visitor.form(`/holds/${hold}/tell`, `/holds/${hold}/tell/agree`, {});
      assert.equal(agreed.statusCode, 303, 'the second of two');
      assert.deepEqual(await seen(), [200, 200, 200], 'and reads what they agreed to');
      const another = await join(['administrator', 'records-officer']);
      assert.equal((await another.visitor.get(`/holds/${hold}/tell`)).statusCode, 404);
    });
  },
);
