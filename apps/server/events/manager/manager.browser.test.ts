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
import { changeDay } from '../calendar/change-day.ts';
import { tellStock } from '../door/call.ts';
import { openDoor } from '../door/testing/door.ts';

/** Where pictures are put for whoever wants to look; no setting of the program. */
const LOOK = process.env.CK_TEST_LOOK;

async function shot(page: Page, name: string): Promise<void> {
  if (!LOOK) return;
  for (const width of [1280, 320]) {
    await page.setViewportSize({ width, height: 900 });
    await page.screenshot({ path: join(LOOK, `manager-${name}-${width}.png`), fullPage: true });
  }
  await page.setViewportSize({ width: 1280, height: 900 });
}

forOneServer('running an event day in a browser', (test) => {
  test('T11: how it goes comes anew by itself, can be held still, and every page bears a look', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-manager-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const env = { COMMONKEY_STAFF_PORT: String(await freePort()) };
    const door = await openDoor(db, {}, { env });
    const staff = await openStaffOrigin(door.context);
    t.after(staff.close);
    const { origin } = door.context.config.origins.staff;
    const page = await browser.context.newPage();

    const desks = [await door.desk(1), await door.desk(2), await door.desk(3)];
    const [first] = desks;
    assert.ok(first);
    for (let minute = 540; minute < 600; minute += 4) {
      door.at(minute);
      for (let people = 0; people < 2; people++) await door.give({ party: 1 + (minute % 3) });
      await desks[(minute / 4) % 2]?.press('next');
    }
    await first.press('spoiled');
    await tellStock(door.context, door.mark, { station: 1, claim: first.claim }, { cards: 140, ribbons: 3 });
    await joinAs(page, door.context, ['event-manager'], { key: false });
    await page.clock.install();
    const live = `${origin}/event-days/of/${door.mark}/live`;
    await page.goto(`${live}?lang=en`);
    await lookOver(page, 'how a day goes');
    await shot(page, 'live');
    await first.press('spoiled');
    await page.clock.fastForward(20_000);
    const spoiled = page.locator('.live-figures div', { hasText: 'came out wrong' }).locator('dd');
    await spoiled.filter({ hasText: /^2$/ }).waitFor();
    await changeDay(door.context, { mark: door.mark, version: 1 }, 'stopped', 'weather');
    await page.clock.fastForward(20_000);
    await page.getByText('The day is stopped: nobody is called.').waitFor();
    assert.equal(await page.getByRole('link', { name: 'Stop the line' }).count(), 0);
    await page.getByRole('link', { name: 'Let it go on' }).waitFor();
    await shot(page, 'live-stopped');
    await changeDay(door.context, { mark: door.mark, version: 2 }, 'announced', null);
    await page.clock.fastForward(20_000);
    await page.getByRole('link', { name: 'Stop the line' }).waitFor();
    await page.getByRole('button', { name: 'Hold this page still' }).click();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(request.url()));
    await page.clock.fastForward(60_000);
    assert.deepEqual(asked, [], 'held still it asks for nothing');
    await page.getByRole('button', { name: 'Hold this page still' }).click();
    await browser.context.setOffline(true);
    await page.clock.fastForward(20_000);
    await page.getByText('City hall does not answer just now.').waitFor();
    await browser.context.setOffline(false);
    await page.goto(`${live}?lang=es`);
    await lookOver(page, 'how a day goes, in Spanish');

    await page.goto(`${origin}/event-days/closings?lang=en`);
    await lookOver(page, 'days to close');
    await page.getByRole('link', { name: /20/ }).first().click();
    await lookOver(page, 'a day to close');
    await page.getByRole('button', { name: 'Look at the sum' }).click();
    await page.getByRole('heading', { name: 'The sum', exact: true }).waitFor();
    await lookOver(page, 'a day looked at');
    await shot(page, 'close');
    await page.getByRole('button', { name: 'Close the day' }).click();
    await page.getByRole('alert').filter({ hasText: 'This day is not over' }).waitFor();
    await lookOver(page, 'a day to close early');
    await shot(page, 'close-early');
    await page.getByRole('button', { name: 'Close it for good now' }).click();
    await page.getByRole('heading', { name: 'What was written' }).waitFor();
    await lookOver(page, 'a closed day');
    await shot(page, 'closed');
    await page.goto(`${live}?lang=en`);
    await lookOver(page, 'how a day went');

    await page.goto(`${origin}/event-days/try?of=${door.mark}&lang=en`);
    await lookOver(page, 'a day to try');
    await page.getByLabel('Stations').fill('3');
    await page.getByRole('button', { name: 'Try it' }).click();
    await page.getByRole('heading', { name: 'So it may go' }).waitFor();
    await lookOver(page, 'a day tried out');
    await shot(page, 'tried');
  });
});
