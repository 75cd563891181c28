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
import { announced } from '../testing/day.ts';

forOneServer('places for groups in a browser', (test) => {
  test('T11: the manager gives a group places, the group prints slips, gives some out and some back, a person says yes', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-helpers-'));
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
    const mark = await announced(context, { helperShare: 30 });
    const staff = await browser.context.newPage();
    await joinAs(staff, context, ['event-manager'], { key: false });
    const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

    await staff.goto(`${at.origin}/event-days/of/${mark}?lang=en`);
    await staff.getByRole('link', { name: 'Give places to groups of helpers' }).click();
    await lookOver(staff, 'no group yet');
    await press(staff, 'Give these places');
    await staff.getByRole('alert').waitFor();
    await lookOver(staff, 'a group without a name');
    await staff.getByLabel('Name of the organisation').fill('Corner Kitchen');
    await staff.getByLabel('Slips for 1 person').fill('3');
    await staff.getByLabel('Slips for 4 people').fill('2');
    await press(staff, 'Give these places');
    await staff.getByRole('heading', { name: 'The code of Corner Kitchen' }).waitFor();
    await lookOver(staff, 'the code of a group');
    await shot(staff, 'group-code');
    const code = (await staff.locator('.code-said code').textContent()) ?? '';
    await staff.getByRole('link', { name: 'All groups of the day' }).click();
    await staff.getByRole('cell', { name: '11' }).waitFor();
    await lookOver(staff, 'groups of a day');
    await shot(staff, 'groups', ['en', 'es']);

    const sheet = await browser.context.newPage();
    await sheet.goto(`${at.origin}/event-days/of/${mark}?lang=en`);
    await sheet.getByRole('link', { name: 'Planning sheet to print' }).click();
    await sheet.getByRole('heading', { name: '4 clerks at stations' }).waitFor();
    assert.equal(await sheet.locator('.plan-lines').nth(1).locator('li').count(), 4);
    assert.equal(await sheet.locator('main input:not([type="hidden"])').count(), 0, 'no field for a name');
    await lookOver(sheet, 'the planning sheet');
    await shot(sheet, 'sheet', ['en', 'es']);
    await paper(sheet, 'sheet');

    const group = await browser.context.newPage();
    await group.goto(`${out.origin}/helpers?lang=en`);
    await lookOver(group, '/helpers');
    await shot(group, 'helpers', ['en', 'ar']);
    await group.getByLabel('Code of your group').fill('nothing');
    await press(group, 'Open');
    await group.getByRole('alert').waitFor();
    await lookOver(group, 'a code of no group');
    await group.getByLabel('Code of your group').fill(code);
    await press(group, 'Open');
    await group.getByRole('heading', { name: 'Slips of your group' }).waitFor();
    await lookOver(group, 'slips of a group');
    await shot(group, 'slips');
    assert.ok(!group.url().includes(code.slice(0, 5)), 'no code in an address');
    await press(group, 'I gave the chosen ones out');
    await group.getByRole('alert').waitFor();
    await lookOver(group, 'no slip chosen');
    await group.getByLabel('Slip 1', { exact: true }).check();
    await press(group, 'I gave the chosen ones out');
    await group.getByRole('cell', { name: 'Given out' }).waitFor();
    await group.getByLabel('Slip 2', { exact: true }).check();
    await press(group, 'Give the chosen ones back');
    await group.getByRole('cell', { name: 'Given back' }).waitFor();
    await lookOver(group, 'slips given out and back');
    for (const [tongue, name] of [
      ['es', 'Vales para imprimir'],
      ['ar', 'قسائم للطباعة'],
    ] as const) {
      await group.getByLabel('Language of the slips').selectOption(tongue);
      await press(group, 'Show slips to print');
      await group.getByRole('heading', { name: 'Slips to print' }).waitFor();
      assert.equal(await group.locator(`.slip[lang="${tongue}"]`).count(), 3, name);
      await lookOver(group, `slips in ${tongue}`);
      await shot(group, `paper-${tongue}`);
      await paper(group, `paper-${tongue}`);
      for (const format of ['Letter', 'A4'])
        assert.ok((await pagesOf(group, format)) < 3, `${tongue}: more than one slip on a page of ${format}`);
      await press(group, 'Back to the list');
    }

    const slip = (await group.locator('.slip-list code').last().textContent()) ?? '';
    const person = await browser.context.newPage();
    await person.goto(`${out.origin}/booking?lang=en`);
    await person.getByLabel('Code').fill(slip);
    await press(person, 'Open');
    await person.getByText('After that somebody else can book them.', { exact: false }).waitFor();
    await lookOver(person, 'a slip before its yes');
    await press(person, 'Yes, I want these places');
    await person.getByRole('heading', { name: 'Your places are booked' }).waitFor();

    await press(staff, 'Withdraw the code of Corner Kitchen');
    await staff.getByRole('cell', { name: 'Withdrawn' }).waitFor();
    await group.goto(`${out.origin}/helpers?lang=en`);
    await group.getByLabel('Code of your group').fill(code);
    await press(group, 'Open');
    await group.getByRole('alert').waitFor();
  });
});

const folder = process.env.CK_SHOTS;

/** Pictures to look at, where a folder is named. */
async function shot(page: Page, name: string, languages: readonly string[] = ['en']): Promise<void> {
  if (folder === undefined) return;
  for (const language of languages)
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      if (languages.length > 1) await page.goto(page.url().replace(/lang=[\w-]+/, `lang=${language}`));
      await page.screenshot({ path: join(folder, `${name}-${language}-${width}.png`), fullPage: true });
    }
  if (languages.length > 1) await page.goto(page.url().replace(/lang=[\w-]+/, 'lang=en'));
}

async function pagesOf(page: Page, format: string): Promise<number> {
  const pdf = (await page.pdf({ format })).toString('latin1');
  return [...pdf.matchAll(/\/Type ?\/Page\b/g)].length;
}

/** As a printer gets it. */
async function paper(page: Page, name: string): Promise<void> {
  if (folder === undefined) return;
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.emulateMedia({ media: 'print' });
  await page.screenshot({ path: join(folder, `${name}-printed.png`), fullPage: true });
  await page.emulateMedia({ media: null });
  await page.setViewportSize({ width: 1280, height: 900 });
}
