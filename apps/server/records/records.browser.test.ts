import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '@commonkey/program';
import { wordDay } from '@commonkey/words';
import type { Page } from 'playwright-core';
import { browserOrSkip } from '../../../tests/browser/launch.ts';
import { lookOver } from '../../../tests/pages/look-over.ts';
import { freePort, openStaffOrigin } from '../review/testing/staff-origin.ts';
import { joinAs } from '../review/testing/steps.ts';
import { forOneServer } from '../testing/database.ts';
import { certificateOf, certificates } from './certificates.ts';
import { certificatePath } from './paths.ts';
import { todayOf } from './take-step.ts';
import { addCards, CARD_SERIES, officeContext } from './testing/office.ts';

forOneServer('the records office in a browser', (test) => {
  test('UX-08 T11: every page at every stage, by keyboard, narrow, wide and right to left, and after a touch of the passkey', async (db, t) => {
    // One server is enough: what is looked at are the pages.
    if (db.server !== 'embedded') return;
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-records-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    const context = await officeContext(db.store, {
      time: new Date(),
      env: { COMMONKEY_STAFF_PORT: String(await freePort()) },
    });
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    const { origin } = context.config.origins.staff;
    const today = todayOf(context);
    const day = (ahead: number) => addDays(today, ahead);
    await addCards(context, [-3, -1, 0, 2, 2, 2, 5, 9, 9, 17, 29].map(day));
    const page = await browser.context.newPage();
    await joinAs(page, context, ['records-officer'], { key: false });
    const look = async (path: string, name: string) => {
      await page.goto(`${origin}${path}`);
      await lookOver(page, name);
    };
    const press = (name: string) => page.getByRole('button', { name, exact: true }).click();

    await look('/records', 'the office');
    await page.goto(`${origin}/records`);
    await page.locator('summary', { hasText: 'The same as a table' }).click();
    // The day on which the officer's own session ends has a row too, and is today or tomorrow.
    const rows = page.locator('table[aria-labelledby="days-table"] tbody tr');
    for (const ahead of [2, 5, 9, 17, 29]) {
      const row = rows.filter({ hasText: wordDay('en', day(ahead)) });
      assert.match((await row.innerText()).trim(), ahead === 2 ? /\b3$/ : ahead === 9 ? /\b2$/ : /\b1$/);
    }
    await page.locator('select[name="series"]').selectOption(CARD_SERIES);
    await press('Look for holds and draft');
    await page.getByRole('heading', { name: 'File it' }).waitFor();
    const [paper] = await certificates(db.store.read);
    assert.ok(paper);
    const at = certificatePath(paper.id);
    await look(at, 'a draft');
    await page.goto(`${origin}${at}`);
    await press('I sent it today');
    await page.getByRole('heading', { name: 'The approved copy is back' }).waitFor();
    await look(at, 'filed');

    await typeCopy(page, paper, day(0), '99');
    await press('This is the approved copy');
    await page.getByRole('alert').waitFor();
    await lookOver(page, 'a copy for other items');
    await page.goto(`${origin}${at}`);
    await typeCopy(page, paper, day(0), String(paper.volume));
    await press('This is the approved copy');
    await page.getByRole('heading', { name: 'Take it back' }).waitFor();
    await look(at, 'received');

    context.setTime(new Date(context.clock.now().getTime() + 6 * 60_000));
    await page.goto(`${origin}${at}`);
    await page.getByRole('link', { name: 'Touch and come back' }).click();
    await page.locator('[data-passkey="sign-in"]').click();
    await page.waitForURL((url) => url.pathname === at);
    await page.getByRole('heading', { name: 'Take it back' }).waitFor();
    assert.equal(
      await page.getByRole('button', { name: 'It is destroyed' }).count(),
      0,
      'not before its day',
    );

    // The day that was filed has come everywhere, and the destroyer runs.
    const disposal = (await certificateOf(db.store.read, paper.id)).disposalOn ?? '';
    context.setTime(new Date(`${addDays(disposal, 1)}T18:00:00Z`));
    await context.holds.sweep(db.store);
    await page.goto(`${origin}/sign-in?next=${encodeURIComponent(at)}`);
    await page.locator('[data-passkey="sign-in"]').click();
    await page.getByText('Nothing of it is left.').waitFor();
    await press('It is destroyed');
    await page.getByText('You stated the destruction, so somebody else has to witness it.').waitFor();
    await lookOver(page, 'destroyed');
    const second = await browser.context.newPage();
    await joinAs(second, context, ['records-officer'], { key: false });
    await second.goto(`${origin}${at}`);
    await lookOver(second, 'waits for a witness');
    await second.getByRole('button', { name: 'I witnessed it' }).click();
    await second.getByLabel(/^Number of the proof/).fill('Lopez Maria');
    await second.getByRole('button', { name: 'The proof is filed' }).click();
    await second.getByRole('alert').waitFor();
    await lookOver(second, 'a number of the proof that is none');
    assert.equal(await second.locator('#reference').inputValue(), 'Lopez Maria', 'what was typed stays');
    await second.locator('#reference').fill('P/26-1');
    await second.getByRole('button', { name: 'The proof is filed' }).click();
    await second.getByText('Nothing is left to do.').waitFor();
    await lookOver(second, 'proof filed');
    const { steps } = await certificateOf(db.store.read, paper.id);
    const taken = ['drafted', 'filed', 'received', 'destroyed', 'witnessed', 'proved'];
    assert.deepEqual(
      steps.map(({ step }) => step),
      taken,
    );
    for (const [link, begins] of [
      ['Certificate as PDF', '%PDF-'],
      ['Certificate as CSV', '"agency","series"'],
      ['What became of it (CSV)', '"place","step"'],
    ] as const) {
      const [file] = await Promise.all([
        second.waitForEvent('download'),
        second.getByRole('link', { name: link, exact: true }).click(),
      ]);
      assert.ok((await readFile(await file.path(), 'latin1')).startsWith(begins), link);
    }
    assert.equal((await certificates(db.store.read, randomUUID())).length, 0);
  });
});

async function typeCopy(
  page: Page,
  paper: { id: string; series: string; item_no: string; due_from: string; due_through: string },
  approvedOn: string,
  volume: string,
) {
  const values = {
    number: paper.id.slice(0, 8),
    series: paper.series,
    item: paper.item_no,
    from: paper.due_from,
    through: paper.due_through,
    volume,
    approvedOn,
  };
  for (const [name, value] of Object.entries(values)) await page.locator(`#${name}`).fill(value);
}
