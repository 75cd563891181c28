import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { scanForResidue, textMarker } from '../../residue/scan.ts';
import { forOneServer } from '../../testing/database.ts';
import { paperPicture } from '../browser/testing/pictures.ts';
import { ADULT, fillIn } from '../testing/fill-in.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';

const NAME = 'Zéphyrine Quakenbush';
const HALF = 'Thistlewood Quillfeather';
const PLANTED = 'Left here on purpose';

forOneServer('leaving, in a browser', (test) => {
  test('UX-17, UX-25: with a script, by button and by Shift; back shows nothing, the profile holds nothing', async (db, t) => {
    if (db.server !== 'embedded') return t.skip('the browser is the same on every server');
    const hall = await portalHall(db, t, { listening: true });
    const folder = await mkdtemp(join(tmpdir(), 'commonkey-leaving-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir: join(folder, 'profile') });
    if (!browser) return;
    const page = await browser.context.newPage();
    const code = await typeName(page, hall, 'shared');
    await page.goBack();
    assert.equal(await page.locator('#name').inputValue(), NAME, 'before leaving, back shows what was typed');
    await page.goForward();
    await page.locator('#day').fill('17');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+A');
    await page.keyboard.press('Shift');
    await page.keyboard.press('Shift');
    assert.notEqual(page.url(), 'about:blank', 'two are not three, and typing does not count');
    await page.locator('[data-leave-status]').getByText('1 more time').waitFor({ state: 'attached' });
    await page.keyboard.press('Shift');
    await nowhere(page, hall);
    await backShowsNothing(page);
    // Once more, in the middle of a line that was never sent.
    await typeName(page, hall, 'shared');
    await page.goto(`${hall.origin}/apply/ask/name?lang=en`);
    await page.locator('#name').fill(HALF);
    // We keep nothing in a browser; what an extension or a mistake put there goes too.
    await page.evaluate(() => localStorage.setItem('left', 'behind'));
    await page.getByRole('link', { name: 'Exit this page', exact: true }).click();
    await nowhere(page, hall);
    await backShowsNothing(page);
    await page.goto(`${hall.origin}/leaving`);
    assert.equal(await page.evaluate(() => localStorage.length), 0);
    await page.evaluate((text) => localStorage.setItem('planted', text), PLANTED);
    await browser.close();
    const markers = [textMarker('name', NAME), textMarker('half', HALF), textMarker('code', code)];
    const places = [browser.profileDir, browser.tempDir];
    assert.deepEqual(await scanForResidue(places, markers), []);
    // What is planted after leaving is found: the scan sees what there is.
    assert.ok((await scanForResidue(places, [textMarker('planted', PLANTED)])).length > 0);
  });

  test('UX-17, UX-19: without a script the same link lands, and back shows nothing', async (db, t) => {
    if (db.server !== 'embedded') return t.skip('the browser is the same on every server');
    const hall = await portalHall(db, t, { listening: true });
    const folder = await mkdtemp(join(tmpdir(), 'commonkey-leaving-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir: join(folder, 'profile'), scripts: false });
    if (!browser) return;
    const page = await browser.context.newPage();
    await typeName(page, hall, 'own');
    // By keyboard: the skip link, and then the way out.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await nowhere(page, hall);
    await backShowsNothing(page);
  });

  test('WCAG 2.4.11, 2.4.12: the way out hides no part of what has the focus', async (db, t) => {
    if (db.server !== 'embedded') return t.skip('the browser is the same on every server');
    const hall = await portalHall(db, t, { listening: true });
    const folder = await mkdtemp(join(tmpdir(), 'commonkey-leaving-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir: join(folder, 'profile') });
    if (!browser) return;
    const page = await browser.context.newPage();
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 480 });
      await page.goto(`${hall.origin}/what-we-hold?lang=en`);
      // Where a narrow link stands depends on its words; a wide one would show a fault at any of them.
      await page.evaluate(() => {
        for (const link of document.querySelectorAll<HTMLElement>('main a')) link.style.display = 'block';
      });
      const count = await page.locator('a[href],button,input,select,summary').count();
      assert.ok(count > 20);
      for (const key of ['Tab', 'Shift+Tab'])
        for (let step = 0; step < count; step += 1) {
          await page.keyboard.press(key);
          assert.equal(await covered(page), null, `${width} px, ${key}`);
        }
    }
    // Where somebody paints over what nobody needs, a finger that slips onto the way out would lose it all.
    const person = hall.visitor();
    await person.begin();
    await fillIn(person, ADULT, 5).catch(() => {});
    await browser.context.addCookies(
      Object.entries(person.cookies).map(([name, value]) => ({ name, value, url: hall.origin })),
    );
    await page.setViewportSize({ width: 320, height: 480 });
    for (const language of ['en', 'ar']) {
      await page.goto(`${hall.origin}/apply/papers/photo?lang=${language}`);
      const picture = { name: 'paper.png', mimeType: 'image/png', buffer: paperPicture() };
      await page.locator('input[type="file"]').setInputFiles(picture);
      const tools = page.locator('.black-tools button');
      await tools.first().click();
      assert.equal(await page.locator('.black-box').count(), 1);
      const count = await page.locator('.editor button').count();
      assert.ok(count > 10, 'the tools, and the box itself');
      await tools.first().focus();
      for (const key of ['Tab', 'Shift+Tab'])
        for (let step = 1; step < count; step += 1) {
          assert.equal(await covered(page), null, `${language} ${key} ${step}`);
          await page.keyboard.press(key);
        }
      assert.deepEqual(await besideTheWayOut(page), [], language);
    }
  });
});

/**
 * Moved past the way out pixel by pixel: which tools can be pressed beside it or partly beneath it, and where the way out
 * cannot be pressed itself. Beneath its strip a tool is out of reach as a whole row, and scrolls out again.
 */
function besideTheWayOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const exit = document.querySelector('.exit-button');
    const strip = document.querySelector('.exit');
    if (!exit || !strip) return ['no way out'];
    const wrong = new Set<string>();
    const tools = [...document.querySelectorAll('.editor button')];
    const top = tools.map((one) => one.getBoundingClientRect().top + scrollY);
    for (let at = Math.min(...top) - 300; at < Math.max(...top) + 100; at += 7) {
      scrollTo({ top: at, behavior: 'instant' });
      const way = exit.getBoundingClientRect();
      for (const x of [way.left + 3, way.left + way.width / 2, way.right - 3])
        for (const y of [way.top + 3, way.bottom - 3])
          if (document.elementFromPoint(x, y)?.closest('.exit-button') !== exit)
            wrong.add('something lies over the way out');
      const { top: from, bottom: to } = strip.getBoundingClientRect();
      for (const tool of tools) {
        const { left, right } = tool.getBoundingClientRect();
        for (const x of [left + 3, right - 3])
          for (const y of [from + 2, (from + to) / 2, to - 2])
            if (document.elementFromPoint(x, y)?.closest('.editor'))
              wrong.add(`beside the way out: ${tool.textContent}`);
      }
    }
    return [...wrong];
  });
}

