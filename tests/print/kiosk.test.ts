import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import type * as Printing from '../../apps/desk/print/print-pages.ts';
import { launchBrowser } from '../browser/launch.ts';
import { type FakePrinter, memoryOnly, printingMissing, startFakePrinter } from './cups.ts';
import { displayMissing, openDisplay } from './display.ts';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));

// The browser inside npm is a headless shell: its print() does nothing. Kiosk printing needs a whole one.
const windowed = process.env.CHROMIUM_WINDOWED_PATH ?? '/usr/lib/chromium/chromium';
const missing =
  printingMissing() ??
  displayMissing() ??
  (existsSync(windowed) ? undefined : `${windowed} is missing (Debian: chromium; or CHROMIUM_WINDOWED_PATH)`);
const skip = missing === undefined ? false : `printing is not proven here: ${missing}`;

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'none'; frame-ancestors 'none'";
const canary = 'CANARY-SLIP-7Q2M';

type Probe = Window & { printing: typeof Printing };

async function desk(t: TestContext): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: "import * as printing from './print-pages.ts'; globalThis.printing = printing;",
      resolveDir: join(here, '../../apps/desk/print'),
      loader: 'ts',
    },
    bundle: true,
    format: 'iife',
    write: false,
  });
  const server = createServer((request, answer) => {
    if (request.url === '/desk.js')
      answer.writeHead(200, { 'content-type': 'text/javascript' }).end(outputFiles[0]?.contents);
    else
      answer
        .writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy })
        .end(
          '<!doctype html><html lang="en"><title>Desk</title><script src="/desk.js"></script><h1>Not printed</h1>',
        );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  t.after(() => void server.close());
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** Noise, so that a byte of it found anywhere is no chance, with black corners to see the edges by. */
async function face(seed: number): Promise<Buffer> {
  const [width, height] = [1011, 638];
  const pixels = Buffer.alloc(width * height * 3);
  let state = seed;
  for (let at = 0; at < pixels.length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    pixels[at] = 64 + (state >>> 25);
  }
  for (const [x, y] of [
    [0, 0],
    [width - 8, 0],
    [0, height - 8],
    [width - 8, height - 8],
  ] as const)
    for (let row = y; row < y + 8; row += 1) pixels.fill(0, (row * width + x) * 3, (row * width + x + 8) * 3);
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toBuffer();
}

async function station(t: TestContext, printer: FakePrinter) {
  const display = await openDisplay();
  const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-profile-'));
  const memory = await mkdtemp('/dev/shm/commonkey-desk-');
  const browser = await launchBrowser({
    profileDir,
    headless: false,
    kioskPrinting: true,
    executablePath: join(here, '../../apps/desk/print/desk-station'),
    env: {
      DISPLAY: display.name,
      CUPS_SERVER: printer.server,
      CHROMIUM_WINDOWED_PATH: windowed,
      XDG_RUNTIME_DIR: memory,
    },
  });
  t.after(async () => {
    await browser.dispose();
    display.close();
    for (const folder of [profileDir, memory]) await rm(folder, { recursive: true, force: true });
  });
  const page = await browser.context.newPage();
  await page.goto(await desk(t));
  return { browser, page, memory };
}

/** Prints the faces and a slip, and tells what the page still holds afterwards. */
function print(page: Page, faces: readonly Buffer[]) {
  return page.evaluate(
    async ({ faces, canary }) => {
      const { cardPaper, printPages } = (window as unknown as Probe).printing;
      const bytes = faces.map((one) => Uint8Array.from(atob(one), (c) => c.charCodeAt(0)));
      const slip = document.createElement('p');
      slip.textContent = canary;
      const urls: string[] = [];
      const made = URL.createObjectURL;
      URL.createObjectURL = (what) => {
        urls.push(made.call(URL, what));
        return urls.at(-1) ?? '';
      };
      const twice: string[] = [];
      const pages = [
        ...bytes.map((picture) => ({ paper: cardPaper, picture })),
        { paper: cardPaper, content: slip },
      ];
      const first = printPages(pages);
      await printPages(pages).catch((error: { code: string }) => twice.push(error.code));
      await first;
      return {
        twice,
        urls,
        frames: document.querySelectorAll('iframe, canvas').length,
        text: document.body.innerText,
      };
    },
    { faces: faces.map((one) => one.toString('base64')), canary },
  );
}

async function files(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
}

async function holding(folders: readonly string[], needle: string | Buffer): Promise<string[]> {
  const hits: string[] = [];
  for (const file of (await Promise.all(folders.map(files))).flat())
    if ((await readFile(file).catch(() => Buffer.alloc(0))).includes(needle)) hits.push(file);
  return hits;
}

