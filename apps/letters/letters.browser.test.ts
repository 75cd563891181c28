import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { checkLetter } from '@commonkey/letters';
import { readQr } from '@commonkey/scan';
import { catalogueFaults } from '@commonkey/words';
import sharp from 'sharp';
import { accessibilityFaults, browserOrSkip, captureTraffic } from '../../tests/browser/launch.ts';
import { lettersPage } from '../cli/letters/page.ts';
import { runCommand } from '../cli/testing/run.ts';
import en from './words/en.json' with { type: 'json' };
import es from './words/es.json' with { type: 'json' };

const PROGRAM = join(import.meta.dirname, '../../programs/model-city');
const PASSPHRASE = 'lamp river onion seven';

test('every sentence of the page is there in English and Spanish', () =>
  assert.deepEqual(catalogueFaults({ en, es }, 'en'), []));

test('a group makes a key, writes a letter from one file with no network, and a desk knows it', {
  timeout: 200_000,
}, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-letters-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, { profileDir: join(folder, 'profile') });
  if (!browser) return;
  const file = join(folder, 'letters.html');
  const made = await runCommand(lettersPage, ['--program', PROGRAM, '--out', file]);
  assert.equal(made.code, 0, made.err);
  const page = await browser.context.newPage();
  const traffic = captureTraffic(browser.context);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  await page.goto(pathToFileURL(file).href);
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const looked = async (name: string) => {
    assert.deepEqual(await accessibilityFaults(page), [], name);
    for (const width of [320, 1280]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      assert.ok(wide <= 0, `${name} at ${width}`);
      const shots = process.env.CK_SHOTS;
      if (shots !== undefined)
        await page.screenshot({ path: join(shots, `letters-${name}-${width}.png`), fullPage: true });
    }
  };
  await looked('keys');
  await page.getByLabel('Name of the organisation').fill('Corner Kitchen');
  await page.getByLabel('Passphrase of the key').fill('short');
  await press('Make the key');
  await page.getByText('Take at least 14 letters.').waitFor();
  await page.getByLabel('Passphrase of the key').fill(PASSPHRASE);
  const download = page.waitForEvent('download');
  await press('Make the key');
  const key = join(folder, 'key.json');
  await (await download).saveAs(key);
  await looked('made');
  const shown = JSON.parse((await page.locator('.public-key').textContent()) ?? '{}');
  const kept = await readFile(key, 'utf8');
  assert.ok(!kept.includes('"d"') && !kept.includes(PASSPHRASE));
  await page.getByLabel('File of the key').setInputFiles(key);
  await page.getByLabel('Passphrase', { exact: true }).fill('another one than that');
  await press('Open');
  await page.getByText('The passphrase does not open this file.', { exact: false }).waitFor();
  await page.getByLabel('Passphrase', { exact: true }).fill(PASSPHRASE);
  await press('Open');
  await page.getByRole('heading', { name: 'A letter of Corner Kitchen' }).waitFor();
  await looked('write');
  await press('Write the letter');
  await page
    .getByRole('alert')
    .getByText(/Type the name.*Type the address/)
    .waitFor();
  await page.getByLabel('The person stays with us').check();
  await page.getByLabel('Name', { exact: true }).fill('Perpetua  Okonkwo');
  await page.getByLabel('Date of birth').fill('1988-04-02');
  await press('Write the letter');
  await page.getByRole('alert').getByText('Type the address, or choose to print none.').waitFor();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Perpetua  Okonkwo');
  await page.getByLabel('Address at which the person stays').fill('1 Łąkowa  Street, back door');
  await press('Write the letter');
  await page.locator('.paper').getByText('1 Łąkowa Street, back door', { exact: true }).waitFor();
  await looked('paper');
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: 794, height: 1123 });
  const printed = process.env.CK_SHOTS;
  if (printed !== undefined) await page.screenshot({ path: join(printed, 'letters-printed.png') });
  await page.emulateMedia({ media: null });

  const group = {
    ...{ id: 'corner-kitchen', name: 'Corner Kitchen', key: shown.key, kinds: ['shelter'] as const },
    ...{ from: '2020-01-01', until: '2080-12-31' },
  };
  const about = { city: 'model-city', name: 'Okonkwo, Perpetua', born: '1988-04-02' };
  const tomorrow = new Date(Date.now() + 36 * 3_600_000).toISOString().slice(0, 10);
  const typed = (await page.locator('.paper-code code').allTextContents()).join('\n');
  const is = async (code: string, address: string) =>
    (await checkLetter([group], code, { ...about, address }, tomorrow)).is;
  assert.equal(await is(typed, '1 Lakowa Street, back door'), 'genuine');
  const shot = await page.locator('.paper-code svg').screenshot();
  const { data, info } = await sharp(shot).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  const scanned = await readQr({ data: new Uint8ClampedArray(data), width, height });
  assert.equal(scanned, typed.replace(/\s/g, ''), 'the picture says what the lines say');
  await press('Next letter');
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), '');
  const left = await page.evaluate(() => [
    localStorage.length + sessionStorage.length,
    document.body.innerHTML.includes('Okonkwo'),
  ]);
  assert.deepEqual(left, [0, false]);
  await page.getByLabel('Name', { exact: true }).fill('Perpetua Okonkwo');
  await page.getByLabel('Date of birth').fill('1988-04-02');
  await page.getByLabel('Print no address', { exact: false }).check();
  await press('Write the letter');
  await page.locator('.paper').getByText('Address withheld').waitFor();
  assert.ok(!(await page.locator('.paper').innerText()).includes('back door'));
  await looked('paper-withheld');
  assert.equal(
    await is((await page.locator('.paper-code code').allTextContents()).join('\n'), ''),
    'genuine',
  );
  await press('Next letter');
  await press('Close the key');
  await page.getByRole('button', { name: 'Español' }).click();
  await page.getByRole('heading', { name: 'Cartas para Model City' }).waitFor();
  assert.deepEqual(complaints, []);
  assert.deepEqual([traffic.exchanges, traffic.strangers], [[], []], 'it asks nobody anything');
});
