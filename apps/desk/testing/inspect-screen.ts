// What every screen of the desk owes to its clerk, looked at in a real browser: one line a fault.
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { accessibilityFaults } from '../../../tests/browser/launch.ts';

/** Runs WCAG rules in both schemes, walks the focus by Tab, and zooms; the screen is left as it was found. */
export async function screenFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  for (const fault of await accessibilityFaults(page)) faults.push(fault);
  // Of all rules only contrast can differ in the other scheme.
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).withRules(['color-contrast']).analyze();
    for (const { nodes } of violations)
      faults.push(`${colorScheme}: contrast (${nodes.map((node) => node.target.join(' ')).join(', ')})`);
  }
  faults.push(...(await focusFaults(page)));
  const before = page.viewportSize();
  // 1280 pixels at 400 % are 320 (WCAG 1.4.10).
  await page.setViewportSize({ width: 320, height: 640 });
  for (const fault of await lostControls(page)) faults.push(`400%: ${fault}`);
  if (before) await page.setViewportSize(before);
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '237.5%'));
  for (const fault of await lostControls(page)) faults.push(`text 200%: ${fault}`);
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  return faults;
}

/** Focus begins in the screen and, by Tab, is seen and uncovered on each control once (WCAG 2.4.3, 2.4.7, 2.4.11). */
async function focusFaults(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const begin = await page.evaluateHandle(() => document.activeElement);
  const inside = await begin.evaluate(
    (element) => element?.closest('main') !== null && element?.tagName !== 'BODY',
  );
  if (!inside) faults.push('the focus is not in the screen when it comes');
  const controls = await page.locator('main :is(button, input, select):enabled').count();
  const seen = new Set<string>();
  for (let i = 0; i < controls + 1; i++) {
    const stop = await page.evaluate(focusedNow);
    if (stop?.control) {
      seen.add(stop.name);
      if (!stop.outlined) faults.push(`focus is not seen on ${stop.name}`);
      if (stop.covered) faults.push(`focus is covered on ${stop.name}`);
    }
    await page.keyboard.press('Tab');
  }
  await begin.evaluate((element) => (element as HTMLElement | null)?.focus());
  if (controls > 0 && seen.size === 0) faults.push('Tab reaches no control');
  return faults;
}

function focusedNow() {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return null;
  const style = getComputedStyle(element);
  const { left, top, width, height } = element.getBoundingClientRect();
  const above = document.elementFromPoint(left + width / 2, top + height / 2);
  return {
    name: element.id || element.textContent?.trim().slice(0, 40) || element.tagName,
    control: element.matches('button, input, select, a'),
    outlined: style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) >= 2,
    covered: above !== element && !element.contains(above),
  };
}

/** Controls that do not lie in the page's width, or make it wider than the window. */
function lostControls(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const wide = document.documentElement.clientWidth;
    const lost = [...document.querySelectorAll('main :is(button, input, select)')].flatMap((control) => {
      const { left, right, width, height } = control.getBoundingClientRect();
      const fits = width > 0 && height > 0 && left >= -1 && right <= wide + 1;
      return fits ? [] : [`${control.id || control.textContent?.trim()} lies outside`];
    });
    const { scrollWidth } = document.documentElement;
    return scrollWidth > wide + 1 ? [...lost, `the page is ${scrollWidth} wide in ${wide}`] : lost;
  });
}
