import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import sharp from 'sharp';
import { accessibilityFaults, captureTraffic, type Exchange } from '../../../../tests/browser/launch.ts';
import { forOneServer } from '../../testing/database.ts';
import { LIMITS } from '../../uploads/limits.ts';
import { PARTS_PATH } from '../../uploads/part-route.ts';
import { SEAL_BYTES } from '../../uploads/part-seal.ts';
import { heics } from '../../uploads/testing/foreign.ts';
import { pdf } from '../../uploads/testing/pdf.ts';
import { FIRST_PART } from './parcel.ts';
import { heavyPdf, partsOf, photo, ready, SEND, said, scene } from './testing/parts-scene.ts';

forOneServer('a picture over a bad line', (test) => {
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

  test('UP-06, T9: cut at half and reloaded, the same picture chosen again sends only the rest; another one all of it', async (db, t) => {
    const here = await scene(db, t);
    if (!here) return;
    const { person, browser, page, open, choose, arrived } = here;
    const held = () => person.app.uploadParts?.parts.held() ?? { bytes: 0, uploads: 0 };
    // What it asks first, and three parts.
    const cutAfter = 4;
    const cutInside = async (name: string, bytes: Buffer) => {
      await open();
      await choose(name, bytes);
      await ready(page);
      let passed = 0;
      await page.route('**/*', (route) => {
        if (route.request().method() !== 'POST') return route.continue();
        passed += 1;
        return passed > cutAfter ? route.abort('connectionreset') : route.continue();
      });
      await page.locator(SEND).click();
      await said(page, /The line broke/);
      await open(() => page.reload());
      await page.unroute('**/*');
      const note = page.locator('[data-part-waits]');
      await note.getByText(/already here/).waitFor();
      await note.getByText(/we send only the rest/).waitFor();
      assert.equal(await note.getByText(/no scripts/).count(), 0);
      assert.deepEqual(await accessibilityFaults(page), []);
      return held().bytes - (cutAfter - 1) * SEAL_BYTES;
    };
    const sendAgain = async (name: string, bytes: Buffer, n: number) => {
      const traffic = captureTraffic(browser.context);
      await choose(name, bytes);
      await ready(page);
      await page.locator(SEND).click();
      const pictures = await arrived(n);
      traffic.stop();
      return { pictures, parts: partsOf(traffic) };
    };
    // A photo goes as new pixels and a PDF as it is: the same again where the same is chosen.
    const [picture, paper] = [await photo(), heavyPdf(900_000)];
    for (const [n, [name, bytes]] of (
      [
        ['p.jpg', picture],
        ['p.pdf', paper],
      ] as const
    ).entries()) {
      const there = await cutInside(name, bytes);
      assert.ok(there >= (cutAfter - 1) * FIRST_PART, `${there} bytes are there`);
      const kept = await page.evaluate(async () => [
        ...Object.keys(localStorage),
        ...Object.keys(sessionStorage),
        ...(await indexedDB.databases()),
        ...(await caches.keys()),
      ]);
      assert.deepEqual(kept, [], 'the browser keeps nothing for it');
      const { pictures, parts } = await sendAgain(name, bytes, n + 1);
      let end = there;
      for (const one of parts) {
        assert.equal(one.from, end, JSON.stringify(parts));
        end += one.bytes;
      }
      assert.ok(parts.length > 0);
      assert.equal(pictures, n + 1);
      assert.deepEqual(held(), { bytes: 0, uploads: 0 });
    }
    await cutInside('p.jpg', await photo());
    const { pictures, parts } = await sendAgain('p.jpg', picture, 3);
    assert.equal(parts[0]?.from, 0, 'another picture of the same name is another upload');
    assert.equal(pictures, 3, 'and one that was sent before may be sent once more');
    assert.equal(held().uploads, 1);
    await open(() => page.reload());
    await page.getByRole('button', { name: 'Throw away what is here' }).click();
    await page.waitForURL(/papers\/photo/);
    assert.equal(await page.locator('[data-part-waits]').count(), 0);
    assert.deepEqual(held(), { bytes: 0, uploads: 0 });
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
