import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodeCard, readSerial, readSlipSecret, slipHash } from '@commonkey/credential';
import { secretFromWire } from '@commonkey/shift';
import { captureTraffic } from '../../tests/browser/launch.ts';
import { foreignQr } from './testing/foreign-card.ts';
import { screenFaults } from './testing/inspect-screen.ts';
import { ADULT, peopleOfEveryRule } from './testing/people.ts';
import { openStation } from './testing/station.ts';
import { walker } from './testing/walk.ts';

const HOURS = 3_600_000;

test('people of every rule and script, and every fault, at one desk', { timeout: 240_000 }, async (t) => {
  const station = await openStation(t);
  if (!station) return;
  const { page, hall, browser, screen } = station;
  const walk = walker(station);
  const traffic = captureTraffic(browser.context);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(String(error)));
  const needles = ['Perpetua', 'Wanjiru', 'Ibrahim', 'Suharto', '李小龍', 'ليلى', 'Ongoing', 'Mwangi'];
  let broken = false;
  const part = (name: string, work: () => Promise<void>) =>
    t.test(name, async () => {
      assert.ok(!broken, 'an earlier part failed');
      broken = true;
      await work();
      broken = false;
    });
  const unfit: string[] = [];
  const inspected = async () => {
    const name = await page.locator('main').getAttribute('data-screen');
    for (const fault of await screenFaults(page)) unfit.push(`${name}: ${fault}`);
  };
  const readyFigures = async () => {
    await screen('ready');
    return { made: await walk.figure('made'), left: await walk.figure('left') };
  };
  const next = async () => {
    await page.keyboard.press('Escape');
    await screen('ready');
    await page.keyboard.press('Enter');
  };
  let oldCard = '';

  await part('an adult; each screen on the way is seen, reached and read by everybody', async () => {
    await screen('open');
    await inspected();
    await page.locator('#cards').fill('16');
    await walk.enter();
    await screen('ready');
    await inspected();
    await walk.enter();
    await screen('birth');
    await inspected();
    await walk.birth(ADULT.born);
    await walk.tick(ADULT.papers);
    await inspected();
    await walk.suffice();
    await page.keyboard.press('F3');
    await page.locator('#secondName').waitFor();
    await inspected();
    await page.keyboard.press('F3');
    await page.locator('#secondName').waitFor({ state: 'detached' });
    await page.locator('#name').fill(ADULT.name);
    await page.locator('#name').press('Enter');
    await screen('picture');
    await inspected();
    await page.keyboard.press(' ');
    await page.locator('canvas.portrait').waitFor();
    await inspected();
    await walk.enter();
    await walk.proofDrawn();
    await inspected();
    await page.keyboard.press('F2');
    await page.locator('main[lang="es"]').waitFor();
    await walk.enter();
    await screen('scan-back');
    await inspected();
    oldCard = await station.printedQr();
    await page.locator('#scan').fill(oldCard);
    await walk.enter();
    await screen('done');
    await inspected();
  });

  const slip = await peopleOfEveryRule({ station, walk, part, next });

  await part('an old card that is damaged, cut short, foreign or no card: each is told apart', async () => {
    await page.keyboard.press('r');
    await screen('old-card');
    const said = new Set<string>();
    // Two of Base45's groups of three change places: still letters of a card, no longer its own.
    const middle = Math.floor(oldCard.length / 6) * 3;
    const texts = {
      damaged: [
        oldCard.slice(0, middle),
        oldCard.slice(middle + 3, middle + 6),
        oldCard.slice(middle, middle + 3),
        oldCard.slice(middle + 6),
      ].join(''),
      truncated: oldCard.slice(0, -60),
      foreign: await foreignQr(),
      'no card': 'HTTPS://EXAMPLE.ORG/MENU',
      oversized: oldCard.repeat(6),
    };
    for (const [kind, text] of Object.entries(texts)) {
      await page.locator('#old-card').fill(text);
      await walk.enter();
      await page.waitForFunction(() => document.querySelector<HTMLInputElement>('#old-card')?.value === '');
      await walk.refusedWith('desk-card-not-valid');
      const [cause = ''] = await page.locator('[data-code="desk-card-not-valid"] p').allTextContents();
      assert.ok(!said.has(cause), `${kind}: "${cause}" was said of another fault`);
      said.add(cause);
      await page.keyboard.press('Escape');
      await screen('ready');
      await page.keyboard.press('r');
      await screen('old-card');
    }
    await inspected();
    await page.keyboard.press('Escape');
  });

  await part('a correction with a new name: the old card ends with the new one', async () => {
    await page.keyboard.press('c');
    await screen('old-card');
    await page.locator('#old-card').fill(oldCard);
    await walk.enter();
    await screen('papers');
    await walk.suffice();
    assert.equal(await page.locator('#name').inputValue(), ADULT.name);
    await walk.fill({ name: 'Perpetua Newname' });
    await walk.portray();
    assert.equal(decodeCard(await walk.card()).name, 'Perpetua Newname');
  });

  await part('a lost card with its slip, and one without: that it stays good is said plainly', async () => {
    await page.keyboard.press('Escape');
    await screen('ready');
    await page.keyboard.press('l');
    await screen('slip');
    await inspected();
    assert.match((await page.locator('main').textContent()) ?? '', /stays good until its date/);
    await page.locator('#slip-number').fill(slip.number);
    await page.locator('#slip-secret').fill('1234');
    await walk.enter();
    await walk.refusedWith('desk-slip-malformed');
    await page.locator('#slip-secret').fill(slip.secret.toLowerCase());
    await walk.enter();
    await walk.whole(ADULT);
    await page.keyboard.press('Escape');
    await screen('ready');
    await page.keyboard.press('l');
    await screen('slip');
    await page.keyboard.press('F4');
    await walk.whole(ADULT);
    await page.keyboard.press('Escape');
  });

  await part(
    'no camera: a code and a way out, and the person is still there; the number may be typed',
    async () => {
      await screen('ready');
      await walk.enter();
      await walk.birth(ADULT.born);
      await walk.tick(ADULT.papers);
      await walk.suffice();
      await station.upset({ camera: 'missing' });
      await walk.fill({ name: ADULT.name });
      await walk.refusedWith('camera-none');
      await inspected();
      await station.upset({ camera: 'there' });
      await page.keyboard.press('r');
      await page.locator('[data-code="camera-none"]').waitFor({ state: 'detached' });
      await walk.portray();
      assert.equal(await page.locator('.spelled').textContent(), ADULT.name);
    },
  );

  await part('F-11: a clock moved back or out of the window signs nothing and loses nobody', async () => {
    for (const [clock, code] of [
      [-1 * HOURS, 'desk-clock-backwards'],
      [80 * HOURS, 'desk-clock-outside'],
    ] as const) {
      await station.upset({ clock });
      await walk.enter();
      await walk.refusedWith(code);
      await screen('proof');
    }
    await station.upset({ clock: 0 });
  });

  await part(
    'a full disk: nothing is signed, nobody is lost, and it goes on when there is room',
    async () => {
      await station.upset({ disk: 'full' });
      await walk.enter();
      await walk.refusedWith('desk-storage-full');
      await screen('proof');
      await inspected();
      await station.upset({ disk: 'room', camera: 'missing' });
      await walk.enter();
      await screen('scan-back');
      const number = (await page.locator('.number.big').textContent()) ?? '';
      await station.printedQr();
      await page.locator('#scan').fill(number);
      await walk.enter();
      await screen('done');
      await station.upset({ camera: 'there' });
      await page.keyboard.press('Escape');
      assert.deepEqual(await readyFigures(), { made: 13, left: 3 }, 'faults used up no number');
    },
  );

  await part(
    'CL-05: nearly eight hours without a network, and cards are made as in the first minute',
    async () => {
      browser.network.cut();
      await station.upset({ clock: 7.9 * HOURS });
      for (let i = 0; i < 3; i++) {
        await walk.enter();
        await walk.whole(ADULT);
      }
      browser.network.restore();
    },
  );

  await part('the last number, and the hours: a code before anybody sits down', async () => {
    await walk.enter();
    await walk.refusedWith('desk-count-over');
    await inspected();
    await page.keyboard.press('Escape');
    await screen('ready');
    await station.upset({ clock: 9 * HOURS });
    await walk.enter();
    await walk.refusedWith('desk-hours-over');
    assert.deepEqual(await readyFigures(), { made: 16, left: 0 });
  });

  await part(
    'the closing statement holds each of them as numbers, and the slip\u2019s secret proves itself',
    async () => {
      await page.keyboard.press('F1');
      await page.keyboard.press('x');
      await screen('close');
      await inspected();
      await walk.enter();
      await screen('close-copies');
      await inspected();
      for (let i = 0; i < 20 && (await page.locator('[data-screen="close-copies"]').count()) > 0; i++) {
        await page.locator('.actions button:not([disabled])').first().waitFor();
        await walk.enter();
        await page.waitForTimeout(50);
      }
      await screen('close-sync');
      await inspected();
      await walk.enter();
      await screen('closed');
      await inspected();
      const [statement] = [...hall.closed.values()];
      assert.ok(statement);
      assert.equal(statement.cards.length, 16);
      assert.deepEqual([statement.spoiled, statement.void, statement.unused], [[], [], []]);
      assert.deepEqual(
        [statement.counts.corrected, statement.counts.replaced, statement.counts.refused],
        [1, 2, 0],
      );
      const lost = readSerial(slip.number);
      assert.deepEqual(
        new Set(statement.revocations.map(({ serial }) => serial)),
        new Set([lost, decodeCard(oldCard).serial]),
      );
      const bySlip = statement.revocations.find(({ by }) => by === 'slip');
      assert.ok(bySlip && bySlip.by === 'slip' && lost);
      assert.equal(secretFromWire(bySlip.secret), readSlipSecret(slip.secret));
      const registered = statement.cards.find(({ serial }) => serial === lost);
      assert.equal(slipHash(lost, secretFromWire(bySlip.secret)), registered?.slip);
    },
  );

  await t.test(
    'CL-01: every screen passes WCAG rules in both schemes, by Tab, at 400 % and with text of 200 %',
    () => {
      assert.deepEqual(unfit, []);
    },
  );

  await part('T1: nobody of them is in any traffic', async () => {
    traffic.stop();
    assert.deepEqual(traffic.strangers, []);
    const bytes = traffic.bytes();
    for (const needle of needles)
      for (const encoding of ['utf8', 'utf16le'] as const)
        assert.ok(!bytes.some((one) => one.includes(Buffer.from(needle, encoding))), needle);
    assert.deepEqual(complaints, []);
  });
});
