import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { countingKeyboard } from '../../apps/desk/keystrokes.ts';
import { accessibilityFaults, addPasskey, browserOrSkip, type LaunchedBrowser } from '../browser/launch.ts';
import { keepPrints } from '../browser/printer.ts';
import { portraitPng } from '../portrait/portrait-png.ts';
import { Clerk, leaveCamera } from './desk-steps.ts';
import { approveNext, cameraOf, makeEvidenceKey, pictureTaker, readSheet } from './office-steps.ts';
import { parts } from './parts.ts';
import { type Applicant, Resident } from './resident-steps.ts';
import { type CityHallProcess, startCityHall } from './service.ts';
import { makeClerk } from './staff-steps.ts';

const WHO: Applicant = {
  name: 'Zephyrine Quakenbush',
  born: { day: '17', month: '4', year: '1987' },
  bornOn: '1987-04-17',
  street: '17 Thistlewood Lane',
};
const NEVER = '7YQ5R-ZZ0T4-9A8HC';

type Table = { page: Page; browser: LaunchedBrowser; clerk: Clerk };

test('two folding tables at one event: the sheet at either, the code where there is a line, and two cards offline are settled', {
  timeout: 240_000,
}, async (t) => {
  const hall = await startCityHall(t);
  const work = await mkdtemp(join(tmpdir(), 'commonkey-tables-'));
  t.after(() => rm(work, { recursive: true, force: true }));
  const camera = await cameraOf(t);
  const table = async (name: string): Promise<Table | undefined> => {
    const browser = await browserOrSkip(t, { profileDir: join(work, name), fakeCamera: camera });
    if (!browser) return undefined;
    await keepPrints(browser.context);
    const page = await browser.context.newPage();
    await addPasskey(page);
    return { page, browser, clerk: new Clerk(page, countingKeyboard(page.keyboard), camera) };
  };
  const [one, other] = [await table('one'), await table('other')];
  const phone = await browserOrSkip(t, {
    profileDir: join(work, 'phone'),
    scripts: false,
    viewport: { width: 360, height: 740 },
  });
  if (!one || !other || !phone) return;
  const page = await phone.context.newPage();
  const resident = new Resident(page, hall.origins.public);
  const shot = await pictureTaker('tables-');
  /** Each screen is kept as a picture where somebody wants to look, and read by the rules of WCAG always. */
  const looked = async (from: Page, name: string) => {
    await shot(from, name);
    assert.deepEqual(await accessibilityFaults(from), [], name);
  };
  const part = parts(t);
  let code = '';
  let sheet = '';
  const made = { one: '', other: '' };

  await part('somebody applies and is approved; two clerks work here', async () => {
    await makeClerk(one.page, hall, ['clerk', 'desk-supervisor', 'reviewer', 'evidence-officer']);
    await makeEvidenceKey(one.page, hall.origins.staff);
    const plain = (background: string) =>
      sharp({ create: { width: 800, height: 600, channels: 3, background } })
        .jpeg()
        .toBuffer();
    const face = await sharp(portraitPng(WHO.name)).jpeg({ quality: 90 }).toBuffer();
    code = await resident.apply(WHO, { papers: await plain('#876'), home: await plain('#678'), face });
    await approveNext(one.page, hall.origins.staff, WHO.name);
    // Only now: with two who work here, the city would want two evidence officers as well.
    await secondClerk(one.page, other.page, hall);
    await resident.comeBack(code);
    await resident.open('/apply/pick-up');
    sheet = await readSheet(resident.page);
  });

  await part('both desks open, and the card waits at both', async () => {
    for (const { page, clerk } of [one, other]) {
      await page.goto(hall.origins.desk);
      await clerk.openShift();
      await page.getByText('1 waits here').waitFor();
    }
  });

  await part('no sheet: another code opens nothing, the person’s own opens the proof', async () => {
    const { page, clerk } = other;
    await page.keyboard.press('p');
    await clerk.screen('pick-up');
    await looked(page, 'pick-up');
    await page.keyboard.press('F3');
    await clerk.screen('pick-up-code');
    await looked(page, 'code');
    await page.locator('#code').fill(NEVER);
    await page.keyboard.press('Enter');
    await page.locator('[data-code="desk-code-opens-nothing"]').waitFor();
    assert.equal(await page.locator('#code').inputValue(), '');
    await looked(page, 'code-wrong');
    await page.locator('#code').fill(code.toLowerCase());
    await page.keyboard.press('Enter');
    await clerk.screen('proof');
    await page.getByText(WHO.name).first().waitFor();
    // The person wants to come back another day.
    await page.keyboard.press('Escape');
    await clerk.screen('person');
    await page.keyboard.press('Escape');
    await clerk.screen('ready');
  });

  await part('offline a code is no help, and the page says so', async () => {
    const { page, clerk, browser } = other;
    browser.network.cut();
    await page.keyboard.press('p');
    await clerk.screen('pick-up');
    await page.keyboard.press('F3');
    await clerk.screen('pick-up-code');
    await page.locator('#code').fill(code);
    await page.keyboard.press('Enter');
    await page.locator('[data-code="desk-city-hall-silent"]').waitFor({ timeout: 30_000 });
    await page.getByText('only city hall can check a code').waitFor({ timeout: 40_000 });
    await looked(page, 'code-offline');
    await page.keyboard.press('Escape');
    await clerk.screen('pick-up');
    await page.keyboard.press('Escape');
    await clerk.screen('ready');
  });

  await part('with both lines down each desk hands the card over', async () => {
    one.browser.network.cut();
    for (const [name, { page, clerk }] of Object.entries({ one, other })) {
      await clerk.showSheet(sheet);
      await clerk.atProof();
      const { number } = await clerk.issue();
      made[name === 'one' ? 'one' : 'other'] = number;
      await page.keyboard.press('Escape');
      await clerk.screen('ready');
    }
    assert.notEqual(made.one, made.other);
    const { page, clerk } = other;
    await clerk.showSheet(sheet);
    await page.locator('[data-code="desk-pick-up-done"]').waitFor();
    await page.getByText('No waiting card is at this desk').waitFor();
    await looked(page, 'done-before');
    await page.keyboard.press('Escape');
    await clerk.screen('ready');
  });

  await part('a desk that is switched off and on again has no card in it, and says so', async () => {
    const { page, clerk } = one;
    await page.reload();
    await clerk.screen('locked');
    await page.keyboard.press('Enter');
    await clerk.screen('ready');
    await clerk.showSheet(sheet);
    await page.locator('[data-code="desk-pick-up-done"]').waitFor();
    await page.keyboard.press('Escape');
    await clerk.screen('ready');
  });

  await part('the first that reports stands; the other learns which card of its own is ended', async () => {
    for (const { browser } of [one, other]) browser.network.restore();
    await one.clerk.closeShift();
    assert.equal(await one.page.locator('[data-second]').count(), 0);
    await other.clerk.closeShift();
    const said = await other.page.locator('[data-second]').innerText();
    assert.equal(said.replace(/\D/g, ''), made.other);
    await looked(other.page, 'closed-second');
    await one.page.goto(`${hall.origins.staff}/shifts`);
    await one.page.getByText('1 card was made a second time').waitFor();
    await looked(one.page, 'shifts');
    await resident.open('/apply');
    await resident.comeBack(code);
    assert.equal(resident.path(), '/apply/return');
    assert.doesNotMatch(hall.log(), new RegExp(`${code}|${code.replaceAll('-', '')}|Quakenbush`, 'i'));
    await leaveCamera(camera);
  });
});

/** Invited by the first, with a passkey of their own in their own browser. */
async function secondClerk(inviting: Page, joining: Page, hall: CityHallProcess): Promise<void> {
  await inviting.goto(`${hall.origins.staff}/staff`);
  const form = inviting.locator('form[action^="/staff/invite"]');
  await form.locator('[name="called"]').fill('Second table');
  await form.locator('[name="role-clerk"]').check();
  await form.locator('button').click();
  const link = await inviting.locator('main code').first().innerText();
  await joining.goto(link);
  await joining.locator('[data-passkey="join"]').click();
  await joining.waitForURL((url) => !url.pathname.startsWith('/join'));
}
