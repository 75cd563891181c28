import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { freePort } from '../../review/testing/staff-origin.ts';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { forOneServer } from '../../testing/database.ts';
import { openDoor } from '../door/testing/door.ts';

/** Where pictures are put for whoever wants to look; no setting of the program. */
const LOOK = process.env.CK_TEST_LOOK;

forOneServer('the queue board in a browser', (test) => {
  test('shows each call, says how old it is when nobody answers, and goes on by itself; fits a hall and a telephone', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-board-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const door = await openDoor(db, { stations: 8, printers: 8 }, { everyLanguage: true });
    for (let i = 0; i < 30; i++) await door.give({ first: i % 7 === 0, party: 1 + (i % 3) });
    const desks = await Promise.all([1, 2, 3, 4, 5].map((station) => door.desk(station)));
    for (const desk of desks) await desk.press('next');
    const { public: app } = await cityHall(door.context);
    t.after(() => app.close());
    const address = await app.listen({ port: 0, host: 'localhost' });
    const page = await browser.context.newPage();
    const strangers: string[] = [];
    page.on('request', (request) => {
      if (!request.url().startsWith(address)) strangers.push(request.url());
    });
    await page.setViewportSize({ width: 1920, height: 1080 });
    const screens: [string, string][] = [
      ['en', 'ltr'],
      ['es', 'ltr'],
      ['ar', 'rtl'],
      ['zh-Hans', 'ltr'],
    ];
    for (const [language, dir] of screens)
      for (const [width, height] of [
        [1920, 1080],
        [320, 640],
      ] as const) {
        await page.setViewportSize({ width, height });
        await page.goto(`${address}/board/${door.mark}?langs=${language}`);
        assert.equal(await page.locator('html').getAttribute('dir'), dir);
        if (LOOK) await page.screenshot({ path: join(LOOK, `board-${language}-${width}.png`) });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        assert.ok(wide <= width, `${language}: ${wide} at ${width}`);
        if (width === 1920) {
          const high = await page.evaluate(() => document.documentElement.scrollHeight);
          assert.ok(high <= height, `${language}: ${high} at ${height}`);
        }
      }
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.addInitScript(() => {
      const told: string[] = [];
      const real = performance.now.bind(performance);
      Object.assign(window, { told, later: 0 });
      performance.now = () => real() + Number(Reflect.get(window, 'later'));
      speechSynthesis.speak = ({ text, lang }) => void told.push(`${lang} ${text}`);
    });
    await page.goto(`${address}/board/${door.mark}?langs=en,es`);
    await page.getByRole('button', { name: 'Stay in this language' }).click();
    await page.getByRole('button', { name: 'Speak numbers aloud' }).click();
    const [desk] = desks;
    await desk?.press('next');
    const number = await desk?.now();
    await page.locator('.board-number', { hasText: new RegExp(`^${number}$`) }).waitFor();
    await page
      .locator('#board-said[lang="en"][dir="ltr"]', { hasText: `Number ${number}, station 1` })
      .waitFor({ state: 'attached' });
    assert.deepEqual(
      await page.evaluate(() => Reflect.get(window, 'told')),
      [`en Number ${number}, station 1`, `es Número ${number}, mesa 1`],
      'aloud, in each language, and nothing that was called before',
    );
    assert.equal(await page.locator('#board-lost').isVisible(), false);

    await app.close();
    await page.locator('#board-lost', { hasText: /No connection since .*this old: \d+ minutes?/ }).waitFor();
    assert.equal(await page.locator('.board-number').count(), 5, 'what was last known stays');
    await page.evaluate(() => Reflect.set(window, 'later', 16 * 60_000));
    await page
      .locator('#board-lost', { hasText: /this old: 1[67] minutes\. By now we are probably near number \d+/ })
      .waitFor();
    if (LOOK) await page.screenshot({ path: join(LOOK, 'board-lost.png') });
    const { public: again } = await cityHall(door.context);
    t.after(() => again.close());
    await again.listen({ port: Number(new URL(address).port), host: 'localhost' });
    await page.locator('#board-lost').waitFor({ state: 'hidden', timeout: 60_000 });
    assert.deepEqual(strangers, []);
  });

  test('the city’s own line takes turns with the rest, and whoever asks for a voice that is not there is told', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-board-mute-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const door = await openDoor(db, {}, { everyLanguage: true });
    assert.ok(door.context.config.practice);
    const { public: app } = await cityHall(door.context);
    t.after(() => app.close());
    const address = await app.listen({ port: 0, host: 'localhost' });
    const page = await browser.context.newPage();
    await page.addInitScript(() => {
      Object.assign(window, { voices: [] });
      speechSynthesis.getVoices = () => Reflect.get(window, 'voices') as SpeechSynthesisVoice[];
    });
    await page.clock.install();
    await page.goto(`${address}/board/${door.mark}?langs=en,es`);
    const mute = page.locator('#board-mute');
    await page.locator('#board-practice', { hasText: 'Practice city' }).waitFor();
    await page.clock.fastForward(5_000);
    assert.equal(await mute.isVisible(), false, 'nobody asked for a voice');
    await page.getByRole('button', { name: 'Speak numbers aloud' }).click();
    await mute.filter({ hasText: 'This browser has no voice' }).waitFor();
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 900 });
      if (LOOK) await page.screenshot({ path: join(LOOK, `board-mute-${width}.png`) });
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
    }
    await page.clock.fastForward(12_000);
    await page.locator('#board-practice', { hasText: 'Ciudad de práctica' }).waitFor();
    await mute.filter({ hasText: 'Este navegador no tiene voz' }).waitFor();
    await page.evaluate(() => {
      Reflect.set(window, 'voices', [{ name: 'one' }]);
      speechSynthesis.dispatchEvent(new Event('voiceschanged'));
    });
    await mute.waitFor({ state: 'hidden' });
  });

  test('the picture on a ticket opens its page, with a script and without, and its code is in no address that is sent', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-ticket-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const env = { COMMONKEY_PUBLIC_PORT: String(await freePort()) };
    const door = await openDoor(db, {}, { env });
    const { number, code } = await door.give();
    const { public: app } = await cityHall(door.context);
    t.after(() => app.close());
    const { origin, port } = new URL(door.context.config.origins.public.origin);
    await app.listen({ port: Number(port), host: 'localhost' });
    const page = await browser.context.newPage();
    const sent: string[] = [];
    page.on('request', (request) => sent.push(`${request.url()} ${request.headers().referer ?? ''}`));
    await page.goto(`${origin}/ticket?lang=en#${code}`);
    await page.getByRole('heading', { name: `Your number is ${number}` }).waitFor();
    assert.ok(!page.url().includes(code) && !sent.some((one) => one.includes(code)));
    if (LOOK) await page.screenshot({ path: join(LOOK, 'ticket.png') });
    await page.getByRole('button', { name: 'Look again' }).click();
    await page.getByRole('heading', { name: `Your number is ${number}` }).waitFor();
  });
});
