import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '@commonkey/program';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { lookOver } from '../../../../tests/pages/look-over.ts';
import { CARRIED } from '../../portal/testing/hall.ts';
import { reviewHall } from '../../review/testing/hall.ts';
import { freePort, openPublicOrigin, openStaffOrigin } from '../../review/testing/staff-origin.ts';
import { joinAs } from '../../review/testing/steps.ts';
import { forOneServer } from '../../testing/database.ts';
import { cancelPlaces, confirmPlaces, keepPlaces } from '../booking/book.ts';
import { cityNow, oneDay } from '../days.ts';
import { announced } from '../testing/day.ts';

forOneServer('what may change of an event day, in a browser', (test) => {
  test('T11: a contact left and taken back, places waited for and offered, a day moved and given fewer places', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-changes-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const env = {
      COMMONKEY_STAFF_PORT: String(await freePort()),
      COMMONKEY_PUBLIC_PORT: String(await freePort()),
    };
    const context = { ...(await reviewHall(db, t, { env })), notices: CARRIED };
    const staffOrigin = await openStaffOrigin(context);
    t.after(staffOrigin.close);
    const open = await openPublicOrigin(context);
    t.after(open.close);
    const { staff: at, public: out } = context.config.origins;
    const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
    const small = { opens: 540, closes: 600, walkInShare: 60, helperShare: 0 };
    const mark = await announced(context, small);
    await announced(context, { ...small, day: addDays(cityNow(context).day, 10) });
    const codes: string[] = [];
    for (const { starts, free } of (await oneDay(context, db.store.read, mark)).times)
      for (let n = 0; n < free; n += 1) {
        const { code } = await keepPlaces(context, { mark, starts, party: 1 });
        await confirmPlaces(context, code);
        codes.push(code);
      }
    const [mine = '', given = ''] = codes;

    const person = await browser.context.newPage();
    const show = async (code: string, language = 'en') => {
      await person.goto(`${out.origin}/booking?lang=${language}`);
      await person.locator('#code').fill(code);
      await person.locator('main form button[type=submit]').first().click();
      await person.locator('.code-said').waitFor();
    };
    const inThree = async (code: string, name: string) => {
      for (const language of ['es', 'ar', 'en']) {
        await show(code, language);
        await person.evaluate(() => {
          for (const part of document.querySelectorAll('details')) part.open = true;
        });
        await shot(person, `${name}-${language}`);
      }
    };
    await show(mine);
    await inThree(mine, 'booked');
    await lookOver(person, 'a booking, and all that can be changed of it');
    await person.getByLabel('By e-mail').check();
    await person.getByLabel('E-mail address or telephone number').fill('nobody at home');
    await press(person, 'Leave this contact');
    await person.getByRole('alert').waitFor();
    await lookOver(person, 'what is no address');
    await shot(person, 'contact-wrong');
    await person.getByLabel('E-mail address or telephone number').fill('somebody@home.example');
    await press(person, 'Leave this contact');
    await person.getByText('We can write to you up to', { exact: false }).waitFor();
    await lookOver(person, 'a contact was left');
    await shot(person, 'contact-left');
    await press(person, 'Take the contact back');
    await person.getByText('Leave a contact (you need not)').waitFor();

    await person.goto(`${out.origin}/events/${mark}?lang=en`);
    await person.getByRole('heading', { name: 'Wait for places that others give back' }).waitFor();
    await lookOver(person, 'a full day');
    for (const language of ['es', 'ar', 'en']) {
      await person.goto(`${out.origin}/events/${mark}?lang=${language}`);
      await shot(person, `full-${language}`);
    }
    await press(person, 'Wait for places');
    await person.getByRole('heading', { name: 'You wait for places' }).waitFor();
    await lookOver(person, 'waiting');
    const code = (await person.locator('.code-said code').textContent()) ?? '';
    await inThree(code, 'waits');
    await cancelPlaces(context, given);
    await show(code);
    await person.getByRole('heading', { name: 'There are places for you' }).waitFor();
    await lookOver(person, 'offered places');
    await inThree(code, 'offered');

    const staff = await browser.context.newPage();
    await joinAs(staff, context, ['event-manager'], { key: false });
    await staff.goto(`${at.origin}/event-days/of/${mark}?lang=en`);
    await staff.getByRole('link', { name: 'Move it, or give it more or fewer places' }).click();
    await lookOver(staff, 'a day to be changed');
    await shot(staff, 'change');
    await staff.getByLabel('Places at 9:00', { exact: false }).fill('0');
    await press(staff, 'Change the places');
    await staff.getByText('Some times keep more than you wished', { exact: false }).waitFor();
    await lookOver(staff, 'fewer places than were booked');
    await shot(staff, 'room-stays');
    await staff.getByLabel('Day', { exact: true }).fill('2020-01-01');
    await press(staff, 'Move this day');
    await staff.getByRole('alert').waitFor();
    await staff.getByLabel('Day', { exact: true }).fill(addDays(cityNow(context).day, 9));
    await staff.getByLabel('Name of the place').fill('South Hall');
    await press(staff, 'Move this day');
    await staff.getByRole('heading', { name: 'Stop or cancel' }).waitFor();
    await lookOver(staff, 'a moved day, to staff');
    await show(mine);
    await person.getByText('This day was moved.', { exact: false }).waitFor();
    await lookOver(person, 'a booking of a moved day');
    await inThree(mine, 'moved');
    assert.ok(!person.url().includes(mine.slice(0, 5)));
    for (const language of ['es', 'ar', 'en']) {
      await person.goto(`${out.origin}/events?lang=${language}`);
      await shot(person, `days-moved-${language}`);
    }
  });
});

/** Pictures to look at, where a folder is named. */
async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['CK_SHOTS'];
  if (folder === undefined) return;
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
  }
}
