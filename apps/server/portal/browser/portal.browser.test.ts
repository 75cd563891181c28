import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { browserOrSkip, captureTraffic, type Traffic } from '../../../../tests/browser/launch.ts';
import { freePorts } from '../../../../tests/journeys/service.ts';
import { lookOver } from '../../../../tests/pages/look-over.ts';
import { readForm } from '../../uploads/form-reader.ts';
import { openBench } from './testing/bench.tsx';
import { blurred, cornersPicture, darkened, paperPicture } from './testing/pictures.ts';
import { onTable } from './testing/tables.ts';

test('what a script adds to the residents’ pages', { timeout: 180_000 }, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-portal-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const browser = await browserOrSkip(t, { profileDir: join(folder, 'profile') });
  if (!browser) return;
  const [port = 0, late = 0, covered = 0] = await freePorts(3);
  const bench = await openBench(port);
  t.after(bench.stop);
  const origin = `http://localhost:${port}`;
  const page = await browser.context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (line) => line.type() === 'error' && errors.push(line.text()));
  const file = async (name: string, bytes: Buffer) => {
    await writeFile(join(folder, name), bytes);
    return join(folder, name);
  };
  const paper = await file('IMG_20261122_Zephyrine.png', paperPicture());

  await t.test('UP-07: by keyboard alone, what is under a black box never leaves', async () => {
    await page.goto(`${origin}/upload?lang=en`);
    await page.locator('#file').setInputFiles(paper);
    await said(page, /has not been sent/);
    const traffic = captureTraffic(browser.context);
    await page.getByRole('button', { name: 'Add a black box' }).focus();
    await page.keyboard.press('Enter');
    const box = page.locator('.black-box');
    assert.ok(await box.evaluate((one) => one === document.activeElement), 'the new box has the focus');
    // To the corner, and from there to a fifth of the width and a tenth of the height.
    for (let step = 0; step < 60; step += 1) {
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('ArrowUp');
    }
    await page.keyboard.press('Shift+ArrowRight');
    const at = await box.evaluate(({ style }) => [style.left, style.top, style.width, style.height]);
    assert.deepEqual(at, ['0%', '0%', '32%', '10%']);
    await page.getByRole('button', { name: 'Send' }).focus();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/sent');
    const { fields, pixels } = await sent(traffic);
    assert.deepEqual(fields, { before: 'the file' });
    assert.deepEqual([pixels.width, pixels.height], [1500, 1000]);
    // JPEG works in blocks of 16: one block off the edge everything is black, and outside nothing is.
    assert.ok(pixels.brightest({ left: 0, top: 0, width: 460, height: 84 }) < 8);
    assert.ok(pixels.brightest({ left: 500, top: 120, width: 200, height: 60 }) > 200);
    assert.ok(!Buffer.concat(traffic.bytes()).includes('Zephyrine'), 'nor does the name of the file');
    traffic.stop();
  });

  await t.test('UP-07, 2.5.7: with a pointer, two clicks or one drag; buttons move and remove', async () => {
    await page.goto(`${origin}/upload?lang=en`);
    await page.locator('#file').setInputFiles(paper);
    const stage = page.locator('[data-stage]');
    await stage.scrollIntoViewIfNeeded();
    const area = await stage.boundingBox();
    assert.ok(area);
    const click = (x: number, y: number) =>
      page.mouse.click(area.x + area.width * x, area.y + area.height * y);
    await click(0.5, 0.5);
    await said(page, /First corner/);
    assert.equal(await page.locator('.black-box').count(), 0);
    await click(0.7, 0.6);
    await said(page, /Black box 1 added/);
    await page.mouse.move(area.x + area.width * 0.1, area.y + area.height * 0.1);
    await page.mouse.down();
    await page.mouse.move(area.x + area.width * 0.3, area.y + area.height * 0.3, { steps: 4 });
    await page.mouse.up();
    await said(page, /Black box 2 added/);
    await page.getByRole('button', { name: 'Remove this box' }).click();
    assert.equal(await page.locator('.black-box').count(), 1);
    await page.getByRole('button', { name: 'Wider' }).click();
    const { left, width } = await page.locator('.black-box').evaluate(({ style }) => ({
      left: Number.parseFloat(style.left),
      width: Number.parseFloat(style.width),
    }));
    assert.ok(Math.abs(left - 50) < 1 && Math.abs(width - 22) < 1, `${left} ${width}`);
    await lookOver(page, 'black boxes');
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  await t.test(
    'UP-07: a box with one corner covers nothing, so nothing is sent until it is whole or gone',
    async () => {
      await page.goto(`${origin}/upload?lang=en`);
      await page.locator('#file').setInputFiles(paper);
      const stage = page.locator('[data-stage]');
      const send = page.getByRole('button', { name: 'Send' });
      const remove = page.getByRole('button', { name: 'Remove this box' });
      const tap = async (x: number, y: number) => {
        await stage.scrollIntoViewIfNeeded();
        const area = await stage.boundingBox();
        assert.ok(area);
        await page.mouse.click(area.x + area.width * x, area.y + area.height * y);
      };
      const traffic = captureTraffic(browser.context);
      const refused = async () => {
        await send.click();
        await said(page, /only one corner, so it covers nothing yet\. We did not send.*“Remove this box”/);
        assert.ok(await remove.evaluate((button) => button === document.activeElement));
      };
      await tap(0.02, 0.02);
      await refused();
      await send.focus();
      await page.keyboard.press('Enter');
      await refused();
      await lookOver(page, 'a box with one corner');
      await page.setViewportSize({ width: 1280, height: 800 });
      await remove.focus();
      await page.keyboard.press('Enter');
      await said(page, /is gone/);
      assert.equal(await page.locator('.black-corner').count(), 0);
      assert.ok(await remove.isDisabled());
      await tap(0.02, 0.02);
      await refused();
      await tap(0.32, 0.12);
      assert.ok(!traffic.exchanges.some(({ method }) => method === 'POST'), 'nothing went');
      await send.click();
      await page.waitForURL('**/sent');
      const { pixels } = await sent(traffic);
      assert.ok(pixels.brightest({ left: 48, top: 32, width: 400, height: 64 }) < 8);
      traffic.stop();
    },
  );

  await t.test('UP-04: a hint at once, and nothing is refused', async () => {
    for (const [name, picture, hint] of [
      ['blurred.png', await blurred(paperPicture()), /looks blurred/],
      ['dark.png', await darkened(paperPicture()), /is dark/],
      ['cut.png', await large(onTable('planks', { x: 0.3 })), /outside this picture/],
      ['far.png', await large(onTable('cloth', { width: 0.2, height: 0.25 })), /small part of this picture/],
    ] as const) {
      await page.goto(`${origin}/upload?lang=en`);
      const region = await page.getByRole('status').and(page.locator('.editor-hints')).elementHandle();
      await page.locator('#file').setInputFiles(await file(name, picture));
      await page.locator('.editor-hints').getByText(hint).waitFor();
      assert.equal(await page.locator('.editor-hints li').count(), 1);
      assert.match((await region?.textContent()) ?? '', hint, 'the region that was there before is filled');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.waitForURL('**/sent');
    }
    assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length]), [0, 0]);
    await page.goto(`${origin}/upload?lang=en`);
    await page
      .locator('#file')
      .setInputFiles(await file('far.png', await large(onTable('plain', { width: 0.2, height: 0.2 }))));
    await page
      .locator('.editor-hints')
      .getByText(/small part of this picture/)
      .waitFor();
    await page.locator('#file').setInputFiles(paper);
    await page.locator('.editor-hints li').waitFor({ state: 'detached' });
  });

  await t.test('UP-03: HEIC and files that are no picture are explained, and no editor opens', async () => {
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic'), Buffer.alloc(64)]);
    for (const [name, bytes, words] of [
      ['IMG_1.HEIC', heic, /HEIC format/],
      ['paper.jpg', Buffer.from('no picture at all'), /cannot open this file/],
      ['paper.pdf', Buffer.from('%PDF-1.7\n'), /This is a PDF/],
    ] as const) {
      await page.goto(`${origin}/upload?lang=en`);
      await page.locator('#file').setInputFiles(await file(name, bytes));
      await said(page, words);
      assert.ok(!(await page.locator('[data-stage]').isVisible()));
    }
  });

  await t.test('UP-06: in one piece too, a cut line loses nothing: it goes at the second try', async () => {
    await page.goto(`${origin}/upload?lang=en`);
    await page.locator('#file').setInputFiles(paper);
    await said(page, /has not been sent/);
    browser.network.cut();
    await page.getByRole('button', { name: 'Send' }).click();
    await page
      .locator('[data-sending-said]')
      .getByText(/still on this page/)
      .waitFor();
    browser.network.restore();
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL('**/sent');
    errors.length = 0;
  });

  await t.test(
    'the card’s frame: 35 × 45, moved by keyboard, and what it shows is what is sent',
    async () => {
      await page.goto(`${origin}/face?lang=es`);
      await page.locator('#file').setInputFiles(await file('corners.png', cornersPicture()));
      await said(page, /Todavía no se ha enviado/);
      await lookOver(page, 'the card’s frame');
      await page.setViewportSize({ width: 1280, height: 800 });
      const traffic = captureTraffic(browser.context);
      for (const name of ['Más cerca', 'Izquierda y derecha', 'Arriba y abajo']) {
        await page.getByLabel(name).focus();
        await page.keyboard.press('End');
      }
      await page.getByRole('button', { name: 'Send' }).click();
      await page.waitForURL('**/sent');
      const { pixels } = await sent(traffic);
      traffic.stop();
      assert.deepEqual([pixels.width, pixels.height], [700, 900]);
      const [red = 0, green = 0, blue = 0] = pixels.at(350, 450);
      assert.ok(red > 230 && green > 230 && blue < 40, 'the yellow corner alone');
    },
  );

  await t.test(
    'what does not say that the session is over takes nothing: it is covered at the end, and asked again',
    async (t) => {
      let answer: { status: number; body: object } = { status: 429, body: { code: 'too-many-requests' } };
      const short = await openBench(covered, 2);
      t.after(short.stop);
      await page.route('**/apply/time', (route) =>
        route.fulfill({ status: answer.status, json: answer.body }),
      );
      await page.goto(`http://localhost:${covered}/upload?lang=en`);
      await page.evaluate(() => {
        document.title = 'typed';
      });
      await page.locator('body').waitFor({ state: 'hidden' });
      answer = { status: 503, body: { code: 'database-unreachable' } };
      await page.waitForResponse((one) => one.status() === 503);
      answer = { status: 200, body: { seconds: 3000 } };
      await page.locator('body').waitFor({ state: 'visible' });
      assert.equal(await page.title(), 'typed', 'the same page, with whatever was typed in it');
      await page.unroute('**/apply/time');
      errors.length = 0;
    },
  );

  await t.test('UX-18: before the end the page asks; after it nothing is left on the screen', async (t) => {
    const short = await openBench(late, 100);
    t.after(short.stop);
    await page.goto(`http://localhost:${late}/upload?lang=en`);
    // There is no session here: the first time the page asks, it learns that it is over.
    await page.waitForURL('**/apply/over**', { timeout: 15_000 });
    await page.getByRole('heading', { name: 'You are signed out' }).waitFor();
    await lookOver(page, 'signed out');
    errors.length = 0;
  });
  assert.deepEqual(errors, []);
});

