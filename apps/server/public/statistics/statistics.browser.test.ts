import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LANGUAGES } from '../../../../scripts/resident-rooms.ts';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { fits, lookOver } from '../../../../tests/pages/look-over.ts';
import { onlineCity, openFrontDoor } from '../../papers/testing/origin.ts';
import { testContext } from '../../testing/context.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { importHistory, publishStatistics } from './publish.ts';
import { addStatistics } from './routes.tsx';
import { chicagoSized } from './testing/history.ts';
import { addClosedShift } from './testing/shifts.ts';
import { statisticsWords } from './words.ts';

type NodeTest = Parameters<typeof openFrontDoor>[0];

/** The page over a database, on an origin of its own. */
async function served({ store }: TestDatabase, t: NodeTest) {
  const program = await onlineCity();
  const context = testContext(store, { program, time: new Date('2026-07-08T15:00:00Z') });
  const { origin } = await openFrontDoor(t, program, [
    (own) => ({ words: statisticsWords, public: (app) => addStatistics({ ...own, store }, app) }),
  ]);
  const publish = async () => {
    await importHistory(context, chicagoSized().text);
    await addClosedShift(store, '2026-02-03', { cards: 1400, handedOver: 3 });
    const ages = { from: [14, 18, 65], cards: [130, 80, 710, 105] };
    await addClosedShift(store, '2026-05-03', { cards: 1200, handedOver: 220, ages });
    return publishStatistics(context);
  };
  return { context, origin, publish, get: (path: string) => fetch(`${origin}${path}`) };
}

forOneServer('the page of published statistics', (test) => {
  test('before the first release the page says so, and there is no table', async (db, t) => {
    const { get } = await served(db, t);
    const page = await (await get('/statistics?lang=en')).text();
    assert.match(page, /Nothing is published yet/);
    assert.doesNotMatch(page, /<svg class="chart/);
    assert.deepEqual((await (await get('/statistics.json')).json()).releases, []);
    for (const path of ['/statistics.csv', '/statistics-ages.csv'])
      assert.equal((await get(path)).status, 404);
  });

  test('the same numbers as a page without scripts, as data and as a table, and nowhere one that is not told', async (db, t) => {
    const { get, publish } = await served(db, t);
    const said = await publish();
    const page = await (await get('/statistics?lang=en')).text();
    assert.doesNotMatch(page.slice(page.indexOf('<main')), /<script/);
    assert.match(page, /<svg class="chart chart-wide"/);
    const [together] = /<tr><th scope="row">All quarters together[\s\S]*?<\/tr>/.exec(page) ?? [];
    assert.match(together ?? '', /148,425/);
    const [small] = /<tr><th scope="row">Quarter 1 of 2026[\s\S]*?<\/tr>/.exec(page) ?? [];
    assert.match(small ?? '', /1,400[\s\S]*not told[\s\S]*not told[\s\S]*our desks/);
    assert.match(page, /Made for a test, of nobody’s real numbers/);
    const { releases } = await (await get('/statistics.json')).json();
    assert.deepEqual(releases, [{ ...said, publishedOn: '2026-07-08' }]);
    const [byAge] = /<h2 id="ages">[\s\S]*?<\/section>/.exec(page) ?? [];
    assert.match(byAge ?? '', /We know the age for 1,025 of 1,200 cards/);
    assert.match(
      byAge ?? '',
      /Under 14[\s\S]*14 to 17[\s\S]*18 to 64[\s\S]*65 and older[\s\S]*Age not known/,
    );
    assert.match(byAge ?? '', /Quarter 2 of 2026[\s\S]*>130<[\s\S]*>80<[\s\S]*>710<[\s\S]*>105<[\s\S]*>175</);
    assert.match(
      await (await get('/statistics-ages.csv')).text(),
      /1,2026-Q2,2026-Q2,closed,age 14-17,80\r\n/,
    );
    const table = await get('/statistics.csv');
    assert.match(table.headers.get('content-type') ?? '', /text\/csv/);
    const lines = (await table.text()).trim().split('\r\n');
    assert.equal(lines.length, 2 + said.quarters.length);
    assert.ok(lines.includes('1,2026-Q2,2026-Q1,closed,1400,,'), lines.at(-2));
    assert.ok(lines.includes('1,2026-Q2,all,,148425,,') || lines[1]?.startsWith('1,2026-Q2,all,,148425,'));
  });

  test('T11: in a browser, in every language', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-test-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const { origin, publish } = await served(db, t);
    const page = await browser.context.newPage();
    await page.goto(`${origin}/statistics?lang=en`);
    await fits(page, 'statistics, before the first release');
    await publish();
    await page.goto(`${origin}/statistics?lang=en`);
    await lookOver(page, 'statistics');
    for (const language of LANGUAGES) {
      await page.goto(`${origin}/statistics?lang=${language}`);
      assert.equal(await page.getAttribute('html', 'lang'), language);
      await fits(page, `statistics in ${language}`);
      for (const [width, shown] of [
        [320, 'chart-narrow'],
        [1200, 'chart-wide'],
      ] as const) {
        await page.setViewportSize({ width, height: 800 });
        const charts = page.locator('svg.chart:visible');
        assert.equal(await charts.count(), 1);
        assert.match((await charts.getAttribute('class')) ?? '', new RegExp(shown));
        const outside = await charts.evaluate((chart) => {
          const sheet = (chart.closest('figure') ?? chart).getBoundingClientRect();
          return [...chart.querySelectorAll('text, rect')]
            .filter((one) => {
              const { left, right } = one.getBoundingClientRect();
              return left < sheet.left || right > sheet.right;
            })
            .map((one) => one.textContent);
        });
        assert.deepEqual(outside, [], `${width} ${language}`);
      }
    }
  });
});
