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

forOneServer('public-records requests in a browser', (test) => {
  test('T11: logged by keyboard, looked into, answered with a letter; clocks and the public page; every page bears a look', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-requests-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const env = {
      COMMONKEY_STAFF_PORT: String(await freePort()),
      COMMONKEY_PUBLIC_PORT: String(await freePort()),
    };
    const context = await reviewHall(db, t, { env });
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    const { origin } = context.config.origins.staff;
    const page = await browser.context.newPage();
    await joinAs(page, context, ['law-officer', 'public-records-officer'], { key: false });
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

    await page.goto(`${origin}/requests?lang=en`);
    await lookOver(page, '/requests, empty');
    await page.getByRole('link', { name: 'Log a request' }).click();
    await press('Log it and start the clock');
    await page.getByRole('alert').waitFor();
    await lookOver(page, 'a request about nothing');
    await page.getByRole('checkbox', { name: 'pictures of papers' }).focus();
    await page.keyboard.press('Space');
    await page.getByLabel('Where the answer goes').fill('Zofia Zephyrine\n12 Canary Row');
    await page.getByLabel('What is asked for, word for word').fill('every paper of mine');
    await page.getByRole('button', { name: 'Log it and start the clock' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /^Request \d{4}-1$/ }).waitFor();
    assert.doesNotMatch(await page.content(), /zofia|canary/i, 'sealed, and on no page');
    await lookOver(page, 'a request');
    await press('Open');
    await page.getByText('Zofia Zephyrine').waitFor();
    await lookOver(page, 'a request, opened');
    await press('Note the days');
    await page.getByText('days it asks about: All days').waitFor();
    await press('Look');
    await page.getByRole('heading', { name: 'What the city holds' }).waitFor();
    await lookOver(page, 'a request, looked into');
    await press('Make ready');
    await page.getByRole('alert').waitFor();
    await lookOver(page, 'a letter with facts missing');
    await answer(page);
    await press('Make ready');
    await page.getByRole('link', { name: /as it would go out/ }).waitFor();
    await lookOver(page, 'a letter that waits for its second person');
    // That there are no records is sent by somebody else.
    const other = await (await browser.context.browser()?.newContext())?.newPage();
    assert.ok(other);
    await joinAs(other, context, ['law-officer', 'public-records-officer'], { key: false });
    await other.goto(page.url());
    await other.getByRole('button', { name: 'Send', exact: true }).click();
    await other.getByRole('link', { name: /that went out/ }).waitFor();
    await page.goto(other.url());
    await lookOver(page, 'a request, answered');
    await page.goto(`${origin}/requests?lang=en`);
    await lookOver(page, '/requests');

    await page.goto(`${origin}/clocks?lang=en`);
    await press('Make an address');
    await page.getByRole('status').waitFor();
    await lookOver(page, '/clocks');

    const open = await openPublicOrigin(context);
    t.after(open.close);
    await page.goto(`${context.config.origins.public.origin}/public-records?lang=en`);
    await lookOver(page, '/public-records');
    // The law knows that purpose, and no other: nobody is told that it does not matter.
    await page.getByText('Only say so if it is for a commercial purpose').waitFor();
  });
});

async function answer(page: Page): Promise<void> {
  await page.locator('#contact').fill('Zofia Zephyrine\n12 Canary Row');
  await page.locator('#responsible').fill('A. Officer, public-records officer');
}