async function settled(printer: FakePrinter, jobs: number): Promise<string[]> {
  for (;;) {
    const arrived = await printer.arrived();
    if (arrived.length >= jobs && !(await unfinished(printer))) return arrived;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

async function unfinished(printer: FakePrinter): Promise<boolean> {
  const { stdout } = await run('lpstat', ['-W', 'not-completed', '-o'], {
    env: { ...process.env, CUPS_SERVER: printer.server },
  });
  return stdout.trim() !== '';
}

test('CL-09, T9: kiosk printing sends exact pages to CUPS and leaves nothing in the spool', {
  skip,
}, async (t) => {
  const printer = await startFakePrinter();
  const { browser, page, memory } = await station(t, printer);
  t.after(() => printer.close());
  const faces = [await face(1), await face(2)];

  const after = await print(page, faces);
  assert.deepEqual(after, { twice: ['print-under-way'], urls: [], frames: 0, text: 'Not printed' });

  const [job, ...others] = await settled(printer, 1);
  assert.ok(job !== undefined && others.length === 0);

  await t.test('three pages, each a CR80 to the hundredth of a millimetre', async () => {
    const { stdout } = await run('pdfinfo', ['-f', '1', '-l', '9', job]);
    const sizes = [...stdout.matchAll(/Page +\d+ size: +([\d.]+) x ([\d.]+) pts/g)];
    assert.equal(sizes.length, 3);
    for (const [, width, height] of sizes) {
      assert.ok(Math.abs((Number(width) * 25.4) / 72 - 85.6) < 0.01, `width ${width} pt`);
      assert.ok(Math.abs((Number(height) * 25.4) / 72 - 53.98) < 0.01, `height ${height} pt`);
    }
  });

  await t.test('the faces arrive pixel for pixel, edge to edge', async () => {
    const folder = await mkdtemp('/dev/shm/commonkey-pages-');
    t.after(() => rm(folder, { recursive: true, force: true }));
    await run('pdfimages', ['-png', job, join(folder, 'face')]);
    for (const [at, sent] of faces.entries()) {
      const got = sharp(join(folder, `face-00${at}.png`))
        .removeAlpha()
        .raw()
        .toBuffer();
      assert.ok((await got).equals(await sharp(sent).removeAlpha().raw().toBuffer()), `page ${at + 1}`);
    }
    await run('pdftoppm', ['-r', '300', '-f', '1', '-l', '1', '-png', job, join(folder, 'page')]);
    const { data, info } = await sharp(join(folder, 'page-1.png'))
      .greyscale()
      .raw()
      .toBuffer({ resolveWithObject: true });
    for (const [x, y] of [
      [3, 3],
      [1007, 3],
      [3, 634],
      [1007, 634],
    ] as const)
      assert.ok((data[y * info.width + x] ?? 255) < 40, `corner ${x},${y}`);
  });

  await t.test('the spool, the print server and the browser hold nothing of it', async () => {
    assert.deepEqual(await files(printer.spool), []);
    assert.equal(await printer.jobs(), '');
    const { stdout } = await run('pdftotext', ['-f', '3', '-l', '3', job, '-']);
    assert.ok(stdout.includes(canary), 'the slip was printed, so its text is a fair marker');
    // Chromium writes the job to a file of its own, which the station takes away.
    for (let tries = 0; tries < 100 && (await holding([memory], '%PDF-')).length > 0; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 100));
    assert.deepEqual(await holding([memory], '%PDF-'), []);
    await browser.close();
    const left = (await readdir(memory)).filter((one) => one.startsWith('desk-'));
    assert.deepEqual(left, [], 'the folder goes with the browser');
    const places = [...printer.folders, memory, browser.profileDir, browser.tempDir];
    const strip = (await sharp(faces[0]).removeAlpha().raw().toBuffer()).subarray(60_000, 60_048);
    const idat = faces[0]?.subarray(20_000, 20_048) ?? Buffer.alloc(0);
    for (const needle of [canary, Buffer.from(canary, 'utf16le'), strip, idat, '%PDF-'])
      assert.deepEqual(await holding(places, needle), []);
  });
});

test('the same look finds the job where a print server keeps its files', {
  skip,
  timeout: 60_000,
}, async (t) => {
  const printer = await startFakePrinter(memoryOnly.map((one) => one.replace('No', 'Yes')));
  const { page } = await station(t, printer);
  t.after(() => printer.close());
  await print(page, [await face(3)]);
  await settled(printer, 1);
  assert.notDeepEqual(await holding(printer.folders, '%PDF-'), []);
  assert.notEqual(await printer.jobs(), '');
});

test('a picture that is none is refused, and nothing is printed', { skip, timeout: 60_000 }, async (t) => {
  const printer = await startFakePrinter();
  const { page } = await station(t, printer);
  t.after(() => printer.close());
  const code = await page.evaluate(async () => {
    const { cardPaper, printPages } = (window as unknown as Probe).printing;
    const pages = [{ paper: cardPaper, picture: Uint8Array.of(1, 2, 3) }];
    const code = await printPages(pages).then(
      () => 'printed',
      (error: { code: string }) => error.code,
    );
    return `${code}, ${document.querySelectorAll('iframe').length} frames`;
  });
  assert.equal(code, 'print-picture-unreadable, 0 frames');
  assert.deepEqual(await printer.arrived(), []);
});
