import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../tests/browser/launch.ts';
import { keysOf } from '../../../tests/journeys/keyboard.ts';
import { lookOver } from '../../../tests/pages/look-over.ts';
import { placeHold } from '../holds/holding.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { openAbout } from '../legal/demands/sealed.ts';
import { reviewHall } from '../review/testing/hall.ts';
import { freePort, openStaffOrigin } from '../review/testing/staff-origin.ts';
import { joinAs } from '../review/testing/steps.ts';
import { forOneServer } from '../testing/database.ts';

const MINUTE = 60_000;
const ASKED = 'all papers of Zephyrine Quillfeather,\n& "whoever" <used> one';
const NOTE = '\n  No judge signed it.\n\nAsk again on Monday.';
const SAID = 'A court told us to keep this.';

forOneServer('what was typed, given back in a browser', (test) => {
  test('F-07 T11: obeyed as each page says, it arrives whole and once', async (db, t) => {
    if (db.server !== 'embedded') return t.skip('the browser is the same on every server');
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-again-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const context = await reviewHall(db, t, { env: { COMMONKEY_STAFF_PORT: String(await freePort()) } });
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    const { origin } = context.config.origins.staff;
    const page = await browser.context.newPage();
    const errors: string[] = [];
    page.on('pageerror', (error) => errors.push(error.message));
    const by = await joinAs(page, context, ['law-officer'], { key: false });
    const passes = (minutes: number) =>
      context.setTime(new Date(context.clock.now().getTime() + minutes * MINUTE));
    const { read } = context.store;

    await page.goto(`${origin}/demands/new?lang=en`);
    for (const [field, value] of [
      ['by', 'hand'],
      ['custodian', 'id-office'],
      ['instrument', 'immigration-administrative-subpoena'],
      ['issuer', 'federal-immigration'],
    ] as const)
      await page.locator(`select[name="${field}"]`).first().selectOption(value);
    await page.locator('[name="item1-words"]').fill(ASKED);
    await page.locator('[name="item1-class-papers"]').check();
    await page.locator('[name="item1-selector"][value="named"]').check();
    passes(20);
    await page.getByRole('button', { name: 'Register it, and keep what it asks for' }).click();
    await givenBack(page, 'What you typed is still here', [ASKED]);
    await page
      .getByText('Nothing is done yet. Touch your passkey once, and it is sent as it stands')
      .waitFor();
    await lookOver(page, 'a session that ended, given back');
    await shot(page, 'ended');
    assert.deepEqual(await read.selectFrom('demands').select('id').execute(), []);
    const pressable = await pressableAfterSending(page);
    await keysOf(page).press('[data-passkey="send-again"]');
    await page.getByText('The demand is registered.').waitFor();
    assert.equal(await pressable(), false, 'what is on its way is not sent once more');
    const [demand, ...others] = await read.selectFrom('demands').select('id').execute();
    assert.ok(demand && others.length === 0);
    const papers = await openAbout(context, 'process', { demand: demand.id, by });
    const items = papers.flatMap((entry) => (entry.is === 'paper' ? entry.items : []));
    assert.deepEqual(items.map(lines), [ASKED]);

    const hold = await placeHold(db.store, { ...EVERYTHING, series: ['portal-draft'] }, by, {
      ...context,
      inFlight: context.vault.inFlight,
    });
    await page.goto(`${origin}/holds/${hold.id}/confirm?lang=en`);
    await page.locator('summary', { hasText: 'English' }).click();
    await page.getByLabel(/^In English/).fill(SAID);
    passes(6);
    await page.getByRole('button', { name: 'Confirm the hold' }).click();
    await givenBack(page, 'What you typed is still here', [SAID]);
    await page.getByText('Everything else in the form is here too, as you left it.').waitFor();
    await lookOver(page, 'a touch that is too old, given back');
    await shot(page, 'stale');
    assert.deepEqual(await read.selectFrom('hold_wordings').select('sentences').execute(), []);
    await keysOf(page).press('[data-passkey="send-again"]');
    await page.getByText('The hold is confirmed.').waitFor();
    assert.deepEqual(await read.selectFrom('hold_wordings').select('sentences').execute(), [
      { sentences: { en: SAID } },
    ]);

    const tab = await browser.context.newPage();
    await tab.goto(`${origin}/demands/${demand.id}?lang=en`);
    await tab.locator('summary', { hasText: 'Add a note of counsel' }).click();
    await tab.locator('#note-counsel').fill(NOTE);
    await page.goto(`${origin}/sign-in?lang=en`);
    await page.locator('[data-passkey="sign-in"]').click();
    await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
    const notes = tab.locator('.sealed-kind', { hasText: 'Counsel’s notes' });
    await notes.getByRole('button', { name: 'Seal and add' }).click();
    await givenBack(tab, 'What you typed is still here', [NOTE]);
    await tab.getByText('Nothing is done yet. Press once to send it as it stands.').waitFor();
    await lookOver(tab, 'signed in again in another tab, given back');
    await shot(tab, 'another-tab');
    await keysOf(tab).press('main form button[type="submit"]');
    await tab.getByText('It is sealed.', { exact: true }).waitFor();
    const counsel = await openAbout(context, 'counsel', { demand: demand.id, by });
    assert.deepEqual(
      counsel.map((entry) => entry.is === 'note' && lines(entry.text)),
      [NOTE.trim()],
    );
    assert.deepEqual(errors, []);
  });
});

/** Browsers send every line break as two characters (HTML section 4.10.22.4). */
const lines = (text: string): string => text.replaceAll('\r\n', '\n');

/** The page says that it is here, and whoever wrote it reads it there. */
async function givenBack(page: Page, heading: string, written: readonly string[]): Promise<void> {
  await page.getByRole('heading', { level: 1, name: heading }).waitFor();
  const texts = page.locator('textarea[readonly]');
  assert.deepEqual(
    await texts.evaluateAll((all) => all.map((one) => (one as HTMLTextAreaElement).value)),
    written,
  );
  await page.setViewportSize({ width: 320, height: 640 });
  const cut = await texts.evaluateAll((all) => all.map((one) => one.scrollHeight - one.clientHeight));
  assert.deepEqual(
    cut.filter((pixels) => pixels > 0),
    [],
    'no line is out of sight',
  );
}

/** Whether there is still something to press once the form is on its way. */
async function pressableAfterSending(page: Page): Promise<() => Promise<boolean>> {
  await page.evaluate(() => {
    const send = HTMLFormElement.prototype.submit;
    HTMLFormElement.prototype.submit = async function submit() {
      send.call(this);
      // Whatever the script of the page does after sending is done by then, and the page is still here.
      for (let turns = 0; turns < 50; turns += 1) await null;
      const left = [...this.querySelectorAll('button')].some((one) => !one.disabled);
      sessionStorage.setItem('left', String(left));
    };
  });
  return () => page.evaluate(() => sessionStorage.getItem('left') !== 'false');
}

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env.COMMONKEY_SHOTS;
  if (!folder) return;
  await page.setViewportSize({ width: 320, height: 640 });
  await page.screenshot({ path: join(folder, `press-again-${name}.png`), fullPage: true });
}