/** As many pixels as a telephone's, so that their number is no hint of its own. */
const large = async (picture: Promise<Buffer>) =>
  sharp(await picture)
    .resize(1600)
    .png()
    .toBuffer();

async function said(page: Page, words: RegExp): Promise<void> {
  await page.locator('[data-said]').getByText(words).waitFor();
}

/** The one upload of a recording, as city hall reads it. */
async function sent(traffic: Traffic) {
  const [upload, ...others] = traffic.exchanges.filter(({ method }) => method === 'POST');
  assert.ok(upload && others.length === 0);
  const at = upload.requestHeaders.findIndex((name) => name.toLowerCase() === 'content-type');
  const reader = readForm(upload.requestHeaders[at + 1] ?? '', upload.requestBody.length, () => {});
  reader.push(upload.requestBody);
  const { fields, file } = reader.end();
  assert.ok(file);
  assert.deepEqual(Object.keys((await sharp(file).metadata()).exif ?? {}), []);
  const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const at3 = (x: number, y: number) => [
    ...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3),
  ];
  const brightest = (area: { left: number; top: number; width: number; height: number }) => {
    let most = 0;
    for (let y = area.top; y < area.top + area.height; y += 1)
      for (let x = area.left; x < area.left + area.width; x += 1) most = Math.max(most, ...at3(x, y));
    return most;
  };
  return { fields, pixels: { width: info.width, height: info.height, at: at3, brightest } };
}
