import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { browserOrSkip } from '../../../../../tests/browser/launch.ts';
import { lookOver } from '../../../../../tests/pages/look-over.ts';
import { letterPdf } from '../../../paper/letter.ts';
import { reviewHall } from '../../../review/testing/hall.ts';
import { freePort, openPublicOrigin, openStaffOrigin } from '../../../review/testing/staff-origin.ts';
import { joinAs } from '../../../review/testing/steps.ts';
import { forOneServer } from '../../../testing/database.ts';
import { decidedItem } from '../../demands/testing/hall.ts';

const SHOTS = process.env.COMMONKEY_SCAN_SHOTS;

/** A paper of two pages as an authority sends one, with words in it that a search finds. */
const paper = () =>
  letterPdf(
    {
      title: 'Order to produce records',
      from: 'County Court of Lakeside',
      reference: 'No. 26-MR-114',
      day: 'November 3, 2026',
      to: ['Office of the City Clerk', 'Model City'],
      blocks: [
        { kind: 'paragraph', text: 'The city is ordered to produce what it holds of the person named here:' },
        { kind: 'fact', label: 'Name', text: 'Zephyrine Quillfeather' },
        { kind: 'fact', label: 'Address', text: '14 Harbour Row, apartment 3' },
        ...Array.from({ length: 20 }, (_, at) => ({
          kind: 'paragraph' as const,
          text: `${at + 1}. The records are to be produced within fourteen days of service, in the form in which they are kept in the ordinary course of business.`,
        })),
      ],
    },
    { language: 'en', at: new Date('2026-11-03T12:00:00Z') },
  );

async function shot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 800 });
    await page.screenshot({ path: join(SHOTS, `${name}-${width}.png`), fullPage: true });
  }
}

/** A drag of the mouse over parts of a page on the screen. */
async function drag(page: Page, stage: number, [left, top, right, bottom]: readonly number[]): Promise<void> {
  const canvas = page.locator(`[data-stage="${stage}"] canvas`);
  await canvas.evaluate((one) => one.scrollIntoView({ block: 'start' }));
  const area = await canvas.boundingBox();
  assert.ok(area);
  const at = (x = 0, y = 0) => [area.x + area.width * x, area.y + area.height * y] as const;
  await page.mouse.move(...at(left, top));
  await page.mouse.down();
  await page.mouse.move(...at(right, bottom), { steps: 4 });
  await page.mouse.up();
}

