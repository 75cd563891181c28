import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import {
  accessibilityFaults,
  browserOrSkip,
  captureTraffic,
  type Exchange,
  type Traffic,
} from '../../../../tests/browser/launch.ts';
import { forEachServer, type TestDatabase } from '../../testing/database.ts';
import { readForm } from '../../uploads/form-reader.ts';
import { LIMITS } from '../../uploads/limits.ts';
import { PARTS_PATH } from '../../uploads/part-route.ts';
import { heics } from '../../uploads/testing/foreign.ts';
import { pdf } from '../../uploads/testing/pdf.ts';
import { ADULT, fillIn } from '../testing/fill-in.ts';
import { portalHall } from '../testing/hall.ts';
import { rows } from '../testing/ready.ts';

const SEND = 'form[data-portal-upload] button[type="submit"]';
/** Detail that no encoder makes small: what a phone's photo weighs on a slow line. */
const photo = (side = 900) =>
  sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
/** A PDF as large as asked: behind its pages stands what no reader looks at. */
const heavyPdf = (bytes: number) =>
  Buffer.concat([pdf(), Buffer.from(`%${randomBytes(bytes / 2).toString('hex')}\n`)]);

/** Somebody on the page that asks for a picture, in a browser that does or does not run scripts. */
async function scene(db: TestDatabase, t: TestContext, { scripts = true, locale = 'en-US' } = {}) {
  if (db.server !== 'embedded') return t.skip('one server is enough for a browser');
  const folder = await mkdtemp(join(tmpdir(), 'ck-parts-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, { profileDir: join(folder, 'profile'), scripts, locale });
  if (!browser) return;
  const hall = await portalHall(db, t, { listening: true });
  const person = hall.visitor();
  await person.begin();
  await fillIn(person, { ...ADULT }, 5).catch(() => {});
  await browser.context.addCookies(
    Object.entries(person.cookies).map(([name, value]) => ({ name, value, url: hall.origin })),
  );
  const page = await browser.context.newPage();
  const open = () => page.goto(`${hall.origin}/apply/papers/photo`);
  const choose = async (name: string, bytes: Buffer) => {
    await writeFile(join(folder, name), bytes);
    await page.locator('input[type="file"]').setInputFiles(join(folder, name));
  };
  const arrived = async () => {
    await page.locator('.pictures img').first().waitFor();
    return (await rows(hall)).records.filter((kind) => kind === 'piece').length;
  };
  await open();
  return { hall, person, browser, page, open, choose, arrived };
}
const line = (page: Page) => page.locator('[data-sending-said]');
const said = (page: Page, words: RegExp) => line(page).getByText(words).waitFor();
const ready = (page: Page) =>
  page
    .locator('[data-said]')
    .getByText(/has not been sent|PDF/)
    .waitFor();

/** Parts as they crossed the wire: from which byte, how many, and whether the service answered. */
function partsOf({ exchanges }: Traffic) {
  return exchanges
    .filter(({ url }) => url.endsWith(PARTS_PATH))
    .map(({ requestHeaders, requestBody, status }) => {
      const at = requestHeaders.findIndex((name) => name.toLowerCase() === 'content-type');
      const reader = readForm(requestHeaders[at + 1] ?? '', requestBody.length, () => {});
      try {
        reader.push(requestBody);
        const { fields, file } = reader.end();
        return { from: Number(fields.from), bytes: file?.length ?? 0, drop: fields.drop, status };
      } catch {
        return { from: -1, bytes: requestBody.length, drop: undefined, status: 0 };
      }
    });
}

forEachServer('a picture over a bad line', (test) => {
  test('UX-20: the page that asks for a picture, script and all, is a first view of 60 kB', async (db, t) => {
    const here = await scene(db, t);
    if (!here) return;
    const { browser, open } = here;
    const devtools = await browser.context.newCDPSession(here.page);
    await devtools.send('Network.clearBrowserCache');
    const traffic = captureTraffic(browser.context);
    await open();
    await here.page.waitForLoadState('networkidle');
    traffic.stop();
    const weigh = ({ responseBody }: Exchange) => gzipSync(responseBody).length;
    const sum = traffic.exchanges.map(weigh).reduce((all, one) => all + one, 0);
    assert.ok(traffic.exchanges.some(({ url }) => url.endsWith('/portal.js')));
    assert.ok(sum <= 60_000, `${sum} bytes`);
    t.diagnostic(`${sum} bytes`);
  });

  test('UP-06: cut in the middle, it goes on by itself from what is there', async (db, t) => {
    const here = await scene(db, t);
    if (!here) return;
    const { person, browser, page, choose, arrived } = here;
    await choose('IMG_Zephyrine.jpg', await photo());
    await ready(page);
    const traffic = captureTraffic(browser.context);
    // Of three requests one finds no line on the way there, and one none for its answer, on the way back.
    let requests = 0;
    person.app.server.prependListener('request', ({ method, socket }, response) => {
      if (method !== 'POST') return;
      requests += 1;
      if (requests % 3 === 1) socket.destroy();
      if (requests % 3 === 2)
        response.writeHead = () => {
          socket.destroy();
          return response;
        };
    });
    await page.locator(SEND).click();
    await said(page, /The line broke/);
    assert.deepEqual(await accessibilityFaults(page), []);
    assert.equal(await arrived(), 1, 'the form counted once, although its first answer was lost');
    assert.ok(requests > 6);
    const parts = partsOf(traffic).filter(({ status }) => status === 200);
    assert.equal(parts[0]?.from, 0);
    assert.ok(!Buffer.concat(traffic.bytes()).includes('Zephyrine'));
    traffic.stop();
  });

  test('UP-06: at 400 kbit/s, through a tunnel and back, no part that was acknowledged goes twice', async (db, t) => {
    const here = await scene(db, t);
    if (!here) return;
    const { browser, page, choose, arrived } = here;
    await choose('p.jpg', await photo());
    await ready(page);
    const slowly = async () => {
      const devtools = await browser.context.newCDPSession(page);
      await devtools.send('Network.enable');
      const line = { latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 };
      await devtools.send('Network.emulateNetworkConditions', { offline: false, ...line });
      return devtools;
    };
    const slow = await slowly();
    const traffic = captureTraffic(browser.context);
    await page.locator(SEND).click();
    await page.waitForFunction(() => (document.querySelector('progress')?.value ?? 0) > 20);
    // Two sessions that both set the line would each undo the other.
    await slow.detach();
    await browser.context.setOffline(true);
    await said(page, /The line broke/);
    const before = await page
      .locator('[data-sending-state] progress')
      .evaluate((bar: HTMLProgressElement) => bar.value);
    assert.ok(before > 0);
    await browser.context.setOffline(false);
    await slowly();
    await said(page, /The line is back|percent|Your picture is here/);
    assert.equal(await arrived(), 1);
    const parts = partsOf(traffic).filter(({ status }) => status === 200);
    traffic.stop();
    let end = 0;
    for (const { from, bytes } of parts) {
      assert.equal(from, end, JSON.stringify(parts));
      end += bytes;
    }
    assert.ok(parts.length > 3 && parts.every(({ bytes }) => bytes <= 256 * 1024));
  });

  test('UP-06: given up and sent again without a reload, it goes on; stopped, nothing of it stays', async (db, t) => {
    const here = await scene(db, t);
    if (!here) return;
    const { person, browser, page, choose, arrived } = here;
    const held = () => person.app.uploadParts?.parts.held();
    await choose('p.pdf', heavyPdf(1_500_000));
    await ready(page);
    const cut = async (after: number) => {
      let passed = 0;
      await page.route(`**${PARTS_PATH}`, (route) => {
        passed += 1;
        return passed > after ? route.abort('connectionreset') : route.continue();
      });
    };
    await cut(3);
    await page.locator(SEND).click();
    await said(page, /The line broke/);
    const { bytes = 0 } = held() ?? {};
    assert.ok(bytes > 100_000);
    // Stop is reached from the button that sent, by one Tab.
    await page.locator(SEND).focus();
    await page.keyboard.press('Tab');
    await page.unroute(`**${PARTS_PATH}`);
    await page.keyboard.press('Enter');
    await said(page, /We stopped/);
    assert.ok(await page.locator(SEND).evaluate((button) => button === document.activeElement));
    for (let tries = 0; tries < 100 && held()?.uploads !== 0; tries += 1) await page.waitForTimeout(50);
    assert.deepEqual(held(), { bytes: 0, uploads: 0 });

    await cut(3);
    await page.locator(SEND).click();
    await said(page, /The line broke/);
    const traffic = captureTraffic(browser.context);
    await page.unroute(`**${PARTS_PATH}`);
    // Whoever does not want to wait presses the same button.
    await page.locator(SEND).click();
    assert.equal(await arrived(), 1);
    assert.ok((partsOf(traffic)[0]?.from ?? 0) > 0, 'from where it broke');
    traffic.stop();
  });

  test('UP-06: a service that forgot what it had, as after its restart, gets it again', async (db, t) => {
    const here = await scene(db, t);
    if (!here) return;
    const { person, page, choose, arrived } = here;
    await choose('p.pdf', heavyPdf(800_000));
    await ready(page);
    let requests = 0;
    await page.route('**/*', async (route) => {
      if (route.request().method() === 'POST') requests += 1;
      // Once in the middle, and once when all of it was there.
      const isForm = route.request().method() === 'POST' && !route.request().url().endsWith(PARTS_PATH);
      if (requests === 3 || (isForm && requests < 10)) person.app.uploadParts?.parts.close();
      await route.continue();
    });
    await page.locator(SEND).click();
    assert.equal(await arrived(), 1);
  });

  test('a service that keeps forgetting gets the form in one piece', async (db, t) => {
    const here = await scene(db, t);
    if (!here) return;
    const { person, page, choose, arrived } = here;
    await choose('p.pdf', heavyPdf(800_000));
    await ready(page);
    await page.route(`**${PARTS_PATH}`, async (route) => {
      person.app.uploadParts?.parts.close();
      await route.continue();
    });
    await page.locator(SEND).click();
    assert.equal(await arrived(), 1);
  });

  test('UP-02, UP-03, UP-05: chosen by a button that a voice can press; HEIC and too large are told before anything goes', async (db, t) => {
    const here = await scene(db, t);
    if (!here) return;
    const { browser, page, open, choose, arrived } = here;
    const button = page.getByRole('button', { name: 'Choose a file' });
    const label = page.getByText('Take or choose a picture');
    for (const way of [() => button.click(), () => label.click(), () => button.press('Enter')]) {
      const opening = page.waitForEvent('filechooser');
      await way();
      const chooser = await opening;
      assert.equal(chooser.isMultiple(), false, 'UP-01: one at a time');
    }
    assert.match((await button.getAttribute('aria-describedby')) ?? '', /picture-hint/);
    const traffic = captureTraffic(browser.context);
    await choose('large.pdf', Buffer.concat([pdf(), Buffer.alloc(LIMITS.bytes)]));
    await said(page, /larger than 10/);
    await page.locator(SEND).click();
    await said(page, /larger than 10/);
    await choose('a.heic', heics.heic ?? Buffer.alloc(0));
    await page
      .locator('[data-said]')
      .getByText(/HEIC format/)
      .waitFor();
    assert.deepEqual(
      traffic.exchanges.filter(({ method }) => method === 'POST'),
      [],
    );
    traffic.stop();
    await page.locator(SEND).click();
    await page
      .getByRole('alert')
      .getByText(/called HEIC or AVIF/)
      .waitFor();
    // The fault's link leads to what can be pressed.
    await page.getByRole('alert').getByRole('link').click();
    assert.ok(await button.evaluate((one) => one === document.activeElement));
    assert.deepEqual(await accessibilityFaults(page), []);
    await open();
    await choose(
      'photo.avif',
      await sharp(await photo(800))
        .avif()
        .toBuffer(),
    );
    await ready(page);
    await page.locator(SEND).click();
    assert.equal(await arrived(), 1, 'what this browser can open, it sends as plain pixels');
  });

  test('UP-02, UP-03, UX-19: without scripts each state has its own words, and HEIC and AVIF theirs', async (db, t) => {
    const here = await scene(db, t, { scripts: false, locale: 'es-MX' });
    if (!here) return;
    const { page, open, choose, arrived } = here;
    assert.equal(await page.locator('[data-sending-state] progress').isVisible(), false);
    assert.equal(await page.getByRole('button', { name: 'Elegir un archivo' }).count(), 0);
    const avif = await sharp(await photo(64))
      .avif()
      .toBuffer();
    for (const [name, bytes, words] of [
      [null, null, /No eligió ningún archivo/],
      ['a.jpg', Buffer.alloc(0), /está vacío/],
      ['a.heic', heics.heic, /HEIC o AVIF/],
      ['a.heif', heics.mif1, /HEIC o AVIF/],
      ['a.avif', avif, /HEIC o AVIF/],
      ['a.docx', Buffer.from('PK\x03\x04 a letter'), /JPEG o PNG/],
      ['a.pdf', Buffer.concat([pdf(), Buffer.alloc(LIMITS.bytes)]), /10 MB/],
    ] as const) {
      await open();
      if (name && bytes) await choose(name, bytes);
      await page.locator(SEND).click();
      await page.getByRole('alert').getByText(words).waitFor();
    }
    await choose('a.jpg', await photo(200));
    await page.locator(SEND).click();
    assert.equal(await arrived(), 1);
  });
});
