// People of every rule and script, one after the other at one desk.
import assert from 'node:assert/strict';
import { decodeCard } from '@commonkey/credential';
import type { Station } from './station.ts';
import type { Visitor, Walk } from './walk.ts';

export const ADULT: Visitor = {
  born: '2 May 1988',
  papers: ['drivers-license', 'utility-bill'],
  name: 'Perpetua Oldcard',
};
const yearsAgo = (years: number) => `9 January ${new Date().getUTCFullYear() - years}`;

type Desk = {
  station: Station;
  walk: Walk;
  part(name: string, work: () => Promise<void>): Promise<void>;
  /** From a finished card to the next person. */
  next(): Promise<void>;
};

/** Gives the slip of the person of one name. */
export async function peopleOfEveryRule({ station, walk, part, next }: Desk) {
  const { page, hall, screen } = station;
  let slip = { number: '', secret: '' };

  await part(
    'a child: guardian, emergency contact asked and printed, the child\u2019s band, two years',
    async () => {
      await next();
      await walk.birth(yearsAgo(7));
      await walk.tick(['birth-certificate', 'guardian-photo-id', 'lease']);
      await walk.suffice();
      await walk.fill({ name: 'Wanjiru Mwangi', emergency: 'Aunt Achieng, 555 0132' });
      await walk.portray();
      const band = await page
        .locator('canvas')
        .first()
        .evaluate((canvas) => {
          const pixel = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(505, 4, 1, 1).data;
          return [...(pixel ?? [])].slice(0, 3);
        });
      const { childBand } = hall.city.program.city.colours;
      const wanted = [1, 3, 5].map((at) => Number.parseInt(childBand.slice(at, at + 2), 16));
      for (const [i, value] of wanted.entries())
        assert.ok(Math.abs(value - (band[i] ?? 999)) < 40, `band ${band} is not ${childBand}`);
      const card = decodeCard(await walk.card());
      assert.equal(Number(card.expires?.slice(0, 4)), Number(card.issued?.slice(0, 4)) + 2);
      assert.doesNotMatch(JSON.stringify(card), /Achieng/, 'the contact is on the plastic alone');
    },
  );

  await part(
    'a youth of sixteen: a caretaker\u2019s attestation counts only with the caretaker\u2019s own papers',
    async () => {
      await next();
      await walk.birth(yearsAgo(16));
      await walk.tick(['birth-certificate', 'caretaker-attestation']);
      assert.equal(await page.locator('.verdict[data-outcome="met"]').count(), 0);
      await walk.tick(['caretaker-identity', 'caretaker-residency', 'caretaker-relationship']);
      await walk.suffice();
      await walk.fill({ name: 'Ibrahim Ongoing' });
      await walk.portray();
      await walk.card();
    },
  );

  await part('a care-of letter puts its line on the card; a name in Arabic beside it', async () => {
    await next();
    await walk.birth('3 March 1991');
    await walk.tick(['passport', 'care-of-letter']);
    await walk.suffice();
    await walk.fill({ name: 'Laila Haddad', second: ['ليلى حداد', 'ar'], careOf: 'Harbor House' });
    await walk.portray();
    const line = page.locator('.spelled[lang="ar"]');
    assert.equal(await line.locator('bdi').textContent(), 'ليلى حداد');
    const card = decodeCard(await walk.card());
    assert.equal(card.secondName, 'ليلى حداد');
    assert.doesNotMatch(JSON.stringify(card), /Harbor/);
  });

  await part('Chinese, and a person of one name', async () => {
    await next();
    await walk.toProof({ ...ADULT, name: 'Li Xiaolong', second: ['李小龍', 'zh'] });
    assert.equal(decodeCard(await walk.card()).secondName, '李小龍');
    await next();
    await walk.toProof({ ...ADULT, name: 'Suharto' });
    assert.equal(decodeCard(await walk.card()).name, 'Suharto');
    slip = await station.printedSlip();
  });

  await part(
    'a party of four: what shows the home is kept among them, nothing else, and then forgotten',
    async () => {
      for (const place of [2, 3, 4]) {
        await page.keyboard.press('f');
        await walk.birth('8 August 1979');
        const ticked = page.locator('.paper[aria-pressed="true"]');
        assert.deepEqual(
          await ticked.evaluateAll((all) => all.map((one) => one.getAttribute('data-paper'))),
          ['utility-bill'],
          `place ${place}`,
        );
        await walk.tick(['passport']);
        await walk.suffice();
        assert.equal(await page.locator('#name').inputValue(), '');
        await walk.fill({ name: `Party Person ${'ABCD'[place - 1]}` });
        await walk.portray();
        await walk.card();
      }
      await page.keyboard.press('f');
      await screen('done');
      await page.keyboard.press('Enter');
      await walk.birth('8 August 1979');
      assert.equal(await page.locator('.paper[aria-pressed="true"]').count(), 0);
      await page.keyboard.press('Escape');
      await screen('ready');
    },
  );

  await part('a machine-readable zone from a hand scanner fills birth date and name', async () => {
    await page.keyboard.press('Enter');
    await screen('birth');
    const zone = [
      'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
      'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
    ];
    await wedge(station, zone.map((line) => `${line}\r`).join(''));
    await screen('papers');
    await walk.tick(ADULT.papers);
    await walk.suffice();
    assert.equal(await page.locator('#name').inputValue(), 'Anna Maria Eriksson');
    await page.keyboard.press('Escape');
    await screen('papers');
    await page.keyboard.press('Escape');
    await screen('ready');
    await page.keyboard.press('Enter');
    await screen('birth');
    await wedge(station, `${zone[0]}\r${zone[1]?.replace('7408122', '7408192')}\r`);
    await page.locator('.field-error').waitFor();
    assert.match((await page.locator('.field-error').textContent()) ?? '', /check digit/);
    await page.keyboard.press('Escape');
    await screen('ready');
  });

  return slip;
}

/** A hand scanner: real keys, one after another without the pauses of a person. */
async function wedge({ browser, page }: Station, text: string): Promise<void> {
  const keyboard = await browser.context.newCDPSession(page);
  const events = [...text].flatMap((sign) => {
    const key = sign === '\r' ? 'Enter' : sign;
    return [
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyDown', key, text: sign }),
      keyboard.send('Input.dispatchKeyEvent', { type: 'keyUp', key }),
    ];
  });
  await Promise.all(events);
  await keyboard.detach();
}
