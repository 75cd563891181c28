import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { deflateSync } from 'node:zlib';
import { decodeCard } from '@commonkey/credential';
import { countingKeyboard, KEYSTROKE_BUDGET } from '../../apps/desk/keystrokes.ts';
import {
  type Marker,
  pictureMarkers,
  scanBytes,
  scanForResidue,
  textMarker,
} from '../../apps/server/residue/scan.ts';
import { addPasskey, browserOrSkip, captureTraffic } from '../browser/launch.ts';
import { keepPrints } from '../browser/printer.ts';
import { Clerk, type PrintedCard, printedCard } from './desk-steps.ts';
import { cameraOf, pictureTaker } from './office-steps.ts';
import { parts } from './parts.ts';
import { GUESTS, type Guest, REFUSED } from './people.ts';
import { type CityHallProcess, startCityHall } from './service.ts';
import { makeClerk } from './staff-steps.ts';
import { checkCard, openVerifier } from './verify-steps.ts';

/** Every planted person: names, lines in their own script, dates as typed and as the QR has them. */
function canaries(guests: readonly Guest[]): Marker[] {
  return guests.flatMap((guest) => [
    textMarker(guest.name, guest.name),
    ...guest.name
      .split(' ')
      .filter((part) => part.length > 5)
      .map((part) => textMarker(part, part)),
    ...(guest.second ? [textMarker(guest.second.text, guest.second.text)] : []),
    ...(guest.emergencyContact ? [textMarker('contact', guest.emergencyContact)] : []),
    textMarker(guest.born, guest.born),
    textMarker(guest.bornOn, guest.bornOn),
    textMarker('date in the QR', guest.bornOn.replaceAll('-', '')),
  ]);
}

/** What only the cards themselves may hold: the small face's bytes, and the signed text. */
function cardMarkers(cards: readonly PrintedCard[]): Marker[] {
  return cards.flatMap(({ qr }, at) => {
    const { face } = decodeCard(qr);
    assert.ok(face, 'the code holds a face');
    return [
      ...pictureMarkers(`face ${at + 1}`, face.bytes),
      textMarker(`code ${at + 1}`, qr.slice(200, 260)),
    ];
  });
}

/** Where the records of the day lie: city hall's settings for it, its files, and how it is stopped after the service. */
export type Records = {
  databaseUrl: string;
  /** Asked once the service is open. */
  folder(hall: CityHallProcess): Promise<string>;
  stop(): Promise<void>;
};

