import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { browserOrSkip, captureTraffic } from '../../../tests/browser/launch.ts';
import { lookOver } from '../../../tests/pages/look-over.ts';
import { forOneServer } from '../testing/database.ts';
import { PLANTED, sendApplication } from './testing/application.ts';
import { reviewHall } from './testing/hall.ts';
import { freePort, openStaffOrigin } from './testing/staff-origin.ts';
import { joinAs } from './testing/steps.ts';

/** Two colours side by side, so that a turn shows. */
async function halves(width: number, height: number, left: string, right: string): Promise<Uint8Array> {
  const half = { create: { width: width / 2, height, channels: 3 as const, background: right } };
  const whole = { create: { width, height, channels: 3 as const, background: left } };
  const over = await sharp(half).png().toBuffer();
  const made = sharp(whole).composite([{ input: over, left: width / 2, top: 0 }]);
  return new Uint8Array(await made.jpeg({ quality: 95 }).toBuffer());
}

/** The colour that most of a stretch of a canvas has, as `red`, `blue` …: the watermark lies over it. */
async function colourAt(page: Page, canvas: number, x: number, y: number): Promise<string> {
  return page.evaluate(
    ([place, atX, atY]) => {
      const on = document.querySelectorAll('canvas')[place ?? 0];
      const pen = on?.getContext('2d');
      if (!on || !pen) return 'nothing';
      const { data } = pen.getImageData(on.width * (atX ?? 0) - 20, on.height * (atY ?? 0) - 20, 40, 40);
      const sum = [0, 0, 0];
      for (let i = 0; i < data.length; i += 4)
        for (const part of [0, 1, 2]) sum[part] = (sum[part] ?? 0) + (data[i + part] ?? 0);
      const [red = 0, green = 0, blue = 0] = sum;
      if (red > 2 * blue && green > 2 * blue) return 'yellow';
      if (red > 1.5 * green && red > 1.5 * blue) return 'red';
      return blue > 1.5 * red && blue > 1.5 * green ? 'blue' : 'other';
    },
    [canvas, x, y],
  );
}

