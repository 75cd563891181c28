import type { Page } from 'playwright-core';

/** Opens the verifier, waits until it holds keys and lists, and until its worker has everything for the offline case. */
export async function openVerifier(page: Page, origin: string, { refresh = false } = {}): Promise<void> {
  await page.goto(origin);
  await page.evaluate(() => navigator.serviceWorker.ready);
  if (refresh) await page.locator('.lists button').click();
  await page.locator('[data-list="fresh"]').first().waitFor();
  await page.locator('[data-refresh]:not([data-refresh="refreshing"])').waitFor();
}

/** The verdict on one code, given as text; the result is cleared again. */
export async function checkCard(page: Page, qr: string): Promise<string> {
  await page.locator('details.typed').evaluate((details) => details.setAttribute('open', ''));
  await page.locator('#code-text').fill(qr);
  await page.locator('details.typed button').click();
  const pane = page.locator('[data-verdict]');
  await pane.waitFor();
  const verdict = (await pane.getAttribute('data-verdict')) ?? '';
  await pane.locator('.after .ways button').first().click();
  await pane.waitFor({ state: 'detached' });
  return verdict;
}