/** A day at the desk, from the first passkey to a revoked card and a scan of every disk. */
export async function deskDay(
  t: TestContext,
  records: Records,
  guests: readonly Guest[] = GUESTS,
): Promise<void> {
  const hall = await startCityHall(t, { databaseUrl: records.databaseUrl });
  const work = await mkdtemp(join(tmpdir(), 'commonkey-day-'));
  t.after(() => rm(work, { recursive: true, force: true }));
  const camera = await cameraOf(t, guests[0]);
  const browser = await browserOrSkip(t, { profileDir: join(work, 'profile'), fakeCamera: camera });
  if (!browser) return;
  const traffic = captureTraffic(browser.context);
  await keepPrints(browser.context);
  const page = await browser.context.newPage();
  await addPasskey(page);
  const take = await pictureTaker('');
  const shot = (name: string) => take(page, name, false);
  const clerk = new Clerk(page, countingKeyboard(page.keyboard), camera);
  const cards: PrintedCard[] = [];
  const printed: PrintedCard[] = [];
  let spoilt = '';

  const part = parts(t);

  await part('the link makes the first administrator, who becomes the clerk of a small town', async () => {
    await makeClerk(page, hall);
    await shot('staff');
  });

  await part('a shift opens with a passkey, and the desk no longer needs a network', async () => {
    await page.goto(hall.origins.desk);
    await clerk.openShift();
    browser.network.cut();
  });

  for (const [place, guest] of guests.entries())
    await part(`person ${place + 1}: other rules, another script`, async () => {
      clerk.keys.reset();
      await clerk.toProof(guest);
      await shot(`proof-${place + 1}`);
      if (place === 1) {
        // The first print of this card is spoiled; the second goes to the holder.
        await clerk.keys.key('Enter');
        await clerk.screen('scan-back');
        const spoiled = await printedCard(page);
        printed.push(spoiled);
        spoilt = spoiled.qr;
        await page.keyboard.press('F4');
        await clerk.screen('spoil');
        await page.keyboard.press('1');
        await clerk.screen('spoil-number');
        await page.locator('#spoiled').fill(spoiled.number);
        await page.keyboard.press('Enter');
        await clerk.screen('scan-back');
        const card = await printedCard(page);
        assert.notEqual(card.number, spoiled.number);
        await page.keyboard.insertText(card.qr);
        await page.keyboard.press('Enter');
        await clerk.screen('done');
        cards.push(card);
      } else cards.push(await clerk.issue());
      printed.push(...cards.slice(-1));
      await page.locator('[data-screen="done"] [data-notice="notice.not-a-permit"]').waitFor();
      if (place === 0) assert.ok(clerk.keys.count <= KEYSTROKE_BUDGET, `${clerk.keys.count} keys`);
      assert.doesNotMatch(
        await page.evaluate(() => document.documentElement.outerHTML),
        new RegExp(guest.name.split(' ')[0] ?? ''),
      );
    });

  await part('one person is refused, told what is missing, and only counted', async () => {
    await page.keyboard.press('Enter');
    await clerk.screen('birth');
    await page.keyboard.type(REFUSED.born);
    await page.keyboard.press('Enter');
    await clerk.screen('papers');
    for (const paper of REFUSED.papers) await clerk.tick(paper);
    await page.keyboard.press('F4');
    await clerk.screen('refused');
    await shot('refused');
    await page.keyboard.press('Enter');
    await clerk.screen('ready');
  });

  await part('the shift closes and synchronises', async () => {
    await clerk.closeShift(async () => {
      await shot('close');
      browser.network.restore();
    });
  });

  await part('each card verifies in the verifier with no network', async () => {
    await openVerifier(page, hall.origins.verify);
    browser.network.cut();
    for (const card of cards) assert.equal(await checkCard(page, card.qr), 'valid');
    await shot('verified');
    browser.network.restore();
  });

  await part('a card revoked by its slip is refused once the list is refreshed', async () => {
    const [lost, ...others] = cards;
    assert.ok(lost);
    await page.goto(`${hall.origins.public}/report-lost`);
    await page.locator('input[name="number"]').fill(lost.number);
    await page.locator('input[name="secret"]').fill(lost.secret);
    await page.locator('form[action^="/report-lost"] button').click();
    await page.locator('main [role="status"]').waitFor();
    // The list is signed anew by a job, seconds later.
    let verdict = 'valid';
    for (let tries = 0; tries < 15 && verdict === 'valid'; tries++) {
      await page.waitForTimeout(1000);
      await openVerifier(page, hall.origins.verify, { refresh: true });
      verdict = await checkCard(page, lost.qr);
    }
    assert.equal(verdict, 'not-valid');
    assert.equal(await checkCard(page, spoilt), 'not-valid', 'the card that was written off');
    await shot('revoked');
    for (const card of others) assert.equal(await checkCard(page, card.qr), 'valid');
  });

  await part(
    'T1, T9: nothing of anybody is in the traffic, in city hall, or in the closed browser',
    async () => {
      traffic.stop();
      assert.deepEqual(traffic.strangers, [], 'no request left this machine');
      const markers = [
        ...canaries(guests),
        textMarker('the refused', REFUSED.bornOn),
        textMarker('the refused, as typed', REFUSED.born),
        ...cardMarkers(printed),
      ];
      assert.equal(
        printed.length,
        guests.length + 1,
        'every card that was ever printed, the spoiled one too',
      );
      for (const [at, bytes] of traffic.bytes().entries())
        assert.deepEqual(scanBytes(`exchange ${at}`, Buffer.from(bytes), markers), []);
      await browser.close();
      // While it runs: the database's files with its write-ahead log, as a snapshot would take them.
      const database = await records.folder(hall);
      assert.deepEqual(await scanForResidue([database, hall.tempFolder], markers), []);
      await hall.stop();
      await records.stop();
      // At rest: everything that city hall and the browser ever wrote.
      const places = [hall.dataFolder, database, hall.tempFolder, browser.profileDir, browser.tempDir];
      assert.deepEqual(await scanForResidue(places, markers), []);
      assert.deepEqual(scanBytes('log', Buffer.from(hall.log()), markers), []);
      // The scan can see: each marker is found where it was planted, and a card number in the register that holds it.
      const planted = join(work, 'planted');
      for (const marker of markers) {
        await writeFile(planted, Buffer.concat([Buffer.from('before'), deflateSync(marker.bytes)]));
        assert.notDeepEqual(await scanForResidue([planted], [marker]), [], marker.name);
      }
      const [kept] = cards;
      assert.ok(kept);
      assert.notDeepEqual(await scanForResidue([database], [textMarker('number', kept.number)]), []);
    },
  );
}