forOneServer('review in a browser', (test) => {
  test('a key, an application opened and decided, and nothing of it anywhere else', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-review-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const context = await reviewHall(db, t, { env: { COMMONKEY_STAFF_PORT: String(await freePort()) } });
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    const { origin } = context.config.origins.staff;
    const page = await browser.context.newPage();
    await joinAs(page, context, ['reviewer', 'evidence-officer'], { key: false });

    await t.test('the key is made in the page; city hall gets it wrapped', async () => {
      await page.goto(`${origin}/evidence-keys`);
      await lookOver(page, '/evidence-keys, none');
      await page.locator('[data-review-make]').click();
      await page.locator('.rows li').waitFor();
      await lookOver(page, '/evidence-keys');
      assert.match(await page.locator('[role=note]').innerText(), /One single person works here/);
      const [key] = await db.store.read.selectFrom('evidence_keys').selectAll().execute();
      assert.equal(key?.wrapped.length, 125);
    });

    await page.goto(`${origin}/review`);
    await lookOver(page, '/review, empty');
    const face = await halves(600, 800, '#d02020', '#2030d0');
    const papers = [
      await halves(1600, 1000, '#2030d0', '#d02020'),
      await halves(800, 600, '#e0d010', '#e0d010'),
    ];
    const sent = await sendApplication(context, { face, papers });
    const traffic = captureTraffic(browser.context);

    await t.test('the queue says how long, and the next opens with a touch', async () => {
      await page.goto(`${origin}/review`);
      await lookOver(page, '/review');
      await page.getByRole('button', { name: 'Open the next' }).click();
      await page.locator('[data-review-file]').waitFor();
      assert.ok(await page.getByText(PLANTED.person.name).isVisible());
      assert.ok(await page.getByText(PLANTED.person.secondName).isVisible());
      assert.equal(await page.title(), 'Review applications · Model City');
      assert.equal(await page.locator('[data-review-queue]').isVisible(), false);
    });

    await t.test(
      'pictures are pixels on a canvas, under the name of who looks, and turn by keyboard',
      async () => {
        await page.waitForFunction(() =>
          [...document.querySelectorAll('canvas')].every((one) => one.width > 50),
        );
        assert.equal(await page.locator('canvas').count(), 3);
        assert.equal(await page.locator('main img').count(), 0);
        assert.equal(await colourAt(page, 0, 0.2, 0.5), 'red');
        assert.equal(await colourAt(page, 0, 0.8, 0.5), 'blue');
        assert.equal(await colourAt(page, 1, 0.2, 0.5), 'blue');
        assert.equal(await colourAt(page, 2, 0.5, 0.5), 'yellow');
        assert.ok((await distinctColours(page, 2)) > 20, 'a watermark');
        await page.getByRole('application').nth(1).press('r');
        assert.equal(await colourAt(page, 1, 0.5, 0.2), 'blue');
        assert.equal(await colourAt(page, 1, 0.5, 0.8), 'red');
        const wide = await page
          .locator('canvas')
          .nth(1)
          .evaluate((one) => one.clientWidth);
        await page.getByRole('application').nth(1).press('+');
        assert.ok(
          (await page
            .locator('canvas')
            .nth(1)
            .evaluate((one) => one.clientWidth)) >
            wide * 1.4,
        );
        await page.getByRole('application').nth(1).press('0');
        await lookOver(page, '/review, open');
      },
    );

    await t.test('the rules run in the page; a verdict waits for every answer', async () => {
      assert.equal(await page.getByRole('button', { name: 'Approve' }).count(), 0);
      await page.getByText('What do you see on the pictures?').click();
      await page.locator('.review-kinds input').first().check();
      await page.getByText('The rules say: Met.').first().waitFor();
      for (const group of await page.locator('.review-file > fieldset').all())
        await group.getByLabel('Met', { exact: true }).check();
      await lookOver(page, '/review, answered');
      await page.getByRole('button', { name: 'Approve' }).click();
      await page.getByText('Decided. Nothing of it is left').waitFor();
      const left = await page.locator('[data-review-queue]').innerText();
      assert.match(left, /Nothing waits for you/, 'what was decided is not counted any more');
      assert.equal(await page.locator('canvas').count(), 0);
      assert.equal(await page.getByText(PLANTED.person.name).count(), 0);
      const row = await db.store.read
        .selectFrom('applications')
        .select('state')
        .where('id', '=', sent.id)
        .executeTakeFirst();
      assert.equal(row?.state, 'approved');
    });

    await t.test('T2, T9: what crossed the wire says nothing of the person, nor of any paper', async () => {
      traffic.stop();
      assert.deepEqual(traffic.strangers, []);
      const posts = traffic.exchanges.filter(({ url }) => url.startsWith(`${origin}/api/review/`));
      assert.ok(
        posts.some(({ url }) => url.endsWith('/open')) && posts.some(({ url }) => url.endsWith('/decide')),
      );
      const wire = Buffer.concat(traffic.bytes()).toString('latin1').toLowerCase();
      for (const word of ['quakenbush', 'thistlewood', '1987-04-17']) assert.ok(!wire.includes(word), word);
      const decided = posts.find(({ url }) => url.endsWith('/decide'));
      const [said] = decided ? [Buffer.from(decided.requestBody).toString()] : [];
      assert.match(said ?? '', /^\{"token":"[0-9a-f]{109}","verdict":"approve","unmet":\[\],"face":false\}$/);
    });

    await t.test('two minutes without a move close it and give it back undecided', async () => {
      const next = await sendApplication(context, { face, papers });
      await page.clock.install();
      await page.goto(`${origin}/review`);
      await page.getByRole('button', { name: 'Open the next' }).click();
      await page.locator('[data-review-file]').waitFor();
      await page.clock.fastForward(119_000);
      assert.equal(await page.locator('canvas').count(), 3);
      await page.clock.fastForward(2000);
      await page.getByText('Nothing moved for two minutes').waitFor();
      assert.equal(await page.locator('canvas').count(), 0);
      const reserved = () =>
        db.store.read
          .selectFrom('applications')
          .select(['state', 'reserved_by'])
          .where('id', '=', next.id)
          .executeTakeFirstOrThrow();
      while ((await reserved()).reserved_by !== null) await new Promise((done) => setTimeout(done, 20));
      assert.equal((await reserved()).state, 'waiting');
    });
  });
});

async function distinctColours(page: Page, canvas: number): Promise<number> {
  return page.evaluate((place) => {
    const on = document.querySelectorAll('canvas')[place];
    const pen = on?.getContext('2d');
    if (!on || !pen) return 0;
    return new Set(new Uint32Array(pen.getImageData(0, 0, on.width, on.height).data.buffer)).size;
  }, canvas);
}
