import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

/** Somebody with a keyboard and nothing else: every press is a key, and what has the focus is what they are at. */
export type Keys = {
  /** Tab until what fits has the focus. */
  to(selector: string): Promise<void>;
  type(selector: string, text: string): Promise<void>;
  /** One of a group of circles: Tab to the group, arrows within it. */
  choose(name: string, value: string): Promise<void>;
  /** A box, ticked or cleared. */
  tick(selector: string): Promise<void>;
  /** Picks a file in the dialog that the field opens. */
  file(selector: string, path: string): Promise<void>;
  press(selector: string): Promise<void>;
};

const MOST_TABS = 80;

export function keysOf(page: Page): Keys {
  const at = (selector: string) =>
    page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector);
  const to = async (selector: string) => {
    for (let tabs = 0; tabs < MOST_TABS; tabs += 1) {
      if (await at(selector)) return;
      await page.keyboard.press('Tab');
    }
    const heading = await page.locator('h1').allInnerTexts();
    assert.fail(`${selector} is never reached by Tab on ${page.url()}: ${heading.join(' / ')}`);
  };
  return {
    to,
    async type(selector, text) {
      await to(selector);
      await page.keyboard.press('Control+A');
      await page.keyboard.press('Delete');
      await page.keyboard.type(text);
    },
    async choose(name, value) {
      await to(`input[name="${name}"]`);
      await page.keyboard.press('Space');
      for (let presses = 0; presses < 20; presses += 1) {
        if (await at(`input[name="${name}"][value="${value}"]`)) return;
        await page.keyboard.press('ArrowDown');
      }
      assert.fail(`no ${value} among ${name}`);
    },
    async tick(selector) {
      await to(selector);
      await page.keyboard.press('Space');
    },
    async file(selector, path) {
      for (let presses = 0; presses < 3; presses += 1) {
        await to(selector);
        // A busy machine may draw the page while the key is already down.
        const opening = page.waitForEvent('filechooser', { timeout: 8000 }).catch(() => undefined);
        await page.keyboard.press('Enter');
        const chooser = await opening;
        if (chooser) return chooser.setFiles(path);
      }
      assert.fail(`no dialog opens at ${selector} on ${page.url()}`);
    },
    async press(selector) {
      await to(selector);
      await page.keyboard.press('Enter');
    },
  };
}
