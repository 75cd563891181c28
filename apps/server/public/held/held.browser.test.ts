import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { fits, lookOver } from '../../../../tests/pages/look-over.ts';
import { openFrontDoor } from '../../papers/testing/origin.ts';
import { routes as questions } from '../../questions/routes.tsx';
import { addCards, officeProgram } from '../../records/testing/office.ts';
import { routes as register } from '../../register/routes.tsx';
import { addCorrection, addDemand, addReport } from '../../register/testing/published.ts';
import { routes as sharing } from '../../sharing/routes.tsx';
import { openStore } from '../../store/store.ts';
import { openDatabases } from '../../testing/server.ts';
import { routes } from '../routes.tsx';

/** What is folded has to be right as well: one of each kind, as the other ones differ in their words alone. */
const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLDetailsElement>(
      '.held, .register-one details, .report-version',
    ))
      one.open = true;
    const fields = document.querySelector<HTMLDetailsElement>('.held details');
    if (fields) fields.open = true;
  });

/** The count of what waits, on a desk and on a phone. */
async function bandInOneLine(page: Page): Promise<void> {
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    const band = page.locator('.standing-number bdi', { hasText: '–' });
    assert.equal(await band.textContent(), '1–9');
    assert.equal(await band.evaluate((one) => one.getClientRects().length), 1, `broken at ${width} px`);
  }
}

const PAGES = ['/what-we-hold', '/sharing', '/what-we-ask', '/demands', '/demands/reports'] as const;

test('T11: what is held, shared and asked, in a browser', { timeout: 240_000 }, async (t) => {
  const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-test-'));
  t.after(() => rm(profileDir, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, { profileDir });
  if (!browser) return;
  const databases = await openDatabases('embedded');
  if (!databases) throw new Error('the embedded server is always there');
  t.after(() => databases.end());
  const store = openStore(await databases.fresh(), { read: 2, write: 1 });
  t.after(() => store.close());
  // What waits for its certificate is told as a band.
  await addCards({ store }, ['2020-01-01', '2020-01-02', '2020-01-03']);
  await addDemand(store);
  await addCorrection(store, await addReport(store));
  const { origin } = await openFrontDoor(
    t,
    await officeProgram(),
    [routes, sharing, questions, register],
    store,
  );
  const page = await browser.context.newPage();
  for (const path of PAGES) {
    await page.goto(`${origin}${path}?lang=en`);
    await unfold(page);
    await lookOver(page, path);
    if (path === '/what-we-hold') await bandInOneLine(page);
    for (const language of ['ar', 'uk']) {
      await page.goto(`${origin}${path}?lang=${language}`);
      await fits(page, `${path} in ${language}`);
    }
  }
  const folder = process.env.CK_SHOTS;
  if (folder === undefined) return;
  for (const path of PAGES)
    for (const language of ['en', 'ar'])
      for (const width of [320, 1280]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${origin}${path}?lang=${language}`);
        await page.screenshot({
          path: join(folder, `${path.slice(1)}-${language}-${width}.png`),
          fullPage: true,
        });
      }
});
