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
import { cityDay } from '../../testing/city-day.ts';
import { forOneServer } from '../../testing/database.ts';
import { reach } from '../testing/by-keyboard.ts';

async function press(page: Page, name: string): Promise<void> {
  await reach(page, page.getByRole('button', { name }).first());
  await page.keyboard.press('Enter');
}
async function write(page: Page, field: string, text: string): Promise<void> {
  await reach(page, page.locator(`[name="${field}"]`).first());
  await page.keyboard.type(text);
}
/** A list opens at a letter or not at all, by browser; a choice by its value stands for the arrow keys. */
async function choose(page: Page, field: string, value: string): Promise<void> {
  const list = page.locator(`select[name="${field}"]`).first();
  await reach(page, list);
  await list.selectOption(value);
}
async function open(page: Page, summary: string): Promise<void> {
  await reach(page, page.locator('summary', { hasText: summary }).first());
  await page.keyboard.press('Enter');
}
async function tick(page: Page, selector: string): Promise<void> {
  await reach(page, page.locator(selector));
  await page.keyboard.press('Space');
}

/** Of a group nobody has chosen in, the Tab key comes to the first; arrows choose. */
async function pick(page: Page, group: string, value: string): Promise<void> {
  await reach(page, page.locator(`[name="${group}"]`).first());
  await page.keyboard.press('Space');
  const wanted = page.locator(`[name="${group}"][value="${value}"]`);
  for (let tries = 0; tries < 10 && !(await wanted.isChecked()); tries += 1)
    await page.keyboard.press('ArrowDown');
  assert.ok(await wanted.isChecked(), `${group}: ${value}`);
}

