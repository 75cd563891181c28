import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { lookOver } from '../../../../tests/pages/look-over.ts';
import { reviewHall } from '../../review/testing/hall.ts';
import { freePort, openStaffOrigin } from '../../review/testing/staff-origin.ts';
import { joinAs } from '../../review/testing/steps.ts';
import { forOneServer } from '../../testing/database.ts';
import { reach } from '../testing/by-keyboard.ts';

const SAID = 'Deputy Zephyrine "Z." Quillfeather: somebody is missing.\nA second line of what they said.';

forOneServer('emergencies and own requests in a browser', (test) => {
  test('T11 F-07: by keyboard alone from the call to the letter, each page looked over, and one press for touch and sending', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-tracks-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const env = { COMMONKEY_STAFF_PORT: String(await freePort()) };
    const context = await reviewHall(db, t, { env });
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    const { origin } = context.config.origins.staff;
    const page = await browser.context.newPage();
    await joinAs(page, context, ['law-officer'], { key: false });
    const other = await (await browser.context.browser()?.newContext())?.newPage();
    assert.ok(other);
    await joinAs(other, context, ['records-officer'], { key: false });

    await page.goto(`${origin}/tracks?lang=en`);
    await lookOver(page, '/tracks, empty');
    await press(page, 'link', 'Log an emergency');
    await lookOver(page, 'an emergency, as it is taken down');
    await reach(page, page.locator('#words'));
    await page.keyboard.type(SAID);
    // The session ends under the hands of whoever writes.
    await page.context().clearCookies();
    await press(page, 'button', 'Log it');
    await page.getByRole('heading', { name: 'What you typed is still here' }).waitFor();
    const kept = page.getByRole('textbox', { name: 'What you typed, 1 of 1' });
    assert.equal(await kept.inputValue(), SAID, 'in sight, with its line break');
    await lookOver(page, 'what was typed, given back');
    await press(page, 'button', 'Touch my passkey and send');
    await page.getByRole('heading', { name: /^Emergency E-\d{4}-1$/ }).waitFor();
    await lookOver(page, 'an emergency');

    await press(page, 'button', 'Open what was said');
    const opened = await page.locator('blockquote', { hasText: 'somebody is missing' }).innerText();
    assert.equal(opened.trim(), SAID, 'as it was written, line by line');
    await lookOver(page, 'an emergency, opened');
    await choose(page, 'found', 'yes');
    await press(page, 'button', 'Note it');
    await choose(page, 'outcome', 'nothing-to-find');
    await press(page, 'button', 'Put it to a second person');
    await page.getByRole('alert').waitFor();
    await lookOver(page, 'a decision without a day');
    assert.ok(await page.locator('[value="nothing-to-find"]').isChecked(), 'what was chosen is kept');
    await decide(page);
    await page.getByText('You decided it.').waitFor();
    await lookOver(page, 'a decision that waits for another');
    await other.goto(page.url());
    await press(other, 'button', 'Agree');
    await lookOver(other, 'an emergency, decided');
    await page.reload();
    await press(page, 'button', 'It came');
    await press(page, 'button', 'Looked at: it is over');
    await lookOver(page, 'an emergency that is over');

    await page.goto(`${origin}/tracks?lang=en`);
    await press(page, 'link', 'Log an own request');
    await lookOver(page, 'an own request, as it is logged');
    await press(page, 'button', 'Log it');
    await page.getByRole('heading', { name: /^Own request S-\d{4}-1$/ }).waitFor();
    await lookOver(page, 'an own request');
    await choose(page, 'found', 'yes');
    await press(page, 'button', 'Note it');
    await choose(page, 'answer', 'how-to-see');
    await press(page, 'button', 'Answer it');
    await page.getByRole('link', { name: 'Letter (PDF)' }).waitFor();
    await lookOver(page, 'an own request, answered');
    await page.goto(`${origin}/tracks?lang=en`);
    await lookOver(page, '/tracks');
    await page.goto(`${origin}/tracks?lang=es`);
    await lookOver(page, '/tracks in Spanish');
  });
});

async function press(page: Page, role: 'link' | 'button', name: string): Promise<void> {
  await reach(page, page.getByRole(role, { name, exact: true }));
  const loaded = page.waitForEvent('load');
  await page.keyboard.press('Enter');
  await loaded;
}

/** Of a group nobody has chosen in, the Tab key comes to its first; arrows choose. */
async function choose(page: Page, group: string, value: string): Promise<void> {
  await reach(page, page.locator(`[name="${group}"]`).first());
  await page.keyboard.press('Space');
  const wanted = page.locator(`[name="${group}"][value="${value}"]`);
  for (let tries = 0; tries < 10 && !(await wanted.isChecked()); tries += 1)
    await page.keyboard.press('ArrowDown');
  assert.ok(await wanted.isChecked(), `${group}: ${value}`);
}

async function decide(page: Page): Promise<void> {
  await choose(page, 'outcome', 'nothing-to-find');
  // Which parts of a day are typed in which order is the browser's own.
  const day = page.locator('#reviewOn');
  await day.fill((await day.getAttribute('max')) ?? '');
  await press(page, 'button', 'Put it to a second person');
}
