import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { photo } from '../../apps/server/portal/testing/applicant.ts';
import { portalHall } from '../../apps/server/portal/testing/hall.ts';
import { openedByReviewer } from '../../apps/server/portal/testing/opened.ts';
import type { TestDatabase } from '../../apps/server/testing/database.ts';
import { browserOrSkip, captureTraffic } from '../browser/launch.ts';
import { keysOf } from './keyboard.ts';
import { testOnEmbedded } from './on-embedded.ts';
import { lintPage } from './online-page.ts';

const SEND = 'main form[enctype] button[type="submit"]';
const GO = 'main form:not([enctype]) > button[type="submit"]:not(.quiet)';

/** A city that listens, a browser, and a picture on its disk. */
async function scene(db: TestDatabase, t: TestContext, options: { scripts: boolean; locale?: string }) {
  const folder = await mkdtemp(join(tmpdir(), 'ck-online-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, {
    profileDir: join(folder, 'profile'),
    viewport: { width: 320, height: 640 },
    ...options,
  });
  if (!browser) return;
  const picture = join(folder, 'picture.jpg');
  await writeFile(picture, await photo());
  const hall = await portalHall(db, t, { listening: true });
  const page = await browser.context.newPage();
  return { hall, browser, page, picture };
}

/** Waits for the page that a key press leads to. */
async function arrive(page: Page, path: RegExp): Promise<void> {
  await page.waitForURL((url) => path.test(url.pathname));
  await page.waitForLoadState();
}

