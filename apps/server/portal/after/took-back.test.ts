import assert from 'node:assert/strict';
import { forOneServer } from '../../testing/database.ts';
import { endApplication } from '../end-application.ts';
import { endSessions } from '../session.ts';
import { type Applicant, heading, type Page } from '../testing/applicant.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { fullHour } from './papers.ts';
import { back, sent } from './testing/sent.ts';

const PATH = '/apply/withdraw?lang=en';
const ANYWHERE = /Whatever is still there opens with your newest code/;
type Form = { fields: Record<string, string>; cookies: Record<string, string> };

/** The form as it stands in the page, with the cookie that the browser had then. */
async function formOf(person: Applicant): Promise<Form> {
  const { body } = await person.open(PATH);
  const fields = Object.fromEntries(
    [...body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name ?? '',
      value ?? '',
    ]),
  );
  assert.deepEqual(Object.keys(fields).sort(), ['_csrf', 'of']);
  return { fields, cookies: { ...person.cookies } };
}

/** A press of its button, by a browser that has not read the answer to any other press yet. */
const press = ({ app, origin }: Applicant, { fields, cookies }: Form): Promise<Page> =>
  app.inject({
    method: 'POST',
    url: PATH,
    cookies,
    headers: {
      accept: 'text/html',
      origin,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    },
    payload: new URLSearchParams(fields).toString(),
  });

const ends = (page: Page, at: string) => {
  assert.equal(page.statusCode, 303, page.body);
  assert.equal(page.headers.location, at);
};
const OVER = '/apply/over?lang=en';

async function drafted(hall: PortalHall): Promise<Applicant> {
  const person = hall.visitor();
  await person.begin();
  return person;
}

forOneServer('taking back, pressed twice', (test) => {
  test('at once or one after the other, each press ends on the page that says it has ended', async (db, t) => {
    const hall = await portalHall(db, t, { patient: true });
    const person = await back(hall, (await sent(hall)).code);
    const form = await formOf(person);
    const both = await Promise.all([press(person, form), press(person, form)]);
    for (const one of [...both, await press(person, form)]) ends(one, '/apply/withdrawn?lang=en');
    assert.deepEqual(await db.store.read.selectFrom('applications').select('id').execute(), []);

    const writer = await drafted(hall);
    const thrown = await formOf(writer);
    for (const one of [await press(writer, thrown), await press(writer, thrown)])
      ends(one, '/apply/withdrawn?of=draft&lang=en');
  });

  test('the first press has marked it and not destroyed it yet: the second says the same', async (db, t) => {
    const hall = await portalHall(db, t, { patient: true });
    const { code, id } = await sent(hall);
    const person = await back(hall, code);
    const form = await formOf(person);
    await db.store.write((tx) => endApplication(hall.context, tx, id, 'withdrawn'));
    ends(await press(person, form), '/apply/withdrawn?lang=en');
  });

  test('while it is still there no form says that it has ended, whose session is over or not', async (db, t) => {
    const hall = await portalHall(db, t, { patient: true });
    const { code, id } = await sent(hall);
    const [person, other] = [await back(hall, code), await back(hall, code)];
    const form = await formOf(person);
    await db.store.write((tx) => endSessions(hall.context, tx, { application: id }));
    ends(await press(person, form), OVER);
    const page = await person.open('/apply/over?lang=en');
    assert.match(page.body, ANYWHERE);
    assert.doesNotMatch(page.body, /stays|still there\.|saved/);
    // Another browser's form, another form's words, and one without a cookie: each of them proves nothing.
    await db.store.write((tx) => endApplication(hall.context, tx, id, 'withdrawn'));
    const its = await formOf(await drafted(hall));
    const of = form.fields['of'] ?? '';
    ends(await press(other, { ...form, cookies: {} }), OVER);
    ends(await press(person, { ...form, fields: { ...form.fields, of: of.replace('sent', 'draft') } }), OVER);
    const mixed = await press(other, { ...its, fields: { ...its.fields, of } });
    ends(mixed, '/apply/withdrawn?of=draft&lang=en');
  });

  test('a draft that another tab sent meanwhile is asked about anew: it is something else to take back', async (db, t) => {
    const hall = await portalHall(db, t, { patient: true });
    const person = await drafted(hall);
    const form = await formOf(person);
    await db.store.write((tx) =>
      tx
        .updateTable('applications')
        .set({ state: 'waiting', waiting_since: fullHour(hall.context.clock.now()) })
        .execute(),
    );
    ends(await press(person, form), PATH);
    const [row] = await db.store.read.selectFrom('applications').select('state').execute();
    assert.equal(row?.state, 'waiting');
  });

  test('after it was taken back, going back in the browser leads to words that are true', async (db, t) => {
    const hall = await portalHall(db, t, { patient: true });
    const { code, person: first } = await sent(hall);
    const person = await back(hall, code);
    const form = await formOf(person);
    ends(await press(person, form), '/apply/withdrawn?lang=en');
    for (const path of [
      '/apply/withdraw',
      '/apply/follow',
      '/apply/what-exists',
      '/apply/correct',
    ] as const) {
      // It goes back with the cookie it had, to a page of before.
      Object.assign(person.cookies, form.cookies);
      const page = await person.open(`${path}?lang=en`);
      assert.match(page.body, ANYWHERE, path);
      assert.doesNotMatch(page.body, /(is|are) still there\.|What you saved/, path);
    }
    await first.open('/apply/follow?lang=en');
    assert.equal(heading(await first.open('/apply/over?lang=en')), 'You are signed out');
  });
});
