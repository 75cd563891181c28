import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { photo } from '../../../apps/server/portal/testing/applicant.ts';
import { type PortalHall, portalHall } from '../../../apps/server/portal/testing/hall.ts';
import { withSecondLooks } from '../../../apps/server/review/testing/hall.ts';
import type { TestDatabase } from '../../../apps/server/testing/database.ts';
import { browserOrSkip, captureTraffic, type Traffic } from '../../browser/launch.ts';
import { type Keys, keysOf } from '../keyboard.ts';
import { type Cell, type LookOptions, looking, type Sight } from './looking.ts';

/** Somebody of a cell: a browser 320 px wide, a keyboard, and an eye on every page. */
export type Person = {
  cell: Cell;
  hall: PortalHall;
  page: Page;
  keys: Keys;
  traffic: Traffic;
  sights: readonly Sight[];
  /** How many pages differ in more than their words. */
  makes(): number;
  /** What was wrong with them. */
  faults: readonly string[];
  files: { paper: string; none: string };
  open(path: string): Promise<void>;
  /** Looks at the page in this state. */
  look(state?: string, options?: LookOptions): Promise<void>;
  /** Presses what leads on, and waits for the page that comes. */
  press(selector: string, to?: RegExp): Promise<void>;
  /** Presses the button of the question that is open. */
  go(to?: RegExp): Promise<void>;
  /** A press that has to be put right: the same page comes back, and is looked at. */
  wrong(state: string, selector?: string): Promise<void>;
  minutesPass(minutes: number): void;
};

export const GO = 'main form:not([enctype]) > button[type="submit"]:not(.quiet)';
export const SEND = 'main form[enctype] button[type="submit"]';

/** A city that listens, and somebody in a browser of this cell. Undefined where no browser starts. */
export async function openCell(db: TestDatabase, t: TestContext, cell: Cell): Promise<Person | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'ck-matrix-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, {
    profileDir: join(folder, 'profile'),
    viewport: { width: 320, height: 640 },
    scripts: cell.scripts,
    locale: cell.language,
  });
  if (!browser) return undefined;
  const files = { paper: join(folder, 'IMG_0417.jpg'), none: join(folder, 'none.jpg') };
  await writeFile(files.paper, await photo());
  await writeFile(files.none, 'no picture at all');
  const hall = await portalHall(db, t, { listening: true, change: withSecondLooks(0) });
  const page = await browser.context.newPage();
  const keys = keysOf(page);
  const { look, sights, faults, makes } = looking(page, cell);

  const press = async (selector: string, to?: RegExp) => {
    await page.locator('main').evaluate((main) => main.setAttribute('data-old', ''));
    await keys.press(selector);
    await page.locator('main:not([data-old])').waitFor();
    if (to) await page.waitForURL((url) => to.test(url.pathname));
    await page.waitForLoadState();
  };
  return {
    cell,
    hall,
    page,
    keys,
    traffic: captureTraffic(browser.context),
    sights,
    makes,
    faults,
    files,
    look,
    press,
    async open(path) {
      await page.goto(`${hall.origin}${path}?lang=${cell.language}`);
    },
    go: (to) => press(GO, to),
    async wrong(state, selector = GO) {
      await press(selector);
      await look(state);
    },
    minutesPass(minutes) {
      const { context } = hall;
      context.setTime(new Date(context.clock.now().getTime() + minutes * 60_000));
    },
  };
}
