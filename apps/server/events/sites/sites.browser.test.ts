import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { lookOver } from '../../../../tests/pages/look-over.ts';
import { reviewHall } from '../../review/testing/hall.ts';
import { freePort, openPublicOrigin, openStaffOrigin } from '../../review/testing/staff-origin.ts';
import { joinAs } from '../../review/testing/steps.ts';
import { forOneServer } from '../../testing/database.ts';

forOneServer('an organisation asks for a day, in a browser', (test) => {
  test('T11: asked from the page of days, declined with a reason, accepted into the form of a new day', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-sites-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const env = {
      COMMONKEY_STAFF_PORT: String(await freePort()),
      COMMONKEY_PUBLIC_PORT: String(await freePort()),
    };
    const context = await reviewHall(db, t, { env });
    const staffOrigin = await openStaffOrigin(context);
    t.after(staffOrigin.close);
    const open = await openPublicOrigin(context);
    t.after(open.close);
    const { staff: at, public: out } = context.config.origins;
    const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
    const group = await browser.context.newPage();
    for (const name of ['Corner Kitchen', 'Other House']) {
      await group.goto(`${out.origin}/events?lang=en`);
      await group.getByRole('link', { name: 'You have a place and want us to come?', exact: false }).click();
      await press(group, 'Send');
      await group.getByRole('alert').waitFor();
      await lookOver(group, 'a request with nothing typed');
      await group.getByLabel('Organisation', { exact: true }).fill(name);
      await group.getByLabel('Name of the place').fill('Old School');
      await group.getByLabel('Address', { exact: true }).fill('5 Example Street');
      await group.getByLabel('When it would suit').fill('the week of 4 May');
      await group.getByLabel('About how many people would come').fill('120');
      await group.getByLabel('Español').check();
      await group.getByLabel('No steps').check();
      await group.getByLabel('Contact of your organisation').fill('office@kitchen.example');
      await press(group, 'Send');
      await group.getByRole('heading', { name: 'We have your request' }).waitFor();
      await lookOver(group, 'asked');
    }
    await group.goto(`${out.origin}/mobile-day?lang=en`);
    await shot(group, 'mobile-day', ['en', 'es', 'ar']);

    const staff = await browser.context.newPage();
    await joinAs(staff, context, ['event-manager'], { key: false });
    await staff.goto(`${at.origin}/event-days?lang=en`);
    await staff.getByRole('link', { name: 'Organisations that asked for a day' }).click();
    await lookOver(staff, 'two that asked');
    await shot(staff, 'asked', ['en', 'es']);
    const other = staff.getByRole('region', { name: 'Other House' });
    await other.getByLabel('Reason').selectOption('too-few');
    await other.getByRole('button', { name: 'Decline' }).click();
    await staff.getByText('Declined: Too few people', { exact: false }).waitFor();
    await press(staff, 'Accept and plan a day');
    await staff.getByRole('heading', { name: 'Announce a day' }).waitFor();
    assert.equal(await staff.getByLabel('Name of the place').inputValue(), 'Old School');
    assert.equal(await staff.getByLabel('Address').inputValue(), '5 Example Street');
    assert.ok(await staff.getByLabel('No steps').isChecked());
    await staff.goto(`${at.origin}/event-days/asked?lang=en`);
    await staff.getByRole('link', { name: 'Plan the day with what they wrote' }).waitFor();
    await lookOver(staff, 'both answered');
  });
});

/** Pictures to look at, where a folder is named. */
async function shot(page: Page, name: string, languages: readonly string[]): Promise<void> {
  const folder = process.env.CK_SHOTS;
  if (folder === undefined) return;
  for (const language of languages)
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(page.url().replace(/lang=[\w-]+/, `lang=${language}`));
      await page.screenshot({ path: join(folder, `${name}-${language}-${width}.png`), fullPage: true });
    }
  await page.goto(page.url().replace(/lang=[\w-]+/, 'lang=en'));
}
