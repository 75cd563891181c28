import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** What the Tab key comes to, in one breath: its words, whether the ring is there, and what lies on it. */
type Stop = { at: string; ringed: boolean; hidden: boolean; left: number };

/**
 * The Tab key comes to everything that can be pressed or filled in, and leaves it again; each stop shows that it has the
 * focus and lies under nothing (WCAG 2.1.1, 2.1.2, 2.4.7, 2.4.11).
 */
export async function walk(page: Page, what: string): Promise<void> {
  const count = await page.evaluate(mark);
  const faults: string[] = [];
  let left = count;
  for (let tabs = 0; tabs <= count + 4 && left > 0; tabs += 1) {
    await page.keyboard.press('Tab');
    const stop = await page.evaluate(look);
    left = stop.left;
    if (!stop.ringed) faults.push(`no ring: ${stop.at}`);
    if (stop.hidden) faults.push(`covered: ${stop.at}`);
  }
  const unreached = await page.evaluate(() =>
    [...document.querySelectorAll('[data-unreached]')].map((one) => one.outerHTML.slice(0, 120)),
  );
  assert.deepEqual({ faults, unreached }, { faults: [], unreached: [] }, `${what}, by Tab`);
}

function mark(): number {
  (document.activeElement as HTMLElement | null)?.blur();
  getSelection()?.removeAllRanges();
  const dialog = document.querySelector('dialog[open]');
  const all = (dialog ?? document).querySelectorAll('a[href],button,input:not([type=hidden]),select,summary');
  const used = [...all].filter(
    (one) =>
      one.checkVisibility() && !one.matches(':disabled, [tabindex="-1"]') && one.closest('[inert]') === null,
  );
  for (const one of used) one.setAttribute('data-unreached', '');
  return used.length;
}

function look(): Stop {
  const at = document.activeElement;
  const left = () => document.querySelectorAll('[data-unreached]').length;
  if (!at || at === document.body) return { at: 'the page', ringed: true, hidden: false, left: left() };
  at.removeAttribute('data-unreached');
  // Of a group of radio buttons the Tab key reaches one, the arrow keys the rest.
  if (at instanceof HTMLInputElement && at.type === 'radio')
    for (const one of document.querySelectorAll(`input[type=radio][name="${at.name}"]`))
      one.removeAttribute('data-unreached');
  const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(at);
  const ringed = (outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2) || boxShadow !== 'none';
  const box = at.getBoundingClientRect();
  const x = (Math.max(0, box.left) + Math.min(innerWidth, box.right)) / 2;
  const y = (Math.max(0, box.top) + Math.min(innerHeight, box.bottom)) / 2;
  const top = document.elementFromPoint(x, y);
  const own = top !== null && (at.contains(top) || top.contains(at) || top.closest('label')?.control === at);
  return { at: at.outerHTML.slice(0, 120), ringed, hidden: !own, left: left() };
}
