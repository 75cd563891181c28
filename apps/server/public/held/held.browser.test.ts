import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { fits, lookOver } from '../../../../tests/pages/look-over.ts';
import { onlineCity, openFrontDoor } from '../../papers/testing/origin.ts';
import { routes as questions } from '../../questions/routes.tsx';
import { routes as sharing } from '../../sharing/routes.tsx';
import { openStore } from '../../store/store.ts';
import { openDatabases } from '../../testing/server.ts';
import { routes } from '../routes.tsx';

/** What is folded has to be right as well: one of each kind, as the other ones differ in their words alone. */
const unfold = (page: Page) =>
  page.evaluate(() => {
    for (const one of document.querySelectorAll<HTMLDetailsElement>('.held')) one.open = true;
    const fields = document.querySelector<HTMLDetailsElement>('.held details');
    if (fields) fields.open = true;
  });

const PAGES = ['/what-we-hold', '/sharing', '/what-we-ask'] as const;

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
  const { origin } = await openFrontDoor(t, await onlineCity(), [routes, sharing, questions], store);
  const page = await browser.context.newPage();
  for (const path of PAGES) {
    await page.goto(`${origin}${path}?lang=en`);
    await unfold(page);
    await lookOver(page, path);
    for (const language of ['ar', 'uk']) {
      await page.goto(`${origin}${path}?lang=${language}`);
      await fits(page, `${path} in ${language}`);
    }
  }
  const folder = process.env.CK_SHOTS;
  if (folder === undefined) return;
  for (const path of PAGES)
    for (const language of ['en', 'ar'])
      for (const width of [320, 1200]) {
        await page.setViewportSize({ width, height: 900 });
        await page.goto(`${origin}${path}?lang=${language}`);
        await page.screenshot({
          path: join(folder, `${path.slice(1)}-${language}-${width}.png`),
          fullPage: true,
        });
      }
});
