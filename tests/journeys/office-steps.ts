import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readQr } from '@commonkey/scan';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { sitDown } from './desk-steps.ts';
import { GUESTS, type Guest } from './people.ts';

type Cleaning = { after(work: () => Promise<unknown>): void };

/** A camera's file with somebody before it. In memory: what a camera sees is no file anywhere else either. */
export async function cameraOf(t: Cleaning, guest: Guest | undefined = GUESTS[0]): Promise<string> {
  assert.ok(guest);
  const film = await mkdtemp(join('/dev/shm', 'commonkey-film-'));
  t.after(() => rm(film, { recursive: true, force: true }));
  const camera = join(film, 'camera.y4m');
  await sitDown(camera, guest);
  return camera;
}

/** Keeps a screen as a picture where somebody wants to look (`COMMONKEY_SHOTS`, a folder). */
export async function pictureTaker(prefix: string) {
  const folder = process.env.COMMONKEY_SHOTS;
  if (folder) await mkdir(folder, { recursive: true });
  return async (page: Page, name: string, fullPage = true) => {
    if (folder) await page.screenshot({ path: join(folder, `${prefix}${name}.png`), fullPage });
  };
}

/** A key that opens evidence, of whoever is signed in. */
export async function makeEvidenceKey(page: Page, staff: string): Promise<void> {
  await page.goto(`${staff}/evidence-keys`);
  await page.locator('[data-review-make]').click();
  await page.locator('.rows li').waitFor();
}

/** The next application, which must be this person's: every requirement met. `seen` looks at it before. */
export async function approveNext(
  page: Page,
  staff: string,
  name: string,
  seen: () => Promise<void> = async () => {},
): Promise<void> {
  await page.goto(`${staff}/review`);
  await page.getByRole('button', { name: 'Open the next' }).click();
  await page.locator('[data-review-file]').waitFor();
  await page.getByText(name).first().waitFor();
  await seen();
  for (const group of await page.locator('.review-file > fieldset').all())
    await group.getByLabel('Met', { exact: true }).check();
  await page.getByRole('button', { name: 'Approve' }).click();
  await page.getByText('Decided. Nothing of it is left').waitFor();
}

/** The code of the pick-up sheet that the page shows, as a scanner reads it. */
export async function readSheet(page: Page): Promise<string> {
  const png = await page.locator('svg.qr-picture').screenshot({ scale: 'device' });
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const text = await readQr({ data: new Uint8ClampedArray(data), width: info.width, height: info.height });
  assert.ok(text, 'the sheet’s code reads');
  return text;
}
