import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { Page } from 'playwright-core';
import { browserOrSkip, captureTraffic } from '../../tests/browser/launch.ts';
import { buildVerify } from './build.ts';
import { filmOf, pngOf } from './testing/card-picture.ts';
import { testCity } from './testing/city.ts';
import { portrait } from './testing/portrait.ts';
import { filesHolding } from './testing/residue.ts';
import { serveVerifier } from './testing/site.ts';

const hour = 3_600_000;
const name = 'Wilhelmina Quistgaard';
const secondName = 'ويلهلمينا كويستغارد';

type Seen = { verdict: string | null; reason: string | null; took: number };

async function seen(page: Page): Promise<Seen> {
  const pane = page.locator('[data-verdict]');
  await pane.waitFor();
  const read = (key: string) => pane.getAttribute(`data-${key}`);
  return { verdict: await read('verdict'), reason: await read('reason'), took: Number(await read('took')) };
}

async function showPicture(page: Page, text: string): Promise<Seen> {
  await startAgain(page);
  const buffer = await pngOf(text, { pixelsPerModule: 4, degrees: 3, blur: 0.5, noise: 6 });
  await page.setInputFiles('input[type=file]', { name: 'card.png', mimeType: 'image/png', buffer });
  return seen(page);
}

async function showText(page: Page, text: string): Promise<Seen> {
  await startAgain(page);
  await page.evaluate(() => document.querySelector('.typed')?.setAttribute('open', ''));
  await page.fill('#code-text', text);
  await page.click('.typed button');
  return seen(page);
}

async function startAgain(page: Page): Promise<void> {
  const clear = page.locator('[data-verdict] .ways button').first();
  if (await clear.isVisible()) await clear.click();
  await page.locator('input[type=file]').waitFor();
}

async function refreshed(page: Page, outcome: string): Promise<void> {
  await page.locator('.lists button').click();
  await page.locator(`[data-refresh=${outcome}]`).waitFor({ state: 'attached' });
}

async function folder(t: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'commonkey-verify-'));
  t.after(() => rm(made, { recursive: true, force: true }));
  return made;
}