forOneServer('demands in a browser', (test) => {
  test('T10 T11: from the paper on the table to what two law officers decide, by keyboard', async (db, t) => {
    const profiles = await mkdtemp(join(tmpdir(), 'commonkey-demands-'));
    t.after(() => rm(profiles, { recursive: true, force: true }));
    const one = await browserOrSkip(t, { profileDir: join(profiles, 'one') });
    const two = await browserOrSkip(t, { profileDir: join(profiles, 'two') });
    if (!one || !two) return;
    const env = { COMMONKEY_STAFF_PORT: String(await freePort()) };
    const context = await reviewHall(db, t, { env });
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    const { origin } = context.config.origins.staff;
    const [first, second] = [await one.context.newPage(), await two.context.newPage()];

    await first.goto(`${origin}/front-desk?lang=en`);
    await first.getByText('I have to call the city’s lawyers').waitFor();
    await lookOver(first, '/front-desk, signed in as nobody');
    await first.goto(`${origin}/front-desk?lang=es`);
    await first.getByText('Tengo que llamar a los abogados').waitFor();

    await joinAs(first, context, ['law-officer'], { key: false });
    await joinAs(second, context, ['law-officer'], { key: false });
    await first.goto(`${origin}/demands?lang=en`);
    await lookOver(first, '/demands, none');
    await first.goto(`${origin}/demands/new?lang=en`);
    await press(first, 'Register it, and keep what it asks for');
    await first.getByRole('alert').waitFor();
    await lookOver(first, '/demands/new with faults');
    await choose(first, 'by', 'hand');
    await choose(first, 'custodian', 'id-office');
    await choose(first, 'instrument', 'immigration-administrative-subpoena');
    await choose(first, 'issuer', 'federal-immigration');
    const served = first.locator('[name="day-service"]');
    await reach(first, served);
    await served.fill(cityDay(context));
    await write(first, 'line-officer', 'Zephyrine Quillfeather');
    await write(first, 'item1-words', 'all papers of Zephyrine Quillfeather');
    await tick(first, '[name="item1-class-papers"]');
    await pick(first, 'item1-selector', 'named');
    const began = performance.now();
    await press(first, 'Register it, and keep what it asks for');
    await first.getByText('The demand is registered.').waitFor();
    const took = performance.now() - began;
    t.diagnostic(`registered and held after ${Math.round(took)} ms`);
    await first.getByText('It asks about somebody by name or number.').waitFor();
    assert.equal(await first.getByText('Zephyrine').count(), 0, 'nobody is named on the page');
    await lookOver(first, 'a demand');
    const address = first.url().replace(/\?.*$/, '');
    // A refused form stands in the history under its own address, which says what became of it.
    await first.goBack();
    await first.getByRole('link', { name: 'Open it' }).waitFor();
    await first.goForward();
    await first.getByText('The demand is registered.').waitFor();
    await open(first, 'Tick what you checked');
    await pick(first, 'judge', 'no');
    await pick(first, 'call-back', 'yes');
    await press(first, 'Put on file');
    await first.getByText('The ticks are on file.').waitFor();
    await open(first, 'Declare what exists');
    await choose(first, 'found', 'to-10');
    await press(first, 'Declare it (item 1)');
    await first.getByText('You declared what exists.').waitFor();
    await open(first, 'Propose what becomes of it');
    await choose(first, 'outcome', 'declined');
    await press(first, 'Propose it (item 1)');
    await first.getByText('Another law officer decides.').first().waitFor();
    assert.equal(await first.getByRole('button', { name: 'Decide it so' }).count(), 0);
    await open(first, 'Add a note of counsel');
    await reach(first, first.locator('#note-counsel'));
    await first.keyboard.type('No judge signed it.');
    const notes = first.locator('.sealed-kind', { hasText: 'Counsel’s notes' });
    await reach(first, notes.getByRole('button', { name: 'Seal and add' }));
    await first.keyboard.press('Enter');
    await first.getByText('It is sealed.', { exact: true }).waitFor();

    await second.goto(`${address}?lang=en`);
    await lookOver(second, 'a search that waits for its second answer');
    await reach(second, second.locator('#second-found-1'));
    await second.locator('#second-found-1').selectOption('to-10');
    await press(second, 'I looked for myself, and found this (item 1)');
    await second.getByText('Two people have said the same, each for themselves.').waitFor();
    await press(second, 'Decide it so (item 1)');
    await second.getByText('Two law officers have decided it.').waitFor();
    await lookOver(second, 'a demand, decided');
    await press(second, 'Open: Counsel’s notes');
    await second.getByText('No judge signed it.').waitFor();
    await lookOver(second, 'counsel’s notes');
    await second.goto(`${address}/drafts?lang=en`);
    await press(second, 'Work them out');
    await second.getByText('Facts for an objection').waitFor();
    await lookOver(second, 'draft texts');
    await press(second, 'Start the objections from this');
    await second.getByText('Make a letter ready').waitFor();
    await lookOver(second, 'letters');
    await choose(second, 'letter', 'response');
    await write(second, 'to', 'Zephyrine Quillfeather, Chicago');
    await write(second, 'responsible', 'Ada Example, Corporation Counsel');
    await press(second, 'Seal it and make it ready');
    await second.getByText('The letter is ready and sealed.').waitFor();
    await first.goto(`${address}/letters?lang=en`);
    await press(first, 'I read it; it goes out: Response to a demand for records');
    await first.getByText('It is on file that the letter goes out').waitFor();
    await lookOver(first, 'letters, one sent');
    for (const page of ['produced', 'privileged', 'amend']) {
      await second.goto(`${address}/${page}?lang=en`);
      await lookOver(second, page);
    }
    if (process.env.DM_SHOTS) await paperShots(second, address, process.env.DM_SHOTS);
    await second.goto(`${address}?lang=en`);
    await press(second, 'Close this demand');
    await second.getByText('The demand is closed.').waitFor();
    await lookOver(second, 'a demand, closed');
    await first.goto(`${origin}/demands?lang=en`);
    await lookOver(first, '/demands');
    const [decided] = await db.store.read.selectFrom('demand_decisions').selectAll().execute();
    assert.ok(decided?.decided_by && decided.decided_by !== decided.proposed_by);
    if (process.env.DM_SHOTS) await shots(first, second, { origin, address, folder: process.env.DM_SHOTS });
  });
});

async function paperShots(page: Page, address: string, folder: string): Promise<void> {
  for (const name of ['letters', 'produced', 'privileged', 'amend', 'drafts'])
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${address}/${name}?lang=en`);
      if (name === 'drafts') await page.getByRole('button', { name: 'Work them out' }).click();
      await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
    }
  await page.setViewportSize({ width: 1280, height: 800 });
}

async function shots(
  page: Page,
  _second: Page,
  { origin, address, folder }: { origin: string; address: string; folder: string },
): Promise<void> {
  const pages = {
    new: `${origin}/demands/new`,
    demand: address,
    list: `${origin}/demands`,
    card: `${origin}/front-desk`,
  };
  for (const [name, url] of Object.entries(pages))
    for (const width of [1280, 320]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`${url}?lang=${name === 'card' && width === 320 ? 'es' : 'en'}`);
      await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true });
    }
  await page.goto(`${origin}/front-desk?lang=en`);
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 794, height: 1123 });
  await page.screenshot({ path: join(folder, 'card-print.png'), fullPage: true });
}
