import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '@commonkey/program';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../tests/browser/launch.ts';
import { lookOver } from '../../../tests/pages/look-over.ts';
import { reviewHall } from '../review/testing/hall.ts';
import { freePort, openPublicOrigin, openStaffOrigin } from '../review/testing/staff-origin.ts';
import { joinAs } from '../review/testing/steps.ts';
import { forOneServer } from '../testing/database.ts';
import { cityNow } from './days.ts';
import { announced } from './testing/day.ts';

forOneServer('an event day in a browser', (test) => {
  test('T11: announced by staff, booked by a resident, moved, stopped, cancelled; every page bears a look', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-events-'));
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
    const staff = await browser.context.newPage();
    await joinAs(staff, context, ['event-manager'], { key: false });
    const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

    await staff.goto(`${at.origin}/event-days?lang=en`);
    await staff.getByRole('link', { name: 'Announce a day' }).click();
    await press(staff, 'Look at it');
    await staff.getByRole('alert').waitFor();
    await lookOver(staff, 'a day with nothing typed');
    await staff.getByLabel('Day', { exact: true }).fill(addDays(cityNow(context).day, 9));
    await staff.getByLabel('Name of the place').fill('North Branch Library');
    await staff.getByLabel('Address').fill('1 Example Street');
    await staff.getByLabel('No steps').check();
    await staff.getByLabel('Seats while you wait').check();
    await staff.getByLabel('Days before, when a part of the places can be booked').fill('30, 1');
    await press(staff, 'Look at it');
    await staff.getByRole('heading', { name: 'So it would be' }).waitFor();
    await lookOver(staff, 'a day looked at');
    await shot(staff, 'new-day');
    await press(staff, 'Announce it');
    await staff.getByRole('heading', { name: 'Stop or cancel' }).waitFor();
    await lookOver(staff, 'an announced day, to staff');
    await shot(staff, 'staff-day');

    const person = await browser.context.newPage();
    await person.goto(`${out.origin}/events?lang=en`);
    await lookOver(person, '/events');
    await shot(person, 'events', ['en', 'es', 'ar', 'zh-Hans']);
    await person.getByRole('link', { name: /to 3:00/ }).click();
    await lookOver(person, 'a day');
    await shot(person, 'day', ['en', 'ur']);
    await person.getByText('3 people').click();
    await press(person, 'Keep these places');
    await person.getByRole('alert').waitFor();
    await lookOver(person, 'a day, no time chosen');
    await person.getByRole('radio', { name: /10:00/ }).check();
    await press(person, 'Keep these places');
    await person.getByRole('heading', { name: 'Write this code down, then say yes' }).waitFor();
    await lookOver(person, 'places kept');
    await shot(person, 'kept');
    const code = (await person.locator('.code-said code').textContent()) ?? '';
    await press(person, 'Yes, I want these places');
    await person.getByRole('heading', { name: 'Your places are booked' }).waitFor();
    await lookOver(person, 'places booked');
    await shot(person, 'booked');
    assert.ok(!person.url().includes(code.slice(0, 5)), 'no code in an address');
    await person.getByText('Choose another time').click();
    await person.getByRole('radio', { name: /11:30/ }).check();
    await press(person, 'Take this time');
    await person.getByText('11:30', { exact: false }).first().waitFor();

    const second = await announced(context);
    await person.goto(`${out.origin}/events/${second}?lang=en`);
    await person.getByRole('radio', { name: /10:00/ }).check();
    await press(person, 'Keep these places');
    await person.getByRole('heading', { name: 'Write this code down, then say yes' }).waitFor();
    await press(person, 'Give the places back');
    await person.getByRole('heading', { name: 'The places are free again' }).waitFor();
    await lookOver(person, 'given back');

    const drawn = await announced(context, { drawDays: 3 });
    await person.goto(`${out.origin}/events/${drawn}?lang=en`);
    await person.getByRole('button', { name: 'Enter the draw' }).waitFor();
    await lookOver(person, 'a day whose places are drawn');
    await shot(person, 'draw', ['en', 'ar']);
    await person.getByRole('checkbox', { name: /10:30/ }).check();
    await press(person, 'Enter the draw');
    await person.getByRole('heading', { name: 'You are in the draw' }).waitFor();
    await lookOver(person, 'in the draw');
    await shot(person, 'entered');
    await press(person, 'Leave the draw');
    await person.getByRole('heading', { name: 'You are no longer in the draw' }).waitFor();

    const other = await browser.context.newPage();
    await other.goto(staff.url());
    for (const page of [other, staff]) {
      await page.getByLabel('Reason').selectOption('safety');
      await press(page, 'Stop this day');
      if (page === other) await page.getByRole('button', { name: 'Let it go on' }).waitFor();
    }
    await staff.getByRole('alert').waitFor();
    await lookOver(staff, 'two who stop at once');
    await person.goto(`${out.origin}/events?lang=en`);
    await person.getByText('This day gives no new places at the moment.', { exact: false }).waitFor();
    await other.getByRole('link', { name: 'Cancel this day' }).click();
    await other.getByText('have booked places on this day', { exact: false }).waitFor();
    await lookOver(other, 'a day that may be cancelled');
    await shot(other, 'cancel');
    await press(other, 'Cancel it for good');
    await other.getByRole('alert').waitFor();
    await lookOver(other, 'a day cancelled without a reason');
    await other.getByLabel('Reason').selectOption({ index: 1 });
    await press(other, 'Cancel it for good');
    await other
      .getByText('Cancelled', { exact: false })
      .or(other.getByText('does not take place', { exact: false }))
      .first()
      .waitFor();

    await person.goto(`${out.origin}/booking?lang=en`);
    await person.getByLabel('Code').fill('nothing');
    await press(person, 'Open');
    await person.getByRole('alert').waitFor();
    await lookOver(person, 'a code that opens nothing');
    await person.getByLabel('Code').fill(code.toLowerCase());
    await press(person, 'Open');
    await person.getByRole('heading', { name: 'This day does not take place' }).waitFor();
    await lookOver(person, 'a booking of a cancelled day');
  });
});

/** Pictures to look at, where a folder is named. */
async function shot(page: Page, name: string, languages: readonly string[] = ['en']): Promise<void> {
  const folder = process.env.CK_SHOTS;
  if (folder === undefined) return;
  for (const language of languages)
    for (const width of [320, 1200]) {
      await page.setViewportSize({ width, height: 900 });
      if (languages.length > 1) await page.goto(page.url().replace(/lang=[\w-]+/, `lang=${language}`));
      await page.screenshot({ path: join(folder, `${name}-${language}-${width}.png`), fullPage: true });
    }
  if (languages.length > 1) await page.goto(page.url().replace(/lang=[\w-]+/, 'lang=en'));
}
