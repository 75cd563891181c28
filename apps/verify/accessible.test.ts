import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { accessibilityFaults, browserOrSkip } from '../../tests/browser/launch.ts';
import { buildVerify } from './build.ts';
import { testCity } from './testing/city.ts';
import { portrait } from './testing/portrait.ts';
import { serveVerifier } from './testing/site.ts';

const hour = 3_600_000;

test('the verifier for everybody', async (t) => {
  const work = await mkdtemp(join(tmpdir(), 'commonkey-verify-'));
  t.after(() => rm(work, { recursive: true, force: true }));
  await buildVerify(join(work, 'site'));
  const city = await testCity({ published: Date.now() - 2 * hour, name: 'Model City' });
  const other = await testCity({ published: Date.now() - hour });
  const claims = {
    name: 'Wilhelmina Alexandra Quistgaard-Featherstonehaugh of Nether Wallop',
    secondName: 'ويلهلمينا كويستغارد',
    secondLanguage: 'ar',
    face: await portrait(),
  };
  const good = await city.card(claims);
  const lost = await city.card(claims);
  city.revoke(lost.place);
  const foreign = await other.card(claims);
  const browser = await browserOrSkip(t, { profileDir: join(work, 'profile') });
  if (!browser) return;
  const site = await serveVerifier(join(work, 'site'), city);
  t.after(() => site.close());
  const page = await browser.context.newPage();
  await page.goto(site.origin);
  await page.locator('[data-refresh=fresh]').waitFor({ state: 'attached' });

  const states: [string, () => Promise<void>][] = [
    ['start', async () => {}],
    [
      'help and all',
      () =>
        page.evaluate(() =>
          document.querySelectorAll('details').forEach((one) => {
            one.setAttribute('open', '');
          }),
        ),
    ],
    ['problem', () => page.click('.typed button').then(() => page.locator('[data-problem]').waitFor())],
    ['valid', () => check(good.text)],
    ['not valid', () => check(lost.text)],
    ['undetermined', () => check(foreign.text)],
    [
      'root changed',
      async () => {
        site.city = other;
        await page.click('.lists button');
        await page.locator('[data-roots]').waitFor();
      },
    ],
  ];

  async function check(text: string): Promise<void> {
    await page.evaluate((pasted) => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', pasted);
      document.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }, text);
    await page.locator('[data-verdict]').waitFor();
    await page.waitForTimeout(50);
  }

  for (const [state, reach] of states) {
    await t.test(
      `axe finds nothing in "${state}", light, dark and in forced colours, and nothing runs over at 320 px, left or right`,
      async () => {
        await page.setViewportSize({ width: 1280, height: 800 });
        await reach();
        for (const media of [
          { colorScheme: 'light', forcedColors: 'none' },
          { colorScheme: 'dark', forcedColors: 'none' },
          { colorScheme: 'dark', forcedColors: 'active' },
        ] as const) {
          await page.emulateMedia(media);
          if (media.forcedColors === 'none')
            assert.deepEqual(await accessibilityFaults(page), [], media.colorScheme);
          assert.ok(await page.locator('h1').isVisible(), 'visible in forced colours');
        }
        await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
        await page.setViewportSize({ width: 320, height: 640 });
        for (const dir of ['ltr', 'rtl']) {
          const over = await page.evaluate((wanted) => {
            document.documentElement.dir = wanted;
            const { scrollWidth, clientWidth } = document.documentElement;
            const wide = [...document.querySelectorAll('main *, header *')].filter((one) => {
              const { left, right, width } = one.getBoundingClientRect();
              return width > 1 && (left < -1 || right > clientWidth + 1);
            });
            document.documentElement.dir = 'ltr';
            return scrollWidth > clientWidth
              ? [`${scrollWidth}`]
              : wide.map((one) => one.className || one.tagName);
          }, dir);
          assert.deepEqual(over, [], dir);
        }
      },
    );
  }

  await t.test(
    'a card is checked by keyboard alone, and the language changes everything, the page’s own included',
    async () => {
      site.city = city;
      await page.setViewportSize({ width: 1280, height: 800 });
      await page.reload();
      await page.locator('[data-refresh=fresh]').waitFor({ state: 'attached' });
      const focused = () => page.evaluate(() => document.activeElement?.outerHTML.slice(0, 60) ?? '');
      const tabTo = async (part: string) => {
        for (let press = 0; press < 20 && !(await focused()).includes(part); press++)
          await page.keyboard.press('Tab');
        assert.ok((await focused()).includes(part), `${part} is reached by Tab`);
      };
      await tabTo('<summary');
      await page.keyboard.press('Enter');
      await tabTo('code-text');
      await page.keyboard.insertText(good.text);
      await tabTo('<button');
      await page.keyboard.press('Enter');
      await page.locator('[data-verdict=valid]').waitFor();
      await tabTo('<button type="button" class="big"');
      await page.keyboard.press('Enter');
      await page.locator('[data-verdict]').waitFor({ state: 'detached' });
      await page.selectOption('select', 'es');
      await page.waitForFunction(() => document.title === 'Comprobar una tarjeta');
      assert.equal(await page.evaluate(() => document.documentElement.lang), 'es');
      await page.reload();
      assert.match(await page.innerText('h1'), /Comprobar/);
    },
  );
});
