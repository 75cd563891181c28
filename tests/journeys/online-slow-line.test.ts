import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, type TestContext } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { photo } from '../../apps/server/portal/testing/applicant.ts';
import { type PortalHall, portalHall } from '../../apps/server/portal/testing/hall.ts';
import type { TestDatabase } from '../../apps/server/testing/database.ts';
import { browserOrSkip, captureTraffic, type Traffic } from '../browser/launch.ts';
import { testOnEmbedded } from './on-embedded.ts';
import { type Applicant, Resident } from './resident-steps.ts';
import { LINE, type Load, loadsOf, secondsOf } from './slow-line.ts';

/** UX-20. */
const FIRST_VIEW = 60_000;
const SECONDS = 5;
/** UX-21. */
const SCREENS = 20;

const ADULT: Applicant = {
  name: 'Zephyrine Quakenbush',
  born: { day: '17', month: '4', year: '1987' },
  bornOn: '1987-04-17',
  street: '17 Thistlewood Lane',
};

type Scene = { hall: PortalHall; context: BrowserContext; page: Page; traffic: Traffic };

async function scene(db: TestDatabase, t: TestContext, locale: string): Promise<Scene | undefined> {
  const profileDir = await mkdtemp(join(tmpdir(), 'ck-line-'));
  t.after(() => rm(profileDir, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, { profileDir, viewport: { width: 360, height: 640 }, locale });
  if (!browser) return undefined;
  const hall = await portalHall(db, t, { listening: true });
  const page = await browser.context.newPage();
  return { hall, context: browser.context, page, traffic: captureTraffic(browser.context) };
}

/** Pictures as a script sends them from a phone, small enough for a slow line. */
async function pictures() {
  const [papers, home, face] = await Promise.all([photo(), photo('#369'), photo('#963')]);
  return { papers, home, face };
}

describe('UX-20, UX-21: far from a mast', () => {
  const test = testOnEmbedded;
  for (const language of ['en', 'ar'])
    test(`UX-20: first views in ${language} are small, soon there, and ask nobody else`, async (db, t) => {
      const here = await scene(db, t, language);
      if (!here) return;
      const { hall, context, traffic } = here;
      for (const [place, path] of ['/', '/apply', '/papers', '/apply/return'].entries()) {
        const page = await context.newPage();
        const loads = await loadsOf(page, traffic);
        // Each under a name of its own, so that it finds nothing of the others in a cache.
        const own = hall.origin.replace('localhost', `view-${place}.localhost`);
        await page.goto(`${own}${path}?lang=${language}`, { waitUntil: 'networkidle' });
        const [load] = loads.taken();
        assert.ok(load && load.requests >= 3, `${path} was recorded`);
        say(t, `${language} ${path}`, load, 'cold');
        assert.ok(load.weight > 20_000, `${path}: the files were counted`);
        assert.ok(load.weight <= FIRST_VIEW, `${path}: ${load.weight} bytes with their headers`);
        assert.ok(secondsOf(load, 'cold') <= SECONDS, `${path}: ${secondsOf(load, 'cold')} s`);
        await page.close();
      }
      assert.deepEqual(traffic.strangers, []);
    });

  test('UX-20, UX-21: an adult’s whole way over that line, and how many screens it has', async (db, t) => {
    const here = await scene(db, t, 'en-US');
    if (!here) return;
    const { hall, context, page, traffic } = here;
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: LINE.roundTrip * 1000,
      downloadThroughput: LINE.bytesPerSecond,
      uploadThroughput: LINE.bytesPerSecond,
    });
    const loads = await loadsOf(page, traffic);
    const resident = new Resident(page, hall.origin);
    await resident.apply(ADULT, await pictures());
    assert.equal(resident.path(), '/apply/done');
    const [first, ...asked] = loads.taken();
    assert.ok(first && asked.length > 10, 'every page was recorded');
    say(t, first.path, first, 'cold');
    assert.ok(secondsOf(first, 'cold') <= SECONDS, `${first.path}: ${secondsOf(first, 'cold')} s`);
    for (const load of asked) {
      say(t, load.path, load, 'warm');
      // A picture that was sent is looked at: its pixels are the person's own and not the page's weight.
      assert.ok(secondsOf(load, 'warm') <= SECONDS, `${load.path}: ${secondsOf(load, 'warm')} s`);
    }
    assert.deepEqual(traffic.strangers, []);
    const screens = asked.length + 1;
    t.diagnostic(`UX-21: an adult without messages: ${screens} screens`);
    assert.ok(screens <= SCREENS, `${screens} screens`);
  });

  test('UX-21: the longer ways, in screens', async (db, t) => {
    const here = await scene(db, t, 'en-US');
    if (!here) return;
    const { hall, page, traffic } = here;
    const year = hall.context.clock.now().getUTCFullYear();
    const born = (age: number) => ({ ...ADULT.born, year: String(year - age) });
    for (const [name, who, most] of [
      ['an adult with messages', { ...ADULT, reach: 'zephyrine@quakenbush.example' }, 22],
      ['a child', { ...ADULT, path: 'child', born: born(6) }, 24],
      ['somebody with a caretaker', { ...ADULT, path: 'caretaker', born: born(17) }, 26],
    ] as const) {
      await page.context().clearCookies();
      const loads = await loadsOf(page, traffic);
      await new Resident(page, hall.origin).apply(who, await pictures());
      const screens = loads.taken().length;
      t.diagnostic(`UX-21: ${name}: ${screens} screens`);
      assert.ok(screens <= most, `${name}: ${screens} screens`);
    }
  });
});

function say(t: TestContext, name: string, load: Load, start: 'cold' | 'warm'): void {
  const { bytes, weight, requests } = load;
  t.diagnostic(
    `${name}: ${requests} requests, ${weight} bytes of answers, ${bytes} both ways, ${secondsOf(load, start).toFixed(1)} s`,
  );
}
