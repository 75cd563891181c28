// Somebody sends a picture from a real browser over a line that breaks, and what of it crossed the wire.
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { browserOrSkip, type Traffic } from '../../../../../tests/browser/launch.ts';
import type { TestDatabase } from '../../../testing/database.ts';
import { readForm } from '../../../uploads/form-reader.ts';
import { PARTS_PATH } from '../../../uploads/part-route.ts';
import { pdf } from '../../../uploads/testing/pdf.ts';
import { ADULT, fillIn } from '../../testing/fill-in.ts';
import { portalHall } from '../../testing/hall.ts';
import { rows } from '../../testing/ready.ts';

export const SEND = 'form[data-portal-upload] button[type="submit"]';
/** Detail that no encoder makes small: what a phone's photo weighs on a slow line. */
export const photo = (side = 900) =>
  sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } })
    .jpeg({ quality: 90 })
    .toBuffer();
/** A PDF as large as asked: behind its pages stands what no reader looks at. */
export const heavyPdf = (bytes: number) =>
  Buffer.concat([pdf(), Buffer.from(`%${randomBytes(bytes / 2).toString('hex')}\n`)]);

/** Somebody on the page that asks for a picture, in a browser that does or does not run scripts. */
export async function scene(db: TestDatabase, t: TestContext, { scripts = true, locale = 'en-US' } = {}) {
  if (db.server !== 'embedded') return t.skip('one server is enough for a browser');
  const folder = await mkdtemp(join(tmpdir(), 'ck-parts-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, { profileDir: join(folder, 'profile'), scripts, locale });
  if (!browser) return;
  const hall = await portalHall(db, t, { listening: true });
  const person = hall.visitor();
  await person.begin();
  await fillIn(person, { ...ADULT }, 5).catch(() => {});
  await browser.context.addCookies(
    Object.entries(person.cookies).map(([name, value]) => ({ name, value, url: hall.origin })),
  );
  const page = await browser.context.newPage();
  const open = async (how: () => Promise<unknown> = () => page.goto(`${hall.origin}/apply/papers/photo`)) => {
    await how();
    // Where a picture is there already, another one is asked for behind a heading.
    for (const more of await page
      .locator('details:has(form[data-portal-upload]):not([open]) > summary')
      .all())
      await more.click();
  };
  const choose = async (name: string, bytes: Buffer) => {
    await writeFile(join(folder, name), bytes);
    await page.locator('input[type="file"]').setInputFiles(join(folder, name));
  };
  /** @param n pictures that the page shows by then */
  const arrived = async (n = 1) => {
    await page
      .locator('.pictures img')
      .nth(n - 1)
      .waitFor();
    return (await rows(hall)).records.filter((kind) => kind === 'piece').length;
  };
  await open();
  return { hall, person, browser, page, open, choose, arrived };
}
const line = (page: Page) => page.locator('[data-sending-said]');
export const said = (page: Page, words: RegExp) => line(page).getByText(words).waitFor();
export const ready = (page: Page) =>
  page
    .locator('[data-said]')
    .getByText(/has not been sent|PDF/)
    .waitFor();

/** Parts as they crossed the wire: from which byte, how many, and whether the service answered. */
export function partsOf({ exchanges }: Traffic) {
  return exchanges
    .filter(({ url }) => url.endsWith(PARTS_PATH))
    .map(({ requestHeaders, requestBody, status }) => {
      const at = requestHeaders.findIndex((name) => name.toLowerCase() === 'content-type');
      const reader = readForm(requestHeaders[at + 1] ?? '', requestBody.length, () => {});
      try {
        reader.push(requestBody);
        const { fields, file } = reader.end();
        return { from: Number(fields.from), bytes: file?.length ?? 0, status };
      } catch {
        return { from: -1, bytes: requestBody.length, status: 0 };
      }
    })
    .filter(({ bytes }) => bytes > 0);
}