/** From the start to a name that was sent; gives the code. */
async function typeName(page: Page, hall: PortalHall, device: 'own' | 'shared'): Promise<string> {
  await page.goto(`${hall.origin}/apply/device?lang=en`);
  await page.locator(`input[value="${device}"]`).check();
  await page.getByRole('button', { name: 'Continue' }).click();
  const code = await page.locator('.code-said code').innerText();
  await page.locator('main form button').click();
  await page.locator('input[value="self"]').check();
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('#name').fill(NAME);
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.locator('#day').waitFor();
  return code;
}

/** On a page without a word or an address, with no session left behind. */
async function nowhere(page: Page, { context }: PortalHall): Promise<void> {
  await page.waitForURL('about:blank');
  assert.equal((await page.locator('body').innerText()).trim(), '');
  assert.equal(await page.title(), '');
  assert.deepEqual(await context.store.read.selectFrom('portal_sessions').selectAll().execute(), []);
  assert.deepEqual(
    (await page.context().cookies()).filter(({ name }) => name.includes('ck-public')),
    [],
  );
}

/** As far back as there is a history: pages may say that somebody was here, and nothing that they typed. */
async function backShowsNothing(page: Page): Promise<void> {
  for (let steps = 0; steps < 8; steps += 1) {
    const went = await page.goBack({ waitUntil: 'load' }).catch(() => null);
    const shown = await page.evaluate(() =>
      [
        document.body.innerText,
        document.title,
        ...Array.from(document.querySelectorAll('input'), (one) => one.value),
      ].join('\n'),
    );
    for (const word of ['Quakenbush', 'Quillfeather', 'Thistlewood'])
      assert.ok(!shown.includes(word), page.url());
    assert.equal(await page.locator('.code-said').count(), 0);
    if (!went && page.url() === 'about:blank') break;
  }
}

/** What has the focus and lies under the button, in whole or in part; null when all of it can be seen. */
function covered(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const [one, exit] = [document.activeElement, document.querySelector('.exit-button')];
    if (!one || !exit || one === document.body || exit.contains(one) || one.matches('.skip')) return null;
    const [a, b] = [one.getBoundingClientRect(), exit.getBoundingClientRect()];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const outside = a.bottom <= 0 || a.top >= innerHeight;
    return (across > 1 && down > 1) || outside ? one.outerHTML.slice(0, 100) : null;
  });
}