test('the verifier in a browser', async (t) => {
  const work = await folder(t);
  const { hash } = await buildVerify(join(work, 'site'));
  const city = await testCity({ published: Date.now() - 2 * hour, name: 'Model City' });
  const face = await portrait();
  const good = await city.card({ name, secondName, secondLanguage: 'ar', face });
  const lost = await city.card({ name, face });
  await filmOf(join(work, 'card.y4m'), good.text);
  const browser = await browserOrSkip(t, {
    profileDir: join(work, 'profile'),
    fakeCamera: join(work, 'card.y4m'),
  });
  if (!browser) return;
  const site = await serveVerifier(join(work, 'site'), city);
  t.after(() => site.close());
  const page = await browser.context.newPage();
  // On a busy machine every wait is long; what is wrong fails all the same.
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (line) => {
    if (line.type() === 'error' && !line.text().includes('ERR_')) complaints.push(line.text());
  });
  await page.goto(site.origin);
  await page.locator('[data-refresh=fresh]').waitFor({ state: 'attached' });
  await page.locator('[data-offline=ready]').waitFor({ state: 'attached' });

  await t.test(
    'says which build it is, whose cards it checks, and that the city only practises',
    async () => {
      assert.equal(await page.locator('[data-hash]').getAttribute('data-hash'), hash);
      assert.match(await page.innerText('.head'), /Model City/);
      assert.equal(await page.locator('[data-practice]').count(), 1);
    },
  );

  await t.test('makes no request while it checks, by picture, by text and by camera (T8)', async () => {
    const traffic = captureTraffic(browser.context);
    const picture = await showPicture(page, good.text);
    assert.deepEqual([picture.verdict, picture.reason], ['valid', '']);
    const typed = await showText(page, good.text);
    assert.equal(typed.verdict, 'valid');
    await startAgain(page);
    await page.click('.ways button');
    const filmed = await seen(page);
    assert.equal(filmed.verdict, 'valid');
    traffic.stop();
    assert.deepEqual(
      traffic.exchanges.map((one) => one.url),
      [],
    );
    assert.deepEqual(traffic.strangers, []);
    t.diagnostic(`picture to verdict ${picture.took} s, text to verdict ${typed.took} s`);
  });

  await t.test('shows the signed face, name, dates and number, large and in words', async () => {
    const words = await page.innerText('.facts');
    for (const part of [name, secondName, 'March 14, 1987', 'Valid until'])
      assert.ok(words.includes(part), part);
    assert.match(words, /\d{4} \d{4} \d{4}/);
    const shades = await page.locator('canvas.face').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {
        data: [],
      };
      return new Set(data).size;
    });
    assert.ok(shades > 100, `a picture, not an empty canvas: ${shades} shades`);
    assert.match(await page.innerText('.verdict .what'), /practice card/);
    assert.match(
      await page.innerText('[role=status].visually-hidden'),
      /^Valid specimen\. .* Now compare this face/,
    );
    assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'H2');
  });

  await t.test('works without any network, after a reload too', async () => {
    browser.network.cut();
    await browser.context.setOffline(true);
    await page.reload();
    assert.equal((await showPicture(page, good.text)).verdict, 'valid');
    await refreshed(page, 'offline');
  });

  await t.test(
    'clears when the page is hidden, when asked, and after a minute; the minute can be had again',
    async () => {
      assert.equal(await page.locator('[data-verdict]').count(), 1);
      await page.evaluate(() => {
        Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
        Reflect.deleteProperty(document, 'visibilityState');
      });
      await page.locator('[data-verdict]').waitFor({ state: 'detached' });
      assert.equal((await page.content()).includes(name), false);
      await page.clock.install({ time: Date.now() });
      await showText(page, good.text);
      await page.clock.runFor(50_000);
      await page.locator('[data-verdict] .ways button').last().click();
      await page.clock.runFor(50_000);
      assert.equal(await page.locator('[data-verdict]').count(), 1, 'one minute more');
      await page.clock.runFor(11_000);
      await page.locator('[data-verdict]').waitFor({ state: 'detached' });
      assert.equal((await page.content()).includes(name), false);
      assert.equal(page.url(), `${site.origin}/`);
      assert.equal(
        await page.evaluate(() => history.length),
        2,
        'about:blank and the page, no trail of checks',
      );
    },
  );

  await t.test(
    'an old list makes it "we could not check" and says how old it is; a clock put back says so',
    async () => {
      await page.clock.setSystemTime(Date.now() + 9 * 24 * hour);
      const late = await showText(page, good.text);
      assert.deepEqual([late.verdict, late.reason], ['undetermined', 'status-list-stale']);
      assert.match(await page.innerText('.verdict .what'), /9 days ago/);
      await page.clock.setSystemTime(Date.now() - 3 * 24 * hour);
      const early = await showText(page, good.text);
      assert.deepEqual([early.verdict, early.reason], ['undetermined', 'clock-wrong']);
      await page.clock.setSystemTime(Date.now());
    },
  );

  await t.test('a cancelled card is refused once the list is fetched', async () => {
    assert.equal((await showPicture(page, lost.text)).verdict, 'valid');
    city.revoke(lost.place);
    assert.equal((await showPicture(page, lost.text)).verdict, 'valid', 'nothing was asked meanwhile');
    browser.network.restore();
    await browser.context.setOffline(false);
    await refreshed(page, 'fresh');
    const refused = await showPicture(page, lost.text);
    assert.deepEqual([refused.verdict, refused.reason], ['not-valid', 'revoked']);
  });

  await t.test('what is no card and no picture gets its own words', async () => {
    assert.equal((await showText(page, 'https://example.org/menu')).reason, 'qr-not-base45');
    assert.equal((await showPicture(page, 'HELLO WORLD')).verdict, 'undetermined');
    const problem = async (bytes: Buffer, mimeType: string) => {
      await startAgain(page);
      await page.setInputFiles('input[type=file]', { name: 'x', mimeType, buffer: bytes });
      return page.locator('[data-problem]').getAttribute('data-problem');
    };
    assert.equal(await problem(Buffer.from('no picture'), 'image/png'), 'picture-unreadable');
    const big = join(work, 'big.png');
    await writeFile(big, Buffer.alloc(41_000_000));
    await page.setInputFiles('input[type=file]', big);
    await page.locator('[data-problem=picture-too-large]').waitFor();
    const blank = await pngOf('A', { frame: { width: 300, height: 300 }, pixelsPerModule: 0.2 });
    await page.setInputFiles('input[type=file]', { name: 'x', mimeType: 'image/png', buffer: blank });
    await page.locator('[data-problem=no-code-found]').waitFor();
  });

  await t.test('another root key is a warning, and a person decides', async () => {
    const other = await testCity({ published: Date.now() - hour, practice: false });
    site.city = other;
    await startAgain(page);
    await page.locator('.lists button').click();
    await page.locator('[data-roots=changed]').waitFor();
    const doubted = await showText(page, good.text);
    assert.deepEqual([doubted.verdict, doubted.reason], ['undetermined', 'root-changed']);
    await page.locator('.roots button').click();
    await page.locator('[data-roots]').waitFor({ state: 'detached' });
    await page.locator('[data-refresh=fresh]').waitFor({ state: 'attached' });
    assert.equal((await showText(page, (await other.card({ name, face })).text)).verdict, 'valid');
    assert.equal((await showText(page, good.text)).verdict, 'undetermined');
    assert.equal(await page.locator('[data-practice]').count(), 0);
  });

  await t.test('before the first shift a city has no list, and the page says so', async () => {
    const young = JSON.stringify({ ...JSON.parse(site.city.trust()), statusLists: [] });
    site.city = { ...site.city, trust: () => young };
    await refreshed(page, 'fresh');
    await page.locator('[data-list=none]').waitFor();
    assert.equal(await page.locator('[data-list=none]').innerText(), 'none yet');
    assert.equal(await page.locator('[data-list]').count(), 1);
  });

  assert.deepEqual(complaints, [], 'no error in the console, no breach of the policy');

  await t.test('nothing of any card is left on the disk', async () => {
    await browser.close();
    const places = [browser.profileDir, browser.tempDir];
    assert.notDeepEqual(await filesHolding(places, ['commonkey-verify']), [], 'the scan finds what is there');
    const canaries = [
      name,
      'Quistgaard',
      secondName,
      '1987-03-14',
      face.subarray(60, 100),
      good.text.slice(40, 90),
    ];
    assert.deepEqual(await filesHolding(places, canaries), []);
  });
});
