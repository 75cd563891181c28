import assert from 'node:assert/strict';
import { cp, lstat, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { countingKeyboard } from '../../apps/desk/keystrokes.ts';
import { pictureMarkers, scanForResidue, textMarker } from '../../apps/server/residue/scan.ts';
import { addPasskey, browserOrSkip } from '../browser/launch.ts';
import { keepPrints } from '../browser/printer.ts';
import { portraitPng } from '../portrait/portrait-png.ts';
import { Clerk, leaveCamera } from './desk-steps.ts';
import { approveNext, cameraOf, makeEvidenceKey, pictureTaker, readSheet } from './office-steps.ts';
import { parts } from './parts.ts';
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
  const camera = await cameraOf(t);
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
  const resident = new Resident(page, hall.origins.public);
  const shot = await pictureTaker('online-');
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
      await makeEvidenceKey(staff, hall.origins.staff);
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
    await approveNext(staff, hall.origins.staff, WHO.name, () => shot(staff, 'review'));
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
    await clerk.openShift();
    await staff.getByText('1 waits here').waitFor();
    office.network.cut();
    await clerk.showSheet(sheet);
    await clerk.atProof();
    await shot(staff, 'desk-proof');
    const card = await clerk.issue();
    assert.match(card.number, /^[0-9]{12}$/);
    office.network.restore();
  });

  await part(
    'the shift reports, and what waited is gone: the code is a code that never existed',
    async () => {
      await staff.keyboard.press('Escape');
      await clerk.screen('ready');
      await clerk.closeShift();
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

/** Embedded PostgreSQL may lie behind a link, outside the data folder. */
async function databaseOf(hall: CityHallProcess): Promise<string[]> {
  return [await realpath(join(hall.dataFolder, 'postgres'))];
}
