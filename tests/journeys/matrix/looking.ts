import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../../browser/launch.ts';
import { plainText } from '../../languages/in-browser.ts';
import { lintPage } from '../online-page.ts';
import { skeletonOf } from './skeleton.ts';
import { walk } from './walk.ts';

/** One way to come: a language, with scripts or without. */
export type Cell = { language: 'en' | 'ar'; scripts: boolean };

/** One page in one state, as somebody saw it. */
export type Sight = { path: string; state: string; status: number; failed: boolean; fillIn: boolean };
export type LookOptions = { moved?: boolean; code?: string };

/** Written in Latin letters in every language: formats, keys, a fault’s code to be read out, the practice city’s names. */
const LATIN = [
  'Model City Key',
  'Model City',
  'JPEG',
  'PNG',
  'PDF',
  'HEIC',
  'JSON',
  'name@example.org',
  'not-found',
  'Shift',
  'Delete',
  'Tab',
];
/** What somebody of the matrix types. */
export const TYPED = [
  'Zephyrine',
  'Quakenbush',
  'زفيرين',
  'Thistlewood',
  'quakenbush.example',
  '312 555 0123',
];

const FOLDED = 'main details:not([open]) > summary';
const MOST_TABS = 80;
const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };
const shots = process.env.COMMONKEY_SHOTS;

/**
 * Looks at the page that is open: the rules of a question page, reflow, direction and language, whatever its words are. A page
 * of a make that was not seen yet is gone over by axe and by the Tab key too, wide and narrow, and once more with everything
 * unfolded. What was looked at is noted, so that nothing can be left out.
 */
export function looking(page: Page, cell: Cell) {
  const sights: Sight[] = [];
  const faults: string[] = [];
  /** Of one route; language, scheme and scripts are those of the cell. */
  const known = new Set<string>();
  let taken = 0;
  /** One fault does not hide those of the pages behind it. */
  const noting = async (look: () => Promise<void>) => {
    try {
      await look();
    } catch (error) {
      if (!(error instanceof assert.AssertionError)) throw error;
      faults.push(error.message);
    }
  };

  const picture = async (state: string) => {
    if (!shots) return;
    await mkdir(shots, { recursive: true });
    taken += 1;
    const path = new URL(page.url()).pathname.replaceAll('/', '_');
    const who = `${cell.language}-${cell.scripts ? 'scripts' : 'plain'}-${String(taken).padStart(3, '0')}`;
    for (const size of [WIDE, NARROW]) {
      await page.setViewportSize(size);
      const file = join(shots, `${who}${path}-${state.replaceAll(' ', '-')}-${size.width}.png`);
      await page.screenshot({ path: file, fullPage: true });
    }
  };

  /** What depends on the words, and costs little. */
  const read = async (state: string, what: string, { moved = false, code = '' }: LookOptions) => {
    const { language, scripts } = cell;
    sights.push({ path: new URL(page.url()).pathname, state, ...(await page.evaluate(kindOf)) });
    await noting(() => lintPage(page, { code, moved, language, scripts, typed: TYPED, axe: false }));
    await noting(() => reads(page, cell, what));
    await picture(state);
  };
  /** What depends on how the page is made, as it stands at 320 px. */
  const goOver = async (what: string) => {
    const { scripts } = cell;
    await noting(async () => assert.deepEqual(await accessibilityFaults(page, { scripts }), [], what));
    if (!scripts) return;
    await page.setViewportSize(WIDE);
    await noting(async () =>
      assert.ok((await tooWide(page)) <= 0, `${what} is too wide at ${WIDE.width} px`),
    );
    await page.setViewportSize(NARROW);
    // Scripts add stops and take none away; without them every stop that is used is come to all the same.
    await noting(() => walk(page, what));
  };
  const atFold = () =>
    page.evaluate((selector) => document.activeElement?.matches(selector) ?? false, FOLDED);
  const unfold = async (what: string) => {
    const folded = page.locator(FOLDED);
    while ((await folded.count()) > 0) {
      for (let tabs = 0; tabs < MOST_TABS && !(await atFold()); tabs += 1) await page.keyboard.press('Tab');
      if (!(await atFold())) return void faults.push(`${what}: not everything unfolds by keyboard`);
      await page.keyboard.press('Enter');
      // What opens late would be closed by a second press.
      for (let waits = 0; waits < 100 && (await atFold()); waits += 1) await setTimeout(20);
    }
  };

  const look = async (state = 'empty', options: LookOptions = {}): Promise<void> => {
    const what = `${new URL(page.url()).pathname}, ${state}, ${cell.language}`;
    const skeleton = await skeletonOf(page);
    const isNew = !known.has(skeleton);
    known.add(skeleton);
    await read(state, what, options);
    if (!isNew) return;
    // A folded page is part of the unfolded one.
    if ((await page.locator(FOLDED).count()) > 0) {
      await unfold(what);
      await read(`${state} unfolded`, `${what}, unfolded`, { ...options, moved: true });
    }
    await goOver(what);
  };
  return { look, sights, faults, makes: () => known.size };
}

const tooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

function kindOf(): Pick<Sight, 'status' | 'failed' | 'fillIn'> {
  const fields = 'main input:not([type=hidden], [type=checkbox], [type=range], [aria-hidden])';
  const [came] = performance.getEntriesByType('navigation');
  return {
    status: came instanceof PerformanceNavigationTiming ? came.responseStatus : 0,
    failed: document.querySelector('main [role=alert] a') !== null,
    fillIn: document.querySelector(fields) !== null,
  };
}

/** LA-03: the page's language and direction, codes and addresses left to right, and no word of another language. */
async function reads(page: Page, { language }: Cell, what: string): Promise<void> {
  const html = page.locator('html');
  assert.deepEqual(
    [await html.getAttribute('lang'), await html.getAttribute('dir')],
    [language, language === 'ar' ? 'rtl' : 'ltr'],
    what,
  );
  const turned = await page.evaluate(() =>
    [...document.querySelectorAll('code, .code-said, #code, input[inputmode=email], input[inputmode=tel]')]
      .filter((one) => getComputedStyle(one).direction !== 'ltr')
      .map((one) => one.outerHTML.slice(0, 120)),
  );
  assert.deepEqual(turned, [], `${what}: written from left to right in every language`);
  if (language !== 'en')
    assert.deepEqual(await plainText(page, LATIN), [], `${what}: words of another language`);
}
