import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { brotliCompressSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { browserOrSkip, captureTraffic, type Exchange } from '../../../tests/browser/launch.ts';
import { fits, lookOver } from '../../../tests/pages/look-over.ts';
import { safetyRoutes } from '../portal/safety/routes.tsx';
import { onlineCity, openFrontDoor } from './testing/origin.ts';

/** UX-20: a first view on a telephone far from a mast, as a server in front of it compresses it. */
const FIRST_VIEW = 60_000;

const go = (page: Page, step: 'who' | 'papers' | 'answer') =>
  page.locator(`button[name=step][value=${step}]`).first().click();

/** Somebody of 14 to 21 with a birth certificate and a school card, and no paper that shows where they live. */
async function askAsYouth(page: Page): Promise<void> {
  await page.getByLabel('14 to 21 years').check();
  await go(page, 'papers');
  await page.getByLabel('Birth certificate').check();
  await page.getByLabel('School ID with photo').check();
  await page.locator('#none-residency').check();
  await go(page, 'answer');
  await page.getByRole('heading', { level: 1, name: 'One thing is still missing' }).waitFor();
}

/** The same, and then: one suggestion refused, a lease found after all. */
async function askAndChange(page: Page): Promise<void> {
  await askAsYouth(page);
  await page.getByLabel('I do not have this: Letter from a shelter').check();
  await go(page, 'answer');
  assert.equal(await page.getByText('Letter from a shelter').count(), 0);
  await go(page, 'papers');
  assert.ok(await page.locator('#have-school-id').isChecked(), 'what was ticked is still there');
  await page.locator('#have-lease').check();
  await go(page, 'answer');
  await page.getByRole('heading', { level: 1, name: 'These papers are enough' }).waitFor();
}

const told = async (page: Page) =>
  (await page.locator('#papers').innerText()).replace('Print this list', '').replace(/\s+/g, ' ').trim();

test('what papers do I need?', { timeout: 240_000 }, async (t) => {
  const profiles = await mkdtemp(join(tmpdir(), 'commonkey-test-'));
  t.after(() => rm(profiles, { recursive: true, force: true }));
  const scripted = await browserOrSkip(t, { profileDir: join(profiles, 'scripts') });
  if (!scripted) return;
  const plain = await browserOrSkip(t, { profileDir: join(profiles, 'plain'), scripts: false });
  if (!plain) return;
  const { origin, context } = await openFrontDoor(t, await onlineCity(), [safetyRoutes]);
  const page = await scripted.context.newPage();
  const bare = await plain.context.newPage();
  const refused: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && refused.push(message.text())));
  page.on('pageerror', (error) => void refused.push(error.message));

  await t.test('with scripts: no request leaves, network or none, and nothing stays behind', async () => {
    const traffic = captureTraffic(scripted.context);
    await page.goto(`${origin}/papers?lang=en`, { waitUntil: 'networkidle' });
    const loaded = traffic.exchanges.length;
    assert.ok(loaded >= 3, 'the wire is being recorded');
    await page.getByText('This runs on your device').waitFor();
    await askAndChange(page);
    // A request of our own, so that everything the page had asked for is on the wire before it.
    await page.evaluate(() => fetch('/assets/mark.svg?after'));
    const asked = traffic.exchanges.slice(loaded).map(({ method, url }) => `${method} ${url}`);
    assert.deepEqual(asked, [`GET ${origin}/assets/mark.svg?after`], 'no request after the page was there');
    await page.getByRole('link', { name: 'Start again' }).click();
    scripted.network.cut();
    await askAndChange(page);
    scripted.network.restore();
    traffic.stop();
    assert.deepEqual(traffic.strangers, []);
    assert.equal(page.url(), `${origin}/papers?lang=en`);
    const left = await page.evaluate(async () => ({
      state: JSON.stringify(history.state),
      local: localStorage.length,
      session: sessionStorage.length,
      cookies: document.cookie,
      databases: (await indexedDB.databases()).length,
      caches: (await caches.keys()).length,
      workers: (await navigator.serviceWorker.getRegistrations()).length,
      title: document.title,
    }));
    assert.deepEqual(left, {
      state: '{"papersStep":2}',
      local: 0,
      session: 0,
      cookies: '',
      databases: 0,
      caches: 0,
      workers: 0,
      title: 'What papers do I need? · Model City',
    });
  });

  await t.test('UX-06: the browser’s back button goes one question back; a reload forgets', async () => {
    await page.goto(`${origin}/papers?lang=en`);
    await askAsYouth(page);
    await page.goBack();
    assert.ok(await page.locator('#have-school-id').isChecked());
    await page.goBack();
    assert.ok(await page.getByLabel('14 to 21 years').isChecked());
    await page.goForward();
    await page.locator('#have-school-id').waitFor();
    await page.reload();
    assert.equal(await page.locator('input:checked').count(), 0);
    assert.equal(await page.locator('[name=band]').count(), 3);
  });

  await t.test('UX-19: without a script the same answer comes from a form that stores nothing', async () => {
    await bare.goto(`${origin}/papers?lang=en`);
    await bare.getByText('Nothing you tick is saved or written down').waitFor();
    context.events.length = 0;
    await askAsYouth(bare);
    assert.equal(bare.url(), `${origin}/papers?lang=en`);
    // The store refuses to be touched, so an answer means that nothing was read or written; the log is all there is.
    const logged = JSON.stringify(context.events.filter((event) => event.event === 'request'));
    assert.match(logged, /"method":"POST","route":"\/papers","status":200/);
    for (const trace of ['14-21', 'birth-certificate', 'school-id', 'residency'])
      assert.ok(!logged.includes(trace), trace);
    assert.deepEqual(await plain.context.cookies(), []);
    await page.goto(`${origin}/papers?lang=en`);
    await askAsYouth(page);
    assert.equal(await told(bare), await told(page));
  });

  await t.test('UX-09: an age that was not chosen is asked for again, on top and at the field', async () => {
    for (const one of [page, bare]) {
      await one.goto(`${origin}/papers?lang=en`);
      await go(one, 'papers');
      await one.getByRole('alert').getByRole('link').waitFor();
      assert.match(await one.title(), /^Error: What papers/);
      assert.equal(
        await one.getByRole('alert').getByRole('link').innerText(),
        await one.locator('.field-error').innerText(),
      );
    }
    assert.ok(await page.getByRole('alert').evaluate((one) => document.activeElement === one));
    await lookOver(page, 'papers, no age');
  });

  await t.test('T11: every state bears a look, in each language', async () => {
    for (const [language, look] of [
      ['en', lookOver],
      ['es', fits],
    ] as const) {
      await page.goto(`${origin}/papers?lang=${language}`);
      await look(page, `papers ${language}`);
      for (const band of [0, 1, 2]) {
        await page.goto(`${origin}/papers?lang=${language}`);
        await page.locator(`#band-${band}`).check();
        await go(page, 'papers');
        await look(page, `papers ${language} ${band}, which papers`);
        await go(page, 'answer');
        await look(page, `papers ${language} ${band}, nothing there`);
      }
      await go(page, 'papers');
      for (const paper of ['passport', 'lease', 'work-id']) await page.locator(`#have-${paper}`).check();
      await go(page, 'answer');
      await look(page, `papers ${language}, enough`);
    }
  });

  await t.test('on paper: the list, and none of the buttons', async () => {
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.step-buttons').first().isVisible(), false);
    assert.equal(await page.locator('.exit').isVisible(), false);
    assert.ok(
      await page
        .getByText(/Contrato de alquiler|Lease/)
        .first()
        .isVisible(),
    );
    await page.emulateMedia({ media: 'screen' });
  });

  await t.test('UX-20: the first views of the front door and of the checker are small', async () => {
    for (const path of ['/?lang=en', '/papers?lang=en']) {
      const fresh = await browserOrSkip(t, { profileDir: await mkdtemp(join(profiles, 'fresh-')) });
      if (!fresh) return;
      const traffic = captureTraffic(fresh.context);
      await (await fresh.context.newPage()).goto(`${origin}${path}`, { waitUntil: 'networkidle' });
      traffic.stop();
      const bytes = traffic.exchanges.reduce((sum, one) => sum + packed(one), 0);
      t.diagnostic(`${path}: ${bytes} bytes compressed`);
      assert.ok(bytes <= FIRST_VIEW, `${path} ${bytes}`);
      await fresh.close();
    }
  });

  await t.test('nothing broke the policy of the page', () => {
    assert.deepEqual(
      refused.filter((text) => /Content Security Policy|Permissions|Error:|TypeError/.test(text)),
      [],
    );
  });
});

/** Heads as they came, bodies as a server in front would pack them; typefaces are packed already. */
function packed(one: Exchange): number {
  const heads = one.responseHeaders.join('\n').length;
  return (
    heads +
    (one.url.endsWith('.woff2') ? one.responseBody.length : brotliCompressSync(one.responseBody).length)
  );
}
