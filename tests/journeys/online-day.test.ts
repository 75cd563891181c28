import assert from 'node:assert/strict';
import { cp, lstat, mkdir, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readQr } from '@commonkey/scan';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { countingKeyboard } from '../../apps/desk/keystrokes.ts';
import { addPasskey, browserOrSkip } from '../browser/launch.ts';
import { portraitPng } from '../portrait/portrait-png.ts';
import { pictureMarkers, scanForResidue, textMarker } from '../residue/scan.ts';
import { Clerk, keepPrints, leaveCamera, sitDown } from './desk-steps.ts';
import { GUESTS } from './people.ts';
import { type Applicant, Resident } from './resident-steps.ts';
import { type CityHallProcess, startCityHall } from './service.ts';
import { makeClerk } from './staff-steps.ts';

const WHO: Applicant = {
  name: 'Zephyrine Quakenbush',
  born: { day: '17', month: '4', year: '1987' },
  bornOn: '1987-04-17',
  street: '17 Thistlewood Lane',
  reach: 'zephyrine@quakenbush.example',
};
const MARKERS = [
  ...['Zephyrine', 'Quakenbush', 'QUAKENBUSH', WHO.bornOn, '19870417', 'Thistlewood'].map((text) =>
    textMarker(text, text),
  ),
];

/** A picture that no other file holds, as a phone would send it: noise, so that its bytes are markers. */
async function picture(seed: number, width = 1200, height = 900): Promise<Buffer> {
  const noise = Buffer.alloc(width * height * 3);
  for (let i = 0, value = seed; i < noise.length; i += 1) {
    value = (value * 1_103_515_245 + 12_345) % 2_147_483_648;
    noise[i] = 96 + ((value >> 16) % 96);
  }
  return sharp(noise, { raw: { width, height, channels: 3 } })
    .blur(2)
    .jpeg({ quality: 80 })
    .toBuffer();
}

