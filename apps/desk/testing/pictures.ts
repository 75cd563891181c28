// Pictures for the guides, of a drawn face; nobody shown exists. Writes docs/images/desk:
// `node --import ./scripts/tsx-loader.mjs --test apps/desk/testing/pictures.ts`
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { portraitPng } from '@commonkey/card/testing/portrait-png.ts';
import sharp from 'sharp';
import type { Pixels } from '../picture/pixels.ts';
import { openStation } from './station.ts';
import { walker } from './walk.ts';

const OUT = fileURLToPath(new URL('../../../docs/images/desk/', import.meta.url));
const MOST_BYTES = 250_000;

/** A drawn face before its wall, as wide as a camera sees it. */
async function sitter(): Promise<Pixels> {
  const face = await sharp(portraitPng('laila-2', 'hijab')).resize({ width: 440, height: 566 }).toBuffer();
  const { data, info } = await sharp(face)
    .extend({ top: 154, left: 420, right: 420, extendWith: 'copy' })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data: new Uint8ClampedArray(data), width: info.width, height: info.height };
}

test('the pictures of the desk', { timeout: 180_000 }, async (t) => {
  const station = await openStation(t, {}, { sitter: await sitter() });
  if (!station) return;
  const { page, screen } = station;
  const walk = walker(station);
  await mkdir(OUT, { recursive: true });
  const shoot = async (name: string, colorScheme: 'light' | 'dark' = 'light') => {
    await page.emulateMedia({ colorScheme });
    await page.waitForTimeout(150);
    const png = await sharp(await page.screenshot())
      .png({ palette: true, colours: 256, effort: 10, compressionLevel: 9 })
      .toBuffer();
    if (png.length > MOST_BYTES) throw new Error(`${name} has ${png.length} bytes`);
    await writeFile(join(OUT, `${name}.png`), png);
  };
  await screen('open');
  await page.keyboard.press('Enter');
  await screen('ready');
  await shoot('ready-dark', 'dark');
  await walk.enter();
  await walk.birth('3 March 1991');
  await walk.tick(['utility-bill']);
  await page.locator('.verdict[data-outcome="missing"]').waitFor();
  await page.keyboard.press('F4');
  await screen('refused');
  await page.keyboard.press('F2');
  await shoot('refused-es');
  await page.keyboard.press('F2');
  await page.keyboard.press('Escape');
  await screen('papers');
  await walk.tick(['passport']);
  await shoot('papers');
  await walk.suffice();
  await page.keyboard.press('F3');
  await page.locator('#secondName').fill('ليلى حداد');
  await page.locator('#second-language').selectOption('ar');
  await page.locator('#name').fill('Laila Haddad');
  await shoot('person');
  await page.locator('#name').press('Enter');
  await screen('picture');
  await page.keyboard.press(' ');
  await page.locator('canvas.portrait').waitFor();
  await shoot('picture');
  await walk.enter();
  await walk.proofDrawn();
  await shoot('readme-desk');
  await shoot('proof-dark', 'dark');
  await walk.card();
  await page.keyboard.press('Escape');
  await screen('ready');
  await page.keyboard.press('x');
  await screen('close');
  await shoot('close');
});
