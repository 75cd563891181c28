import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

/** The engine that comes with its Playwright package, whose own way opens a page for every answer and needs timers. */
const SOURCE = readFileSync(
  createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'),
  'utf8',
);
/** WCAG 2.2 A and AA, and axe's best practices. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Violation = { id: string; help: string; nodes: { target: string[] }[] };
type Axe = { run(on: Document, options: object): Promise<{ violations: Violation[] }> };

/**
 * What axe finds wrong in a page without frames: one line a rule, empty if nothing.
 * @param scripts false where the browser runs no page's script
 */
export async function accessibilityFaults(page: Page, { scripts = true } = {}): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(SOURCE);
  return page.evaluate(
    async ([tags, scripted]) => {
      const own = window.setTimeout;
      // Where no script runs no timer does, but promises go on: axe waits for its own steps alone.
      const atOnce = (step: () => void) => {
        void Promise.resolve().then(step);
        return 0;
      };
      if (!scripted) Object.assign(window, { setTimeout: atOnce });
      const { axe } = window as unknown as { axe: Axe };
      const { violations } = await axe.run(document, {
        runOnly: tags,
        resultTypes: ['violations'],
        preload: scripted,
      });
      Object.assign(window, { setTimeout: own });
      return violations.map(
        ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target.join(' ')).join(', ')})`,
      );
    },
    [TAGS, scripts] as const,
  );
}
