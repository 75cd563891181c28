import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../../tests/browser/launch.ts';
import { lookOver } from '../../../../tests/pages/look-over.ts';
import { freePort, openStaffOrigin } from '../../review/testing/staff-origin.ts';
import { joinAs } from '../../review/testing/steps.ts';
import { forOneServer } from '../../testing/database.ts';
import { openDoor } from './testing/door.ts';

/** Where pictures are put for whoever wants to look; no setting of the program. */
const LOOK = process.env.CK_TEST_LOOK;

forOneServer('the door in a browser', (test) => {
  test('T11: a ticket with one key, a call with one key, and every page bears a look', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-door-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const env = { COMMONKEY_STAFF_PORT: String(await freePort()) };
    const door = await openDoor(db, {}, { env });
    const staff = await openStaffOrigin(door.context);
    t.after(staff.close);
    const { origin } = door.context.config.origins.staff;
    const page = await browser.context.newPage();
    await joinAs(page, door.context, ['clerk'], { key: false });
    const look = async (name: string) => {
      if (LOOK) await page.screenshot({ path: join(LOOK, `door-${name}.png`), fullPage: true });
      await lookOver(page, name);
    };
    await page.goto(`${origin}/door?lang=en`);
    await look('doors');
    await page.getByRole('link', { name: /North Branch Library/ }).click();
    await page.getByRole('heading', { name: 'Give a number' }).waitFor();
    await look('door');
    await page.setViewportSize({ width: 320, height: 640 });
    if (LOOK) await page.screenshot({ path: join(LOOK, 'door-320.png'), fullPage: true });
    assert.deepEqual(await outsideOf(page), [], 'each size of a party stands in its box');
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.keyboard.press('Enter');
    const given = page.locator('.ticket-number');
    const number = await given.innerText();
    await page.locator('[data-next]:focus').waitFor();
    const seen = await given.evaluate((one) => one.getBoundingClientRect().top);
    assert.ok(seen >= 0 && seen < 800, `the number just given is in sight: ${seen}`);
    await look('ticket');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.locator('.staff-nav').isVisible(), false, 'paper has the ticket alone');
    assert.equal(await page.locator('.ticket-paper').isVisible(), true);
    await page.emulateMedia({ media: 'screen' });
    await page.getByLabel('Code of a booking').fill('ABCDE-FGHJK');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').first().waitFor();
    await look('wrong code');

    await page.goto(`${origin}/door/${door.mark}/call?lang=en`);
    await page.getByLabel('Number of your station').fill('3');
    await look('station');
    await page.keyboard.press('Enter');
    await page.getByText('Nobody is at your station.').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.door-number', { hasText: new RegExp(`^${number}$`) }).waitFor();
    await look('call');
  });
});

/** Sizes whose digit is not within its box, or lies on the ring beside it. */
const outsideOf = (page: Page): Promise<string[]> =>
  page.locator('.door-sizes label').evaluateAll((labels) =>
    labels.flatMap((label) => {
      const words = document.createRange();
      words.selectNodeContents(label.lastElementChild ?? label);
      const digit = words.getBoundingClientRect();
      const box = label.getBoundingClientRect();
      const ring = label.querySelector('input')?.getBoundingClientRect();
      const within =
        digit.width > 0 && digit.left >= box.left && digit.right <= box.right && digit.bottom <= box.bottom;
      return within && ring && ring.right <= digit.left ? [] : [label.textContent ?? ''];
    }),
  );
