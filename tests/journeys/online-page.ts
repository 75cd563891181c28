import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { speaker } from '@commonkey/words';
import type { Page } from 'playwright-core';
import { words as portal } from '../../apps/server/portal/words.ts';
import { words as ui } from '../../apps/server/ui/words.ts';
import { accessibilityFaults } from '../browser/launch.ts';

/** What somebody types on the way, to be looked for where it may never be. */
export const TYPED = ['Zephyrine', 'Quakenbush', 'Thistlewood', '312 555 0123', '1987'];

export type LintOptions = {
  /** The code that was shown, once there is one. */
  code?: string;
  /** Somebody went on since the page came: the focus is where they are. */
  moved?: boolean;
  language?: string;
  /** False where the browser runs none. */
  scripts?: boolean;
  typed?: readonly string[];
  /** False where axe goes over the page apart. */
  axe?: boolean;
};

/** A correction is saved where it stands and leads to no next question. */
const CORRECTION = /^\/apply\/correct\//;

/**
 * What holds on every page of an application: axe finds nothing, nothing is wider than the screen, the rules of question
 * pages (UX-05, UX-09), and nothing typed is in a title or an address (CC-07, T9).
 */
export async function lintPage(page: Page, options: LintOptions = {}): Promise<void> {
  const { code = '', moved = false, language = 'en', scripts = true, typed = TYPED, axe = true } = options;
  const say = speaker(language, ui[language] ?? {}, portal[language] ?? {});
  const where = new URL(page.url()).pathname;
  const title = await page.title();
  // A browser gives the focus as it draws the page, which a busy machine does after the page has come.
  for (let waits = 0; !moved && waits < 100 && (await page.evaluate(awaitsFocus)); waits += 1)
    await setTimeout(20);
  // What stays in sight floats over a page that was scrolled; a target lies under it for that moment alone.
  await page.evaluate(() => window.scrollTo(0, 0));
  if (axe) assert.deepEqual(await accessibilityFaults(page, { scripts }), [], where);
  const seen = await page.evaluate(() => {
    const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)];
    const main = document.querySelector('main') ?? document.body;
    const focused = document.activeElement;
    return {
      wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      headings: all('h1').length,
      question: all('main h1 label, main legend h1').length > 0,
      back: all('main a.back').length,
      submit: all('main form:not([enctype]) > button[type="submit"]:not(.quiet)').map(
        (one) => one.textContent,
      ),
      judged: all('main form:not([novalidate])').length,
      required: all('main [required], main [aria-required]').length,
      dates: all('input[type="date"], select').length,
      stars: (main.textContent ?? '').includes('*'),
      errors: all('[role="alert"] a').map((link) => {
        const field = document.querySelector(link.getAttribute('href') ?? '');
        const boxes = [field?.closest('.field'), field?.closest('fieldset')];
        const said = boxes.map((box) => box?.querySelector('.field-error')?.textContent);
        return { text: link.textContent, again: said.find(Boolean) ?? null };
      }),
      atSummary: focused?.getAttribute('role') === 'alert',
    };
  });
  assert.ok(seen.wide <= 0, `${where} is ${seen.wide} px too wide`);
  assert.equal(seen.headings, 1, `${where} has one heading`);
  assert.deepEqual([seen.judged, seen.required, seen.dates, seen.stars], [0, 0, 0, false], where);
  if (seen.question && !CORRECTION.test(where)) {
    assert.equal(seen.back, 1, `${where} has a way back`);
    assert.deepEqual(seen.submit, [say('apply.continue')], where);
  }
  const failed = title.startsWith(say('ui.failed-title', { title: '' }).trim());
  assert.equal(seen.errors.length > 0, failed, `${where}: title and summary agree`);
  for (const { text, again } of seen.errors) assert.equal(again, text, `${where} says the same twice`);
  // Until somebody goes on, the focus is where the faults are told.
  if (failed && !moved) assert.ok(seen.atSummary, `${where}: the focus is on the summary`);
  for (const one of [...typed, ...(code === '' ? [] : [code, code.replaceAll('-', '')])])
    assert.ok(!title.includes(one) && !decodeURIComponent(page.url()).includes(one), `${one} in ${where}`);
}

const awaitsFocus = () =>
  document.querySelector('[autofocus]') !== null && document.activeElement === document.body;