forOneServer('covering a scan in a browser', (test) => {
  test('T10 T11 T12: drawn by one, looked at by another, read by anybody', async (db, t) => {
    const profiles = await mkdtemp(join(tmpdir(), 'commonkey-scan-'));
    t.after(() => rm(profiles, { recursive: true, force: true }));
    const one = await browserOrSkip(t, { profileDir: join(profiles, 'one') });
    const two = await browserOrSkip(t, { profileDir: join(profiles, 'two') });
    if (!one || !two) return;
    const env = {
      COMMONKEY_STAFF_PORT: String(await freePort()),
      COMMONKEY_PUBLIC_PORT: String(await freePort()),
    };
    const context = await reviewHall(db, t, { env });
    const staff = await openStaffOrigin(context);
    t.after(staff.close);
    const open = await openPublicOrigin(context);
    t.after(open.close);
    const { origin } = context.config.origins.staff;
    const [first, second] = [await one.context.newPage(), await two.context.newPage()];
    await joinAs(first, context, ['law-officer'], { key: false });
    await joinAs(second, context, ['law-officer'], { key: false });
    const { demand } = await decidedItem(context);
    const address = `${origin}/demands/${demand}`;

    await first.goto(`${address}/redact?lang=en`);
    await first.getByText('No scan is sealed with this matter.').waitFor();
    await first.goto(`${address}?lang=en`);
    await first.locator('summary', { hasText: 'scan' }).first().click();
    await first.locator('#scan').setInputFiles({
      ...{ name: 'order.pdf', mimeType: 'application/pdf' },
      buffer: await paper(),
    });
    await first.getByRole('button', { name: 'Seal the scan' }).click();
    await first.waitForURL(/done=scanned/);

    await first.goto(`${address}/public?lang=en`);
    await first.getByRole('link', { name: 'The scan of the paper: cover parts of it' }).click();
    await first.locator('[data-stage="2"][data-painted]').waitFor();
    await lookOver(first, 'a scan to cover');
    await drag(first, 1, [0.1, 0.3, 0.7, 0.4]);
    const said = first.locator('[data-said]');
    assert.match((await said.textContent()) ?? '', /Box 1 is drawn on page 1/);
    await first.locator('#b1-law').selectOption('private-information');
    await first.locator('#b1-reason').fill('the person asked about');
    await drag(first, 2, [0.5, 0.1, 0.9, 0.2]);
    assert.equal(await first.locator('#b2-law').inputValue(), 'private-information', 'as the one before');
    await first.getByRole('button', { name: 'Remove box 2' }).click();
    assert.equal(await first.locator('.redact-box').count(), 1);

    await first.getByRole('button', { name: 'Add a box by numbers' }).press('Enter');
    assert.equal(await first.evaluate(() => document.activeElement?.id), 'b2-page');
    for (const [field, text] of [
      ['left', '12.5'],
      ['top', '80'],
      ['width', '40'],
      ['height', 'tall'],
    ])
      await first.locator(`#b2-${field}`).fill(text ?? '');
    await first.getByRole('button', { name: 'Make the copy' }).press('Enter');
    const alert = first.getByRole('alert');
    await alert.getByText('Box 2: Write a number from 0 to 100').waitFor();
    await alert.getByText('Box 2: Choose by which law').waitFor();
    assert.equal(await first.locator('#b1-reason').inputValue(), 'the person asked about');
    await first.locator('[data-stage="2"][data-painted]').waitFor();
    await lookOver(first, 'a scan to cover, with faults');
    await first.locator('#b2-height').fill('4');
    await first.locator('#b2-law').selectOption('personal-privacy');
    await first.locator('#b2-reason').fill('a signature of no officer');
    assert.equal(await first.locator('.redact-box').count(), 2, 'typed boxes are on the page too');
    await shot(first, 'draw');
    await first.getByRole('button', { name: 'Make the copy' }).press('Enter');
    await first.getByText('It is sealed. Another law officer looks at it next.').waitFor();
    assert.equal(await first.getByRole('button', { name: 'Make it public' }).count(), 0);

    await second.goto(`${address}/redact/second?lang=en`);
    await second.locator('[data-stage="2"][data-painted]').waitFor();
    await lookOver(second, 'a copy to look at');
    await second.getByRole('button', { name: 'Make it public' }).click();
    await second.getByText('Look at every page, and tick each one.').waitFor();
    await second.locator('[data-stage="2"][data-painted]').waitFor();
    await shot(second, 'look');
    for (const page of [1, 2]) await second.locator(`[name="seen-${page}"]`).press('Space');
    await second.getByRole('button', { name: 'Make it public' }).press('Enter');
    await second.getByText('It is done, and in the ledger.').waitFor();

    const reader = await one.context.newPage();
    await reader.goto(`${context.config.origins.public.origin}/demands?lang=en`);
    await lookOver(reader, 'the register');
    await reader.getByRole('link', { name: 'See the paper itself: 2 pages as pictures' }).click();
    const pictures = reader.locator('img.paper-page');
    assert.equal(await pictures.count(), 2);
    await pictures.nth(1).scrollIntoViewIfNeeded();
    await reader.waitForFunction(() =>
      [...document.querySelectorAll<HTMLImageElement>('img.paper-page')].every((one) => one.naturalWidth > 0),
    );
    await lookOver(reader, 'the paper');
    await shot(reader, 'paper');
    const src = (await pictures.first().getAttribute('src')) ?? '';
    const answer = await fetch(new URL(src, reader.url()));
    assert.equal(answer.status, 200);
    const jpeg = Buffer.from(await answer.arrayBuffer());
    const { width = 0, height = 0 } = await sharp(jpeg).metadata();
    const under = await sharp(jpeg)
      .extract({
        left: Math.ceil(width * 0.11),
        top: Math.ceil(height * 0.305),
        width: Math.floor(width * 0.58),
        height: Math.floor(height * 0.09),
      })
      .raw()
      .toBuffer();
    assert.deepEqual([...new Set(under)], [0]);
    assert.ok(!jpeg.includes('Quillfeather'));
  });
});
