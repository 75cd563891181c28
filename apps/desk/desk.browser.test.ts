import assert from 'node:assert/strict';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseTrust, verifyCard } from '@commonkey/credential';
import { accessibilityFaults, captureTraffic } from '../../tests/browser/launch.ts';
import { countingKeyboard, KEYSTROKE_BUDGET } from './keystrokes.ts';
import { openStation } from './testing/station.ts';

const NAME = 'Zenobia Canary Quintanilla';

test('a shift in a browser: card, crash, spoiled card, refusal, close', { timeout: 240_000 }, async (t) => {
  const station = await openStation(t, {}, { stall: '/wasm/avif-encoder.wasm' });
  if (!station) return;
  const { page, hall, browser } = station;
  const screen = (name: string) =>
    station.screen(name).catch(async (error: unknown) => {
      await shot(`failed-${name}`);
      throw error;
    });
  const shots = process.env.COMMONKEY_SHOTS;
  if (shots) await mkdir(shots, { recursive: true });
  const shot = async (name: string) => {
    if (!shots) return;
    for (const colorScheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: join(shots, `${name}-${colorScheme}.png`) });
    }
  };
  const keys = countingKeyboard(page.keyboard);
  const traffic = captureTraffic(browser.context);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));

  let broken = false;
  // Each part begins where the one before ended: after a failure the rest would only wait.
  const part = (name: string, work: () => Promise<void>) =>
    t.test(name, async () => {
      assert.ok(!broken, 'an earlier part failed');
      broken = true;
      await work();
      broken = false;
    });

  await part('a line that breaks while the files come opens no shift: it would make no card', async () => {
    await screen('open');
    await shot('01-open');
    assert.deepEqual(await accessibilityFaults(page), []);
    const signedIn = page.waitForResponse('**/api/sign-in').then((answer) => answer.finished());
    await page.keyboard.press('Enter');
    await Promise.all([station.stalled, signedIn]);
    browser.network.cut();
    await page.locator('[data-screen="open"] [data-code="desk-files-missing"]').waitFor();
    await shot('01-files-missing');
    browser.network.restore();
  });

  await part('a passkey opens the shift', async () => {
    await page.keyboard.press('Enter');
    await screen('ready');
    await shot('02-ready');
  });

  let firstCard = '';
  const toProof = async (name: string, papers: string[]) => {
    await screen('birth');
    await keys.own('2 May 1988');
    await keys.key('Enter');
    await screen('papers');
    for (const paper of papers) {
      const hotkey = await page.locator(`[data-paper="${paper}"] kbd`).textContent();
      await keys.key(hotkey ?? '');
    }
    await shot('04-papers');
    await page.locator('.verdict[data-outcome="met"]').waitFor();
    await keys.key('Enter');
    await screen('person');
    await keys.own(name);
    await shot('05-person');
    await keys.key('Enter');
    await screen('picture');
    await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    await keys.key(' ');
    await page.locator('canvas.portrait').waitFor();
    await shot('06-picture');
    await keys.key('Enter');
    await screen('proof');
    await page.waitForFunction(() => document.querySelectorAll('canvas[data-drawn]').length === 2);
    await shot('07-proof');
  };

  await part('CL-01, CL-05: with the network cut, an ordinary adult within the budget of keys', async () => {
    browser.network.cut();
    keys.reset();
    await keys.key('Enter');
    await toProof(NAME, ['drivers-license', 'utility-bill']);
    await keys.key('Enter');
    await screen('scan-back');
    await shot('08-scan');
    const qr = await station.printedQr();
    firstCard = qr;
    await page.keyboard.insertText(qr);
    await keys.key('Enter');
    await screen('done');
    await shot('09-done');
    assert.ok(keys.count <= KEYSTROKE_BUDGET, `${keys.count} keys`);
    t.diagnostic(`${keys.count} keys beyond the person's own data`);
    const verdict = await verifyCard(
      qr,
      parseTrust(JSON.parse(JSON.stringify(hall.city.trust))),
      new Map([[hall.city.uri, hall.city.token]]),
      new Date(),
    );
    assert.equal(verdict.verdict, 'valid');
    assert.ok(verdict.verdict === 'valid' && verdict.card.name === NAME);
    const left = await page.evaluate(() => document.documentElement.outerHTML);
    assert.doesNotMatch(left, /Canary|1988/);
  });

  await part(
    'F-02: a reload between signature and scan voids the serial and the chain goes on, offline',
    async () => {
      await page.keyboard.press('Enter');
      await toProof(NAME, ['drivers-license', 'utility-bill']);
      await page.keyboard.press('Enter');
      await screen('scan-back');
      await page.reload();
      await screen('locked');
      await shot('10-locked');
      await page.keyboard.press('Enter');
      await screen('ready');
      await shot('11-voided');
      assert.match((await page.locator('.notice-amber').textContent()) ?? '', /void/);
    },
  );

  await part('F-09: a second tab is refused', async () => {
    const second = await browser.context.newPage();
    await second.goto(hall.origin);
    await second.locator('[data-code="desk-second-tab"]').waitFor();
    await second.close();
  });

  await part('a spoiled card is written off by its number and printed anew', async () => {
    await page.keyboard.press('Enter');
    await toProof(NAME, ['drivers-license', 'utility-bill']);
    await page.keyboard.press('Enter');
    await screen('scan-back');
    const number = (await page.locator('.number.big').textContent()) ?? '';
    const spoiledQr = await station.printedQr();
    await page.keyboard.press('F4');
    await screen('spoil');
    await shot('12-spoil');
    await page.keyboard.press('1');
    await screen('spoil-number');
    await page.keyboard.type('1234 5678 9012');
    await page.keyboard.press('Enter');
    await page.locator('.field-error').waitFor();
    await page.locator('#spoiled').fill(number);
    await page.keyboard.press('Enter');
    await screen('scan-back');
    assert.notEqual(await page.locator('.number.big').textContent(), number);
    const qr = await station.printedQr();
    await page.locator('#scan').fill(spoiledQr);
    await page.keyboard.press('Enter');
    await page.locator('[data-code="desk-scan-other-card"]').waitFor();
    await page.locator('#scan').fill(qr);
    await page.keyboard.press('Enter');
    await screen('done');
  });

  await part('renewal: the old card speaks for its holder and ends with the new one', async () => {
    await page.keyboard.press('Escape');
    await screen('ready');
    await page.keyboard.press('r');
    await screen('old-card');
    await page.keyboard.insertText('NOT A CARD');
    await page.keyboard.press('Enter');
    await page.locator('[data-code="desk-card-not-valid"]').waitFor();
    await shot('18-old-card');
    await page.locator('#old-card').fill(firstCard);
    await page.keyboard.press('Enter');
    await page.locator('.verdict[data-outcome="met"]').waitFor();
    await page.keyboard.press('Enter');
    await screen('person');
    assert.equal(await page.locator('#name').inputValue(), NAME);
    await page.keyboard.press('Enter');
    await screen('picture');
    await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    await page.keyboard.press(' ');
    await page.locator('canvas.portrait').waitFor();
    await page.keyboard.press('Enter');
    await screen('proof');
    await page.waitForFunction(() => document.querySelectorAll('canvas[data-drawn]').length === 2);
    await page.keyboard.press('F2');
    await shot('19-proof-es');
    await page.keyboard.press('Enter');
    await screen('scan-back');
    const qr = await station.printedQr();
    await page.locator('#scan').fill(qr);
    await page.keyboard.press('Enter');
    await screen('done');
  });

  await part('a refusal says what is missing and is only counted', async () => {
    await page.keyboard.press('Enter');
    await screen('birth');
    await page.keyboard.type('03/04/1990');
    await page.keyboard.press('Enter');
    await screen('birth-either');
    await page.keyboard.press('2');
    await screen('papers');
    await page.keyboard.type('util');
    await page.keyboard.press('Enter');
    await shot('13-missing');
    await page.keyboard.press('F4');
    await screen('refused');
    await page.keyboard.press('F2');
    await shot('14-refused');
    assert.equal(await page.locator('.printable').getAttribute('lang'), 'es');
    await page.keyboard.press('Enter');
    await screen('ready');
    assert.equal(await page.locator('[data-figure="refused"]').textContent(), '1');
  });

  await part('close: a strange network is no acknowledgement, city hall is, and nothing stays', async () => {
    await page.keyboard.press('x');
    await screen('close');
    await shot('15-close');
    await page.keyboard.press('Enter');
    await screen('close-copies');
    browser.network.restore();
    for (let i = 0; i < 20 && (await page.locator('[data-screen="close-copies"]').count()) > 0; i++) {
      await page.locator('.actions button:not([disabled])').first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForTimeout(60);
      if (i === 3) await shot('16-copies');
    }
    await screen('close-sync');
    const named = await page.getByText('This desk’s name: ').innerText();
    hall.portal(true);
    await page.keyboard.press('Enter');
    await page.locator('[data-code="desk-city-hall-foreign"]').waitFor();
    hall.portal(false);
    await page.keyboard.press('Enter');
    await screen('closed');
    await shot('17-closed');
    assert.equal(hall.posts.length, 1);
    const [statement] = [...hall.closed.values()];
    assert.ok(statement && named.includes(`: ${statement.shift.slice(0, 8)}.`), named);
    assert.deepEqual(
      [statement?.cards.length, statement?.spoiled.length, statement?.void.length, statement?.counts.refused],
      [3, 1, 1, 1],
    );
    assert.deepEqual(
      statement?.revocations.map(({ by }) => by),
      ['card'],
    );
    assert.equal(statement?.counts.renewed, 1);
    const stores = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name));
    assert.deepEqual(
      stores.sort(),
      ['commonkey-desk', 'commonkey-desk-ages'],
      'a new, empty one, and one more',
    );
    const carried = await page.evaluate(async () => {
      const open = indexedDB.open('commonkey-desk-ages');
      await new Promise((resolve) => open.addEventListener('success', resolve));
      const asked = open.result.transaction('carried').objectStore('carried').getAll();
      await new Promise((resolve) => asked.addEventListener('success', resolve));
      open.result.close();
      return asked.result.map((one) => Object.keys(one).sort().join());
    });
    assert.deepEqual(carried, ['bytes,iv'], 'sealed, under a key that city hall has');
    assert.equal(statement?.ages, undefined, 'three cards are a small count');
  });

  await part('CL-12: practice is watermarked, and has no key and no store to sign with', async () => {
    await page.keyboard.press('Enter');
    await screen('open');
    await page.keyboard.press('F9');
    await screen('ready');
    await shot('20-practice');
    await page.keyboard.press('Enter');
    await screen('birth');
    await page.keyboard.type('24 Dec 1956');
    await page.keyboard.press('Enter');
    await screen('papers');
    await page.keyboard.type('city');
    await page.keyboard.press('Enter');
    await page.locator('.verdict[data-outcome="met"]').waitFor();
    await page.keyboard.press('Enter');
    await screen('person');
    await page.keyboard.type('Nguyễn Practice Lan');
    await page.keyboard.press('Enter');
    await screen('picture');
    await page.keyboard.press(' ');
    await page.locator('canvas.portrait').waitFor();
    await page.keyboard.press('Enter');
    await screen('proof');
    await page.waitForFunction(() => document.querySelectorAll('canvas[data-drawn]').length === 2);
    await shot('21-practice-proof');
    await page.keyboard.press('Enter');
    await screen('scan-back');
    await page.keyboard.press('Enter');
    await screen('done');
    const kept = await page.evaluate(async () => {
      const open = indexedDB.open('commonkey-desk');
      await new Promise((resolve) => open.addEventListener('success', resolve));
      const names = [...open.result.objectStoreNames];
      const counts = await Promise.all(
        names.map(
          (name) =>
            new Promise<number>((resolve) => {
              const asked = open.result.transaction(name).objectStore(name).count();
              asked.addEventListener('success', () => resolve(asked.result));
            }),
        ),
      );
      open.result.close();
      return counts.reduce((sum, n) => sum + n, 0);
    });
    assert.equal(kept, 0);
  });

  await part('T1, T9, CL-03: the person is in no traffic and nowhere in the profile', async () => {
    traffic.stop();
    assert.deepEqual(traffic.strangers, []);
    const needles = needlesOf(NAME);
    const found = traffic.bytes().filter((bytes) => needles.some((needle) => bytes.includes(needle)));
    assert.equal(found.length, 0);
    await browser.close();
    for (const folder of [browser.profileDir, browser.tempDir])
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const bytes = await readFile(join(entry.parentPath, entry.name));
        for (const needle of needles) assert.ok(!bytes.includes(needle), entry.name);
      }
    // Chromium's words for a line that was cut, as this test cuts it.
    const ofTheLine = /ERR_|Failed to load resource|An unknown error occurred when fetching the script/;
    assert.deepEqual(
      complaints.filter((line) => !ofTheLine.test(line)),
      [],
    );
  });
});

/** A text as UTF-8, UTF-16 and base64 at each of three offsets. */
function needlesOf(text: string): Buffer[] {
  const utf8 = Buffer.from(text, 'utf8');
  const shifted = [0, 1, 2].map((offset) => {
    const encoded = Buffer.concat([Buffer.alloc(offset), utf8]).toString('base64');
    return Buffer.from(encoded.slice(Math.ceil((offset * 4) / 3) + 1, -4));
  });
  return [utf8, Buffer.from(text, 'utf16le'), ...shifted];
}
