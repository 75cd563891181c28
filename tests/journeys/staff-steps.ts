import type { Page } from 'playwright-core';
import type { CityHallProcess } from './service.ts';

/** The administrator's first passkey, then an account with a clerk's and a supervisor's roles, in the same browser. */
export async function makeClerk(
  page: Page,
  hall: CityHallProcess,
  roles: readonly string[] = ['clerk', 'desk-supervisor', 'cards-officer'],
): Promise<void> {
  await page.goto(hall.administratorLink);
  await page.locator('[data-passkey="join"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/join'));
  await page.goto(`${hall.origins.staff}/staff`);
  for (const role of roles) await page.locator(`section input[name="role-${role}"]`).first().check();
  await page.locator('form[action^="/staff/roles"] button').first().click();
  await page.waitForLoadState();
}
