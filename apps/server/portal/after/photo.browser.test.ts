import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { lookOver } from '../../../../tests/pages/look-over.ts';
import { openFile } from '../../review/browser/open-file.ts';
import { openNext } from '../../review/open.ts';
import { keyOf } from '../../review/testing/officers.ts';
import { forOneServer } from '../../testing/database.ts';
import { heading, photo } from '../testing/applicant.ts';
import { portalHall } from '../testing/hall.ts';
import { back, decided, sent } from './testing/sent.ts';

const PHOTO = { verdict: 'ask', unmet: [], face: true } as const;
const BOTH = { verdict: 'ask', unmet: ['residency'], face: true } as const;

forOneServer('another photo for the card', (test) => {
  test('asked, sent by the same code without scripts, sealed anew; the first one is shredded and nothing more is asked', async (db, t) => {
    const hall = await portalHall(db, t);
    const { context } = hall;
    const [one] = hall.officers;
    assert.ok(one);
    const { code, id } = await sent(hall);
    const before = await seen();
    const first = await cardOf();
    await decided(hall, one, PHOTO);
    const person = await back(hall, code);
    const page = await person.open('/apply/follow?lang=en');
    assert.equal(heading(page), 'We need another photo for the card');
    assert.doesNotMatch(page.body, /\/apply\/more/);
    await person.open('/apply/another-photo');
    const refused = await person.upload(Buffer.from('no picture'));
    assert.equal(refused.statusCode, 415);
    await person.open('/apply/another-photo');
    await person.upload(await photo('#0a5'));
    assert.equal(person.pathname(), '/apply/new-code');
    const row = await context.store.read.selectFrom('applications').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual([row.state, row.face_asked], ['waiting', false], 'back with a reviewer by itself');
    const after = await cardOf();
    assert.notEqual(after, first);
    const heads = await context.vault.heads(context.store.read, id);
    assert.equal(heads.filter(({ kind }) => kind === 'card').length, 1, 'the first one is gone');
    assert.notDeepEqual(await seen(), before);

    async function seen() {
      const opened = await openNext(context, one?.staffId ?? '');
      const { card } = await openFile(opened, keyOf(one ?? assert.fail()));
      return Buffer.from(card.face).toString('base64');
    }
    async function cardOf() {
      const all = await context.vault.heads(context.store.read, id);
      return all.find(({ kind, ending }) => kind === 'card' && !ending)?.id;
    }
  });

  test('asked together with a paper: both doors are there, and the photo alone does not give it back', async (db, t) => {
    const hall = await portalHall(db, t);
    const { code } = await sent(hall);
    await decided(hall, hall.officers[0], BOTH);
    const person = await back(hall, code);
    const page = await person.open('/apply/follow?lang=en');
    assert.equal(heading(page), 'We need another photo and another paper', 'named by what is in the list');
    assert.match(page.body, /\/apply\/more\?/);
    assert.match(page.body, /\/apply\/another-photo\?/);
    await person.open('/apply/another-photo');
    await person.upload(await photo('#0a5'));
    await person.answer();
    const after = await person.open('/apply/follow?lang=en');
    assert.doesNotMatch(after.body, /another-photo/);
    assert.equal(heading(after), 'We need another paper');
  });

  test('T11: with scripts it is cut to the card’s shape in the browser, and axe has nothing to say', async (db, t) => {
    if (db.server !== 'embedded') return t.skip('the browser is the same on every server');
    const hall = await portalHall(db, t, { listening: true });
    const folder = await mkdtemp(join(tmpdir(), 'commonkey-photo-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir: join(folder, 'profile') });
    if (!browser) return;
    const { code } = await sent(hall);
    await decided(hall, hall.officers[0], PHOTO);
    const page = await browser.context.newPage();
    await page.goto(`${hall.origin}/apply/return?lang=en`);
    await page.locator('#code').fill(code);
    await page.locator('main form button').click();
    await page.waitForURL('**/apply/follow**');
    for (const tag of ['en', 'ar']) {
      for (const path of ['/apply/follow', '/apply/another-photo']) {
        await page.goto(`${hall.origin}${path}?lang=${tag}`);
        await lookOver(page, `${path} ${tag}`);
      }
    }
    await page.goto(`${hall.origin}/apply/another-photo?lang=en`);
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo('#0a5') });
    await page.locator('[data-said]').getByText('has not been sent').waitFor();
    await page.locator('form[data-portal-face] button[type="submit"]').click();
    await page.waitForURL('**/apply/new-code**');
  });
});
