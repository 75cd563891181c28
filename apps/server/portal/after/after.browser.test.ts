import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { browserOrSkip, captureTraffic } from '../../../../tests/browser/launch.ts';
import { fits, lookOver } from '../../../../tests/pages/look-over.ts';
import { toldOfAHold } from '../../legal/notice/testing/told.ts';
import { withSecondLooks } from '../../review/testing/hall.ts';
import { forOneServer } from '../../testing/database.ts';
import { setSwitch } from '../switch/set-switch.ts';
import { photo } from '../testing/applicant.ts';
import { type PortalHall, portalHall } from '../testing/hall.ts';
import { decided, sent } from './testing/sent.ts';

const ASK_TWO = { verdict: 'ask', unmet: ['residency', 'birth-date'] } as const;
const DENY = { verdict: 'deny', unmet: ['residency'] } as const;
const APPROVE = { verdict: 'approve', unmet: [] } as const;

forOneServer('after sending, in a browser', (test) => {
  test('T11: every page and state, read and used by keyboard, at 320 px, right to left, in two languages', async (db, t) => {
    if (db.server !== 'embedded') return t.skip('the browser is the same on every server');
    const hall = await portalHall(db, t, { listening: true, change: withSecondLooks(0) });
    const folder = await mkdtemp(join(tmpdir(), 'commonkey-after-'));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir: join(folder, 'profile') });
    if (!browser) return;
    const page = await browser.context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const look = lookAt(page, hall);

    await look('/leaving', '/apply/over', '/apply/withdrawn', '/apply/return');
    await page.goto(`${hall.origin}/apply/return?lang=en`);
    await page.keyboard.press('Tab');
    await page.locator('#code').focus();
    await page.keyboard.type('not a code');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    assert.match(await page.title(), /^Error: /);
    await lookOver(page, 'return with an error');

    const first = await sent(hall);
    const traffic = captureTraffic(browser.context);
    await enter(page, hall, first.code);
    await look('/apply/follow', '/apply/correct', '/apply/correct/name', '/apply/correct/address');
    await look('/apply/correct/contact', '/apply/what-exists', '/apply/withdraw');
    await page.goto(`${hall.origin}/apply/correct/name?lang=en`);
    await page.locator('#name').fill('');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor();
    await lookOver(page, 'a correction with an error');
    await page.locator('#name').fill('Zephyrine Quakenbush');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/apply/new-code**');
    await look('/apply/new-code');

    await decided(hall, hall.officers[0], ASK_TWO);
    await look('/apply/follow', '/apply/more', '/apply/more/residency');
    await page.goto(`${hall.origin}/apply/more/residency?lang=en`);
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'a.jpg', mimeType: 'image/jpeg', buffer: await photo() });
    await page.locator('[data-said]').getByText('has not been sent').waitFor();
    await lookOver(page, 'another paper, looked at');
    await page.locator('form[data-portal-upload] button[type="submit"]').click();
    await page.waitForURL('**/apply/new-code?done=more**');
    await page.locator('main form button[type="submit"]').first().click();
    await page.waitForURL('**/apply/follow?done=more**');
    await lookOver(page, 'one of two came');
    await page.goto(`${hall.origin}/apply/more/residency?lang=en`);
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'a.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 broken') });
    await page.locator('form[data-portal-upload] button[type="submit"]').click();
    await page.getByRole('alert').waitFor();
    await lookOver(page, 'another paper with an error');
    await page.goto(`${hall.origin}/apply/follow?lang=en`);
    await page.getByRole('button', { name: 'Give it back to the reviewer' }).click();
    await page.waitForURL('**/apply/follow?done=back**');
    await lookOver(page, 'given back');
    await look('/apply/more');

    await decided(hall, hall.officers[0], DENY);
    await look('/apply/follow', '/apply/appeal', '/apply/destroy');
    await page.goto(`${hall.origin}/apply/appeal?lang=en`);
    await page.locator('main form button').click();
    await page.waitForURL('**/apply/follow?done=appealed**');
    await lookOver(page, 'appealed');
    await decided(hall, hall.officers[1], APPROVE);
    await look('/apply/follow', '/apply/pick-up');
    await look('/notices');
    await toldOfAHold(hall.context, {
      en: 'A court asked the city for records of applications. You can ask a lawyer of your own.',
      ar: 'طلبت محكمة من المدينة سجلات الطلبات. يمكنك أن تسأل محاميًا.',
    });
    await look('/apply/follow', '/notices', '/');
    await page.goto(`${hall.origin}/notices?lang=ar`);
    await fits(page, 'notices in Arabic');

    traffic.stop();
    assert.deepEqual(traffic.strangers, []);
    for (const { url, requestHeaders } of traffic.exchanges) {
      const said = `${url} ${requestHeaders.join(' ')}`;
      for (const form of [first.code, first.code.replaceAll('-', '')])
        assert.ok(!said.includes(form), 'the code is in no address and in no header (CC-07)');
    }
    await hall.context.store.write((tx) =>
      setSwitch(hall.context, tx, { suspended: true, by: hall.officers[0]?.staffId ?? '' }),
    );
    await look('/apply');
    assert.deepEqual(errors, []);
  });
});

/** English in full; Spanish only changes how long the words are. */
function lookAt(page: Page, { origin }: PortalHall) {
  return async (...paths: string[]) => {
    for (const path of paths) {
      await page.goto(`${origin}${path}?lang=en`);
      assert.ok(new URL(page.url()).pathname === path, `${path} led to ${page.url()}`);
      await lookOver(page, path);
      await page.goto(`${origin}${path}?lang=es`);
      await fits(page, `${path} in Spanish`);
    }
  };
}

/** Pasted, as the label says it may be (WCAG 3.3.8). */
async function enter(page: Page, { origin }: PortalHall, code: string): Promise<void> {
  await page.goto(`${origin}/apply/return?lang=en`);
  await page.locator('#code').focus();
  await page.keyboard.insertText(code);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/apply/follow**');
}
