import assert from 'node:assert/strict';
import type { Browser, Page } from 'playwright-core';
import type { Role } from '../../apps/server/staff/roles.ts';
import { addPasskey } from '../browser/launch.ts';
import type { CityHallProcess } from './service.ts';

/** Somebody of staff in a browser of their own, with a passkey of their own, let in by whoever is the administrator. */
export async function joinHall(
  browser: Browser,
  hall: CityHallProcess,
  administrator: Page,
  { called, roles }: { called: string; roles: readonly Role[] },
): Promise<Page> {
  await administrator.goto(`${hall.origins.staff}/staff?lang=en`);
  const form = administrator.locator('form[action^="/staff/invite"]');
  await form.locator('input[name="called"]').fill(called);
  for (const role of roles) await form.locator(`input[name="role-${role}"]`).check();
  await form.locator('button').click();
  const link = await administrator
    .getByText(/\/join#/)
    .first()
    .innerText();
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await addPasskey(page);
  await page.goto(/http\S+\/join#\S+/.exec(link)?.[0] ?? '');
  await page.locator('[data-passkey="join"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/join'));
  return page;
}

/** The act of a demand's page that goes to this step, its fields filled, and the sentence that answers. */
export async function act(
  page: Page,
  step: string,
  fields: Readonly<Record<string, string>>,
  answer: string,
): Promise<void> {
  const form = page.locator(`main form[action$="/${step}"], main form[action*="/${step}?"]`).first();
  await form.evaluate((one) => one.closest('details')?.setAttribute('open', ''));
  for (const [name, value] of Object.entries(fields)) {
    const field = form.locator(`[name="${name}"]`).first();
    const kind = await field.evaluate((one) =>
      one instanceof HTMLSelectElement ? 'select' : one instanceof HTMLInputElement ? one.type : 'text',
    );
    if (kind === 'select') await field.selectOption(value);
    else if (kind === 'radio') await form.locator(`[name="${name}"][value="${value}"]`).check();
    else if (kind === 'checkbox') await field.check();
    else await field.fill(value);
  }
  await Promise.all([page.waitForEvent('load'), form.locator('button').last().click()]);
  const said = await page.locator('main [role="status"], main [role="alert"]').first().innerText();
  assert.ok(said.includes(answer), `${step}: ${said}`);
}
