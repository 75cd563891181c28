import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../browser/launch.ts';

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

/**
 * What every page must bear (WCAG 2.2 AA, T11): axe in both schemes, 320 px, right to left, and a keyboard alone. The
 * page is left as it was found, wide and light.
 */
export async function lookOver(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: 'dark' });
  // A scheme changes colours and nothing else.
  const { violations } = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
  assert.deepEqual(
    violations.flatMap(({ nodes }) => nodes.map(({ target }) => target.join(' '))),
    [],
    `${name}, dark`,
  );
  await page.emulateMedia({ colorScheme: 'light' });
  assert.deepEqual(await accessibilityFaults(page), [], `${name}, light`);
  await fits(page, name);
  assert.deepEqual(await unreached(page), [], `${name}, by keyboard`);
}

/** Narrow and wide, left to right and right to left: nothing leaves the page sideways or lies on something else. */
export async function fits(page: Page, name: string): Promise<void> {
  for (const viewport of [NARROW, WIDE]) {
    await page.setViewportSize(viewport);
    const own = await page.evaluate(() => document.documentElement.dir);
    for (const dir of ['rtl', 'ltr']) {
      await page.evaluate((to) => document.documentElement.setAttribute('dir', to), dir);
      assert.deepEqual(await broken(page), [], `${name}, ${viewport.width} px, ${dir}`);
    }
    await page.evaluate((to) => document.documentElement.setAttribute('dir', to), own);
  }
}

/** What leaves the page sideways or lies on something else that is read or pressed. */
function broken(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    // What stays in sight floats over a page that was scrolled; lying on something at the top would be a fault.
    window.scrollTo(0, 0);
    const faults: string[] = [];
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth > width)
      faults.push(`${document.documentElement.scrollWidth} px wide`);
    const seen = [...document.querySelectorAll('h1,h2,p,a,button,input,label,summary,code,td,th,legend')]
      .filter((one) => !one.matches('.skip, .visually-hidden') && one.checkVisibility())
      .map((element) => ({ element, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0);
    const text = ({ element }: { element: Element }) =>
      `${element.tagName} ${(element.textContent ?? '').trim().slice(0, 30)}`;
    for (const [at, one] of seen.entries()) {
      if (one.box.left < -1 || one.box.right > width + 1) faults.push(`outside: ${text(one)}`);
      for (const other of seen.slice(at + 1)) {
        if (one.element.contains(other.element) || other.element.contains(one.element)) continue;
        const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
        const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
        if (across > 2 && down > 2) faults.push(`${text(one)} lies on ${text(other)}`);
      }
    }
    return faults;
  });
}

/** Everything that can be pressed or filled in and that the Tab key never comes to. */
async function unreached(page: Page): Promise<string[]> {
  const count = await page.evaluate(() => {
    (document.activeElement as HTMLElement | null)?.blur();
    getSelection()?.removeAllRanges();
    window.scrollTo(0, 0);
    const all = [
      ...document.querySelectorAll('a[href],button,input:not([type=hidden]),select,textarea,summary'),
    ].filter((one) => one.checkVisibility() && !one.matches(':disabled'));
    for (const one of all) one.setAttribute('data-unreached', '');
    // In a field for a day or a time the Tab key stops at each of its parts and at what opens beside it.
    return all.length + 3 * all.filter((one) => one.matches('input:is([type=date],[type=time])')).length;
  });
  for (let step = 0; step <= count + 3; step++) {
    await page.keyboard.press('Tab');
    const left = await page.evaluate(() => {
      const at = document.activeElement;
      at?.removeAttribute('data-unreached');
      // Of a group of radio buttons the Tab key reaches one, the arrow keys the rest.
      if (at instanceof HTMLInputElement && at.type === 'radio')
        for (const one of document.querySelectorAll(`input[type=radio][name="${at.name}"]`))
          one.removeAttribute('data-unreached');
      return document.querySelectorAll('[data-unreached]').length;
    });
    if (left === 0) break;
  }
  return page.evaluate(() =>
    [...document.querySelectorAll('[data-unreached]')].map((one) => one.outerHTML.slice(0, 120)),
  );
}