test('an application online, from the phone to the card in hand, and nothing of it afterwards', async (t) => {
  const hall = await startCityHall(t);
  const work = await mkdtemp(join(tmpdir(), 'commonkey-online-'));
  t.after(() => rm(work, { recursive: true, force: true }));
  const film = await mkdtemp(join('/dev/shm', 'commonkey-film-'));
  t.after(() => rm(film, { recursive: true, force: true }));
  const camera = join(film, 'camera.y4m');
  const [somebody] = GUESTS;
  assert.ok(somebody);
  await sitDown(camera, somebody);
  const office = await browserOrSkip(t, { profileDir: join(work, 'office'), fakeCamera: camera });
  if (!office) return;
  const phone = await browserOrSkip(t, {
    profileDir: join(work, 'phone'),
    scripts: false,
    viewport: { width: 360, height: 740 },
    locale: 'en-US',
  });
  if (!phone) return;
  await keepPrints(office.context);
  const staff = await office.context.newPage();
  await addPasskey(staff);
  const page = await phone.context.newPage();
  page.setDefaultTimeout(15_000);
  const resident = new Resident(page, hall.origins.public);
  const shots = process.env.COMMONKEY_SHOTS;
  if (shots) await mkdir(shots, { recursive: true });
  const shot = async (page: Page, name: string) => {
    if (shots) await page.screenshot({ path: join(shots, `online-${name}.png`), fullPage: true });
  };
  const part = parts(t);
  const pictures = {
    papers: await picture(1),
    home: await picture(2),
    face: await sharp(portraitPng(WHO.name)).jpeg({ quality: 90 }).toBuffer(),
  };
  let code = '';
  let sheet = '';

  await part(
    'without somebody who can decide, intake is closed and the page says where else to go',
    async () => {
      await resident.open('/apply');
      assert.equal(await resident.page.locator('main a[href^="/apply/lives-here"]').count(), 0);
      await shot(resident.page, 'closed');
    },
  );

  await part(
    'one person becomes clerk, reviewer and evidence officer, with a key that only their passkey opens',
    async () => {
      await makeClerk(staff, hall, ['clerk', 'desk-supervisor', 'reviewer', 'evidence-officer']);
      await staff.goto(`${hall.origins.staff}/evidence-keys`);
      await staff.locator('[data-review-make]').click();
      await staff.locator('.rows li').waitFor();
    },
  );

  await part('somebody applies from a phone without scripts, and gets a code', async () => {
    code = await resident.apply(WHO, pictures);
    assert.equal(resident.path(), '/apply/done');
    await shot(resident.page, 'done');
  });

  const backup = join(work, 'backup');
  await part('a backup is taken while the papers are there', async () => {
    const whole = { recursive: true, filter: async (path: string) => !(await lstat(path)).isSocket() };
    await cp(await realpath(hall.dataFolder), join(backup, 'data'), whole);
    for (const folder of await databaseOf(hall)) await cp(folder, join(backup, 'postgres'), whole);
  });

  await part('a reviewer opens it in their own browser and approves', async () => {
    await staff.goto(`${hall.origins.staff}/review`);
    await staff.getByRole('button', { name: 'Open the next' }).click();
    await staff.locator('[data-review-file]').waitFor();
    await staff.getByText(WHO.name).first().waitFor();
    await shot(staff, 'review');
    for (const group of await staff.locator('.review-file > fieldset').all())
      await group.getByLabel('Met', { exact: true }).check();
    await staff.getByRole('button', { name: 'Approve' }).click();
    await staff.getByText('Decided. Nothing of it is left').waitFor();
  });

  await part('the same code says that the card waits, and shows the sheet for the desk', async () => {
    await resident.comeBack(code);
    assert.equal(resident.path(), '/apply/follow');
    await shot(resident.page, 'follow');
    await resident.open('/apply/what-exists');
    await shot(resident.page, 'what-exists');
    await resident.open('/apply/pick-up');
    await shot(resident.page, 'pick-up');
    sheet = await readSheet(resident.page);
    assert.match(sheet, /^CKP1/);
  });

  const clerk = new Clerk(staff, countingKeyboard(staff.keyboard), camera);
  await part('a desk opens, takes the waiting card along, and hands it over with no network', async () => {
    await staff.goto(hall.origins.desk);
    await clerk.screen('open');
    await staff.keyboard.press('Enter');
    await clerk.screen('ready');
    await staff.getByText('1 waits here').waitFor();
    await staff.evaluate(() => navigator.serviceWorker.ready);
    office.network.cut();
    await staff.keyboard.press('p');
    await clerk.screen('pick-up');
    await shot(staff, 'desk-pick-up');
    await staff.locator('#sheet').fill(sheet);
    await staff.keyboard.press('Enter');
    await clerk.screen('proof');
    await staff.waitForFunction(() => document.querySelectorAll('canvas[data-drawn]').length === 2);
    await shot(staff, 'desk-proof');
    const card = await clerk.issue();
    assert.match(card.number, /^[0-9]{12}$/);
    office.network.restore();
  });

  await part(
    'the shift reports, and what waited is gone: the code is a code that never existed',
    async () => {
      await closeDesk(staff, clerk);
      await resident.open('/apply');
      await resident.comeBack(code);
      assert.equal(resident.path(), '/apply/return');
      assert.equal(await resident.page.locator('[role="alert"]').count(), 1);
    },
  );

  await part(
    'T5, T9: nothing of the person lies in clear in any file, of today or of the backup',
    async () => {
      await leaveCamera(camera);
      await office.close();
      await phone.close();
      await hall.stop();
      const pixels = [pictures.papers, pictures.home, pictures.face].flatMap((bytes, at) =>
        pictureMarkers(`picture ${at}`, bytes),
      );
      const places = [await realpath(hall.dataFolder), ...(await databaseOf(hall)), hall.tempFolder, backup];
      const hits = await scanForResidue(places, [...MARKERS, ...pixels]);
      assert.deepEqual(
        hits.map(({ marker, path, encoding }) => `${marker} (${encoding}) in ${path}`),
        [],
      );
      assert.doesNotMatch(hall.log(), /Zephyrine|Quakenbush|Thistlewood|1987-04-17/i);
    },
  );
});

/** One part of the day after the other: after a failure the rest could only say so again. */
function parts(t: TestContext) {
  return async (name: string, work: () => Promise<void>) => {
    let failure: unknown;
    await t.test(name, async () => {
      try {
        await work();
      } catch (error) {
        failure = error;
        throw error;
      }
    });
    if (failure !== undefined) throw failure;
  };
}

async function readSheet(page: Page): Promise<string> {
  const png = await page.locator('svg.qr-picture').screenshot({ scale: 'device' });
  const { data, info } = await sharp(png).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const text = await readQr({ data: new Uint8ClampedArray(data), width: info.width, height: info.height });
  assert.ok(text, 'the sheet’s code reads');
  return text;
}

/** Embedded PostgreSQL may lie behind a link, outside the data folder. */
async function databaseOf(hall: CityHallProcess): Promise<string[]> {
  return [await realpath(join(hall.dataFolder, 'postgres'))];
}

async function closeDesk(page: Page, clerk: Clerk): Promise<void> {
  await page.keyboard.press('Escape');
  await clerk.screen('ready');
  await page.keyboard.press('x');
  await clerk.screen('close');
  await page.keyboard.press('Enter');
  await clerk.screen('close-copies');
  for (let i = 0; i < 20 && (await page.locator('[data-screen="close-copies"]').count()) > 0; i++) {
    await page.keyboard.press('Enter');
    await page.waitForTimeout(200);
  }
  await clerk.screen('close-sync');
  await page.keyboard.press('Enter');
  await clerk.screen('closed');
}
