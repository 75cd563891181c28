import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { fits, lookOver } from '../../../../tests/pages/look-over.ts';
import type { Context } from '../../context.ts';
import type { OfficeRoutes } from '../../http/origin.ts';
import { onlineCity, openFrontDoor } from '../../papers/testing/origin.ts';
import { addForecast } from './routes.tsx';
import { forecastWords } from './words.ts';

const VOLUMES = join(import.meta.dirname, '../../../../programs/volumes/chicago-portal.json');

test('T11: the forecast, in a browser', { timeout: 120_000 }, async (t) => {
  const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-test-'));
  t.after(() => rm(profileDir, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, { profileDir });
  if (!browser) return;
  const { origin } = await openFrontDoor(t, await onlineCity(), [
    (context) => ({ words: forecastWords, public: (app) => addForecast(context, app) }),
  ]);
  const page = await browser.context.newPage();
  await page.goto(`${origin}/what-we-hold/forecast?lang=en`);
  await lookOver(page, 'forecast');
  await page.goto(`${origin}/what-we-hold/forecast?lang=ar`);
  await fits(page, 'forecast in Arabic');

  await t.test('with a city’s own volumes, and the notes of its file', async () => {
    const given = (context: Context): OfficeRoutes => ({
      words: forecastWords,
      public: (app) => addForecast({ ...context, config: { ...context.config, volumesFile: VOLUMES } }, app),
    });
    const counted = await openFrontDoor(t, await onlineCity(), [given]);
    await page.goto(`${counted.origin}/what-we-hold/forecast?lang=en`);
    await fits(page, 'forecast with volumes');
  });

  await t.test('one chart at a time, as wide as its sheet, each text inside it', async () => {
    for (const [width, shown] of [
      [320, 'chart-narrow'],
      [1200, 'chart-wide'],
    ] as const)
      for (const language of ['en', 'ar']) {
        await page.setViewportSize({ width, height: 800 });
        await page.goto(`${origin}/what-we-hold/forecast?lang=${language}`);
        const charts = page.locator('svg.chart:visible');
        assert.equal(await charts.count(), 1);
        assert.match((await charts.getAttribute('class')) ?? '', new RegExp(shown));
        const outside = await charts.evaluate((chart) => {
          const sheet = (chart.closest('figure') ?? chart).getBoundingClientRect();
          return [...chart.querySelectorAll('text')]
            .filter((text) => {
              const { left, right } = text.getBoundingClientRect();
              return left < sheet.left || right > sheet.right;
            })
            .map((text) => text.textContent);
        });
        assert.deepEqual(outside, [], `${width} ${language}`);
      }
  });
});