describe('applying online in a browser', () => {
  const test = testOnEmbedded;
  test('UX-05, UX-09, T11: by keyboard alone at 320 px, axe on every page and state', async (db, t) => {
    const here = await scene(db, t, { scripts: true });
    if (!here) return;
    const { hall, browser, page, picture } = here;
    const traffic = captureTraffic(browser.context);
    const keys = keysOf(page);
    const go = () => keys.press(GO);
    await page.goto(`${hall.origin}/apply?lang=en`);
    await lintPage(page);
    await keys.press('a.button[href^="/apply/lives-here"]');
    await arrive(page, /lives-here$/);
    await go();
    await page.getByRole('alert').waitFor();
    await lintPage(page);
    await keys.choose('answer', 'yes');
    await go();
    await arrive(page, /what-we-keep$/);
    await lintPage(page);
    await keys.press('main a.button');
    await arrive(page, /device$/);
    await lintPage(page);
    await keys.choose('device', 'shared');
    await go();
    await arrive(page, /code$/);
    const code = (await page.locator('.code-said').textContent()) ?? '';
    await lintPage(page, { code });
    await go();
    await arrive(page, /ask\/who$/);
    await lintPage(page, { code });
    await keys.choose('who', 'self');
    await go();
    await arrive(page, /ask\/name$/);
    await keys.type('#name', '<Zephyrine>');
    await go();
    await page.getByRole('alert').waitFor();
    assert.equal(await page.inputValue('#name'), '<Zephyrine>');
    assert.equal(await page.getAttribute('#name', 'autocomplete'), 'off');
    await lintPage(page, { code });
    await keys.type('#name', 'Zephyrine Quakenbush');
    await go();
    await arrive(page, /ask\/birth$/);
    await keys.type('#day', '31');
    await keys.type('#month', 'April');
    await keys.type('#year', '1987');
    await go();
    await page.getByRole('alert').waitFor();
    await lintPage(page, { code });
    await keys.type('#day', '17');
    await go();
    await arrive(page, /ask\/home$/);
    await lintPage(page, { code });
    await keys.choose('home', 'address');
    await go();
    await arrive(page, /ask\/address$/);
    await keys.type('#address', '17 Thistlewood Lane');
    await lintPage(page, { code });
    await go();
    await arrive(page, /papers\/photo$/);
    await lintPage(page, { code });
    await keys.press('a[href*="/without"]');
    await arrive(page, /without$/);
    await lintPage(page, { code });
    await keys.press('main a.button');
    await arrive(page, /papers\/photo$/);
    await keys.press(SEND);
    await page.getByRole('alert').waitFor();
    await lintPage(page, { code });
    await keys.file('#picture', picture);
    await page.locator('[data-editor="picture"]').waitFor();
    await lintPage(page, { code, moved: true });
    await keys.press(SEND);
    await page.locator('.pictures img').waitFor();
    await lintPage(page, { code });
    for (const also of ['birth-date', 'residency']) {
      await keys.to(`#also-${also}`);
      await page.keyboard.press('Space');
    }
    await go();
    await arrive(page, /apply\/face$/);
    await lintPage(page, { code });
    await keys.file('#picture', picture);
    await page.locator('[data-editor="picture"]').waitFor();
    await keys.press(SEND);
    await page.locator('.face-sent').waitFor();
    await lintPage(page, { code });
    await go();
    await arrive(page, /ask\/contact$/);
    await lintPage(page, { code });
    await keys.choose('contact', 'text');
    await go();
    await arrive(page, /ask\/reach$/);
    await keys.type('#reach', '312 555 0123');
    await lintPage(page, { code });
    await go();
    await arrive(page, /ask\/safe$/);
    await lintPage(page, { code });
    await keys.choose('safe', 'yes');
    await go();
    await arrive(page, /apply\/check$/);
    await lintPage(page, { code });
    await keys.press('a[href^="/apply/ask/home"]');
    await arrive(page, /ask\/home$/);
    await keys.choose('home', 'none');
    await go();
    await arrive(page, /apply\/check$/);
    assert.doesNotMatch(await page.content(), /Thistlewood/);
    await go();
    await arrive(page, /apply\/done$/);
    await lintPage(page, { code });
    await page.goBack();
    await arrive(page, /apply\/done$/);
    traffic.stop();
    assert.deepEqual(traffic.strangers, []);
    assert.equal((await openedByReviewer(hall)).card.person.address, '');
  });

  test('UX-19: without scripts, in Spanish, to the confirmation and back', async (db, t) => {
    const here = await scene(db, t, { scripts: false, locale: 'es-MX' });
    if (!here) return;
    const { hall, page, picture } = here;
    const go = async (path: RegExp) => {
      await page.locator(GO).click();
      await arrive(page, path);
    };
    const choose = (name: string, value: string) =>
      page.locator(`input[name="${name}"][value="${value}"]`).check();
    await page.goto(`${hall.origin}/apply`);
    await page.locator('a.button[href^="/apply/lives-here"]').click();
    await choose('answer', 'yes');
    await go(/what-we-keep$/);
    await page.locator('main a.button').click();
    await choose('device', 'own');
    await go(/code$/);
    await go(/ask\/who$/);
    await choose('who', 'self');
    await go(/ask\/name$/);
    await page.fill('#name', 'Olha Quakenbush');
    await go(/ask\/birth$/);
    for (const [field, text] of [
      ['day', '17'],
      ['month', 'abril'],
      ['year', '1987'],
    ] as const)
      await page.fill(`#${field}`, text);
    await go(/ask\/home$/);
    await choose('home', 'none');
    await go(/papers\/photo$/);
    await page.setInputFiles('#picture', picture);
    await page.locator(SEND).click();
    await page.locator('.pictures img').waitFor();
    for (const also of ['birth-date', 'residency']) await page.locator(`#also-${also}`).check();
    await go(/apply\/face$/);
    await page.setInputFiles('#picture', picture);
    await page.locator(SEND).click();
    await page.locator('.face-sent').waitFor();
    await go(/ask\/contact$/);
    await choose('contact', 'none');
    await go(/apply\/check$/);
    await go(/apply\/done$/);
    await page.getByRole('heading', { level: 1, name: 'Tenemos su solicitud' }).waitFor();
    await page.goBack();
    await arrive(page, /apply\/done$/);
    const { card, papers } = await openedByReviewer(hall);
    assert.equal(card.person.name, 'Olha Quakenbush');
    assert.deepEqual(papers[0]?.shows, ['photo', 'birth-date', 'residency']);
  });
});
