import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { plainText } from '../../languages/in-browser.ts';
import { lintPage } from '../online-page.ts';
import { walk } from './walk.ts';

/** One way to come: a language, with scripts or without. */
export type Cell = { language: 'en' | 'ar'; scripts: boolean };

/** One page in one state, as somebody saw it. */
export type Sight = { path: string; state: string; failed: boolean; fillIn: boolean; opened: boolean };
export type LookOptions = { moved?: boolean; code?: string };

/** Written in Latin letters in every language: formats, keys, a fault’s code to be read out, the practice city’s names. */
const LATIN = [
  'Model City Key',
  'Model City',
  'JPEG',
  'PNG',
  'PDF',
  'HEIC',
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

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };
const shots = process.env.COMMONKEY_SHOTS;

/**
 * Looks at the page that is open, and at it once more with everything unfolded: axe, the rules of a question page, reflow at
 * both widths, direction and language, and a walk by the Tab key. What was looked at is noted, so that nothing can be left out.
 */
export function looking(page: Page, cell: Cell) {
  const sights: Sight[] = [];
  const faults: string[] = [];
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

  const once = async (state: string, { moved = false, code = '' }: LookOptions) => {
    const { language, scripts } = cell;
    const path = new URL(page.url()).pathname;
    const what = `${path}, ${state}, ${language}`;
    sights.push({ path, state, ...(await page.evaluate(kindOf)) });
    await noting(() => lintPage(page, { code, moved, language, scripts, typed: TYPED }));
    await noting(() => reads(page, cell, what));
    if (scripts) {
      await page.setViewportSize(WIDE);
      await noting(async () =>
        assert.ok((await tooWide(page)) <= 0, `${what} is too wide at ${WIDE.width} px`),
      );
      await page.setViewportSize(NARROW);
    }
    await picture(state);
    // Scripts add stops and take none away; without them every stop that is used is come to all the same.
    if (scripts) await noting(() => walk(page, what));
  };

  const look = async (state = 'empty', options: LookOptions = {}): Promise<void> => {
    await once(state, options);
    const folded = page.locator('main details:not([open]) > summary');
    if ((await folded.count()) === 0) return;
    for (let guard = 0; (await folded.count()) > 0 && guard < 20; guard += 1) {
      for (let tabs = 0; tabs < 80; tabs += 1) {
        await page.keyboard.press('Tab');
        if (await page.evaluate(atFolded)) break;
      }
      await page.keyboard.press('Enter');
    }
    if ((await folded.count()) > 0)
      faults.push(`${page.url()}, ${state}: not everything unfolds by keyboard`);
    await once(`${state} unfolded`, { ...options, moved: true });
  };
  return { look, sights, faults };
}

const tooWide = (page: Page) =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

const atFolded = () => document.activeElement?.matches('main details:not([open]) > summary') ?? false;

function kindOf(): Pick<Sight, 'failed' | 'fillIn' | 'opened'> {
  const fields = 'main input:not([type=hidden], [type=checkbox], [type=range], [aria-hidden])';
  return {
    failed: document.querySelector('main [role=alert] a') !== null,
    fillIn: document.querySelector(fields) !== null,
    opened: document.querySelector('main details[open]') !== null,
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
