// Photographs the page in its states for docs/images/verify:  node --import ./scripts/tsx-loader.mjs apps/verify/testing/take-pictures.ts [portrait.png]
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { launchBrowser } from '../../../tests/browser/launch.ts';
import { buildVerify } from '../build.ts';
import { pngOf } from './card-picture.ts';
import { plainDate, type TestCity, testCity } from './city.ts';
import { portrait } from './portrait.ts';
import { serveVerifier } from './site.ts';

const day = 86_400_000;
const target = fileURLToPath(new URL('../../../docs/images/verify/', import.meta.url));
const work = await mkdtemp(join(tmpdir(), 'commonkey-pictures-'));
const face = await portrait(process.argv[2]);
const published = Date.now() - 3 * 3_600_000;

type Scene = { name: string; city: TestCity; text: string };

async function scenes(): Promise<Scene[]> {
  const city = await testCity({ published, name: 'Model City' });
  const real = await testCity({ published, name: 'Model City', practice: false });
  const stale = await testCity({ published: Date.now() - 9 * day, name: 'Model City' });
  const second = { secondName: 'ماريا فرناندا أوكامبو', secondLanguage: 'ar' };
  const good = await real.card({ face, ...second });
  const revoked = await city.card({ face });
  city.revoke(revoked.place);
  const specimen = await city.card({ face, expires: null });
  const expired = await real.card({
    face,
    issued: plainDate(published - 30 * day),
    expires: plainDate(published - 5 * day),
  });
  const old = await stale.card({ face });
  const foreign = await city.card({ face });
  return [
    { name: 'valid', city: real, text: good.text },
    { name: 'specimen', city, text: specimen.text },
    { name: 'revoked', city, text: revoked.text },
    { name: 'expired', city: real, text: expired.text },
    { name: 'stale', city: stale, text: old.text },
    { name: 'unproven', city: real, text: foreign.text },
  ];
}

async function show(page: Page, text: string): Promise<void> {
  await page.setInputFiles('input[type=file]', {
    name: 'card.png',
    mimeType: 'image/png',
    buffer: await pngOf(text, { pixelsPerModule: 4, degrees: 2 }),
  });
  await page.waitForSelector('[data-verdict]');
  await page.waitForTimeout(150);
}

const sizes = { phone: { width: 390, height: 844 }, laptop: { width: 1280, height: 800 } };

await mkdir(target, { recursive: true });
await buildVerify(join(work, 'site'));
const all = await scenes();
const [firstScene] = all;
if (!firstScene) throw new Error('no scene');
const site = await serveVerifier(join(work, 'site'), firstScene.city);
for (const [device, viewport] of Object.entries(sizes)) {
  for (const [language, scheme] of [
    ['en', 'light'],
    ['es', 'dark'],
  ] as const) {
    for (const scene of all) {
      site.city = scene.city;
      const profileDir = await mkdtemp(join(work, 'profile-'));
      const browser = await launchBrowser({
        profileDir,
        viewport,
        locale: language === 'en' ? 'en-US' : 'es-MX',
      });
      const page = await browser.context.newPage();
      await page.emulateMedia({ colorScheme: scheme });
      await page.goto(site.origin);
      await page.waitForSelector('[data-refresh=fresh]');
      if (scene === firstScene)
        await page.screenshot({ path: join(target, `start-${device}-${scheme}-${language}.png`) });
      await show(page, scene.text);
      await page.screenshot({ path: join(target, `${scene.name}-${device}-${scheme}-${language}.png`) });
      await browser.dispose();
    }
  }
}
await site.close();
await rm(work, { recursive: true, force: true });
