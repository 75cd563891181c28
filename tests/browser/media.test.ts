import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { Page } from 'playwright-core';
import encodeQr from 'qr';
import sharp from 'sharp';
import type * as Camera from '../../apps/desk/camera/camera.ts';
import type * as Hint from '../../apps/desk/picture/background-hint.ts';
import type * as Png from '../../apps/desk/picture/encode-png.ts';
import type * as Face from '../../apps/desk/picture/face-encoder.ts';
import type * as Portrait from '../../apps/desk/picture/portrait.ts';
import type * as Crop from '../../apps/desk/picture/suggest-crop.ts';
import type * as Scanner from '../../apps/desk/scan/scanner.ts';
import type * as Wedge from '../../apps/desk/scan/wedge.ts';
import { browserOrSkip, captureTraffic } from './launch.ts';

type Media = typeof Camera &
  typeof Hint &
  typeof Png &
  typeof Face &
  typeof Portrait &
  typeof Crop &
  typeof Scanner &
  typeof Wedge;
type Probe = Window & { media: Media };

const desk = join(dirname(fileURLToPath(import.meta.url)), '../../apps/desk');
const policy =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; style-src 'self'";
const samples = process.env.COMMONKEY_SAMPLES;

async function serve(t: TestContext): Promise<string> {
  const rooms = [
    'camera/camera',
    'picture/background-hint',
    'picture/encode-png',
    'picture/face-encoder',
    'picture/portrait',
    'picture/suggest-crop',
    'scan/scanner',
    'scan/wedge',
  ];
  const { outputFiles } = await build({
    stdin: {
      contents: `${rooms.map((one, at) => `import * as m${at} from './${one}.ts';`).join('\n')}
        globalThis.media = Object.assign({}, ${rooms.map((_, at) => `m${at}`).join(', ')});`,
      resolveDir: desk,
      loader: 'ts',
    },
    bundle: true,
    format: 'esm',
    external: ['node:*', 'module', 'fs', 'path'],
    write: false,
  });
  const wasm: Record<string, string> = {
    '/avif.wasm': '@jsquash/avif/codec/enc/avif_enc.wasm',
    '/zxing.wasm': 'zxing-wasm/reader/zxing_reader.wasm',
  };
  const server = createServer((request, answer) => {
    if (request.url === '/desk.js')
      answer.writeHead(200, { 'content-type': 'text/javascript' }).end(outputFiles[0]?.contents);
    else if (wasm[request.url ?? ''] !== undefined)
      answer
        .writeHead(200, { 'content-type': 'application/wasm' })
        .end(readFileSync(fileURLToPath(import.meta.resolve(wasm[request.url ?? ''] ?? ''))));
    else
      answer
        .writeHead(200, { 'content-type': 'text/html', 'content-security-policy': policy })
        .end(
          '<!doctype html><html lang="en"><title>Desk</title><script type="module" src="/desk.js"></script><form><input></form><video></video>',
        );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  t.after(() => void server.close());
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** One frame of YUV4MPEG2, 4:2:0, studio range (BT.601), which the fake camera loops. */
async function y4m(picture: Buffer): Promise<Buffer> {
  const [width, height] = [1280, 720];
  const rgb = await sharp(picture).removeAlpha().raw().toBuffer();
  const planes = [
    Buffer.alloc(width * height),
    Buffer.alloc((width * height) / 4),
    Buffer.alloc((width * height) / 4),
  ] as const;
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [r = 0, g = 0, b = 0] = rgb.subarray((y * width + x) * 3);
      planes[0][y * width + x] = 16 + (65.481 * r + 128.553 * g + 24.966 * b) / 255;
      if (y % 2 || x % 2) continue;
      const at = (y / 2) * (width / 2) + x / 2;
      planes[1][at] = 128 + (-37.797 * r - 74.203 * g + 112 * b) / 255;
      planes[2][at] = 128 + (112 * r - 93.786 * g - 18.214 * b) / 255;
    }
  const frame = Buffer.concat([Buffer.from('FRAME\n'), ...planes]);
  return Buffer.concat([
    Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\n`),
    frame,
    frame,
  ]);
}

const onWall = (left: number, top: number, input: Buffer) =>
  sharp({ create: { width: 1280, height: 720, channels: 3, background: '#d0d3d6' } })
    .composite([{ input, left, top }])
    .png()
    .toBuffer();

const sitter = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="460" height="580">
  <path d="M0 580Q20 420 150 400h160q130 20 150 180z" fill="#28465f"/><path d="M185 330h90v100q-45 40-90 0z" fill="#7d4b2f"/>
  <ellipse cx="230" cy="180" rx="105" ry="140" fill="#241a17"/><ellipse cx="230" cy="215" rx="88" ry="122" fill="#8d5536"/>
  <path d="M175 200h35M250 200h35M200 285q30 18 60 0" stroke="#1a1210" stroke-width="9" fill="none"/></svg>`);

/** Camera → crop → small face and PNG, all in the page; only what the test asks for comes out. */
function portraitOf(page: Page) {
  return page.evaluate(async () => {
    const { media } = window as unknown as Probe;
    const video = document.querySelector('video') as HTMLVideoElement;
    const camera = await media.openCamera(video);
    const picture = camera.capture();
    const torch = await camera.torch(true);
    camera.stop();
    const { frame, basis } = media.suggestCrop(picture);
    const portrait = media.cropPortrait(picture, frame);
    const wasm = await fetch('/avif.wasm').then((answer) => answer.arrayBuffer());
    const encoder = await media.openFaceEncoder(wasm);
    const started = performance.now();
    const face = await encoder.encode(portrait, 96, 120, 20);
    const text = (bytes: Uint8Array) => btoa(Array.from(bytes, (one) => String.fromCharCode(one)).join(''));
    return {
      size: [picture.width, picture.height],
      frame,
      basis,
      torch,
      cleared: video.srcObject === null,
      advice: media.backgroundHint(portrait),
      png: text(media.encodePng(portrait)),
      face: text(face),
      milliseconds: performance.now() - started,
    };
  });
}

function cameraFault(page: Page) {
  return page.evaluate(() =>
    (window as unknown as Probe).media.openCamera(document.querySelector('video') as HTMLVideoElement).then(
      () => 'none',
      (error: { code: string }) => error.code,
    ),
  );
}

test('CL-03: a portrait from the camera to AVIF under the desk’s policy, and no byte on the wire', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-media-'));
  const fakeCamera = join(folder, 'camera.y4m');
  const show = async (picture: Buffer) => {
    await writeFile(`${fakeCamera}.new`, await y4m(picture));
    await rename(`${fakeCamera}.new`, fakeCamera);
  };
  await show(await onWall(520, 140, sitter));
  const browser = await browserOrSkip(t, { profileDir: join(folder, 'profile'), fakeCamera });
  t.after(() => rm(folder, { recursive: true, force: true }));
  if (browser === undefined) return;
  const page = await browser.context.newPage();
  const refused: string[] = [];
  page.on('console', (message) => message.type() === 'error' && refused.push(message.text()));
  const traffic = captureTraffic(browser.context);
  await page.goto(await serve(t), { waitUntil: 'networkidle' });

  await t.test('the drawn sitter is framed, upright and in the right colours', async () => {
    const made = await portraitOf(page);
    assert.deepEqual(made.size, [1280, 720]);
    assert.deepEqual([made.basis, made.torch, made.cleared, made.advice], ['outline', false, true, []]);
    assert.ok(
      Math.abs(made.frame.x + made.frame.width / 2 - 750) < 20,
      `middle ${made.frame.x + made.frame.width / 2}`,
    );
    const png = await sharp(Buffer.from(made.png, 'base64'))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true });
    assert.deepEqual([png.info.width, png.info.height], [413, 531]);
    const pixel = (x: number, y: number) => [...png.data.subarray((y * 413 + x) * 3, (y * 413 + x) * 3 + 3)];
    for (const [at, expected] of [
      [pixel(20, 20), [208, 211, 214]],
      [pixel(206, 300), [141, 85, 54]],
    ] as const)
      for (const [channel, value] of at.entries())
        assert.ok(Math.abs(value - (expected[channel] ?? 0)) < 12, `${at}`);
    const face = await sharp(Buffer.from(made.face, 'base64')).metadata();
    assert.deepEqual([face.width, face.height], [96, 120]);
  });

  await t.test(
    'sample portraits',
    { skip: samples === undefined && 'COMMONKEY_SAMPLES is not set' },
    async () => {
      for (const number of [1, 2, 3, 4]) {
        const portrait = await sharp(join(samples ?? '', `portraits/portrait-${number}.png`))
          .flatten()
          .toBuffer();
        await show(await onWall(430, 189, portrait));
        const made = await portraitOf(page);
        const length = Buffer.from(made.face, 'base64').length;
        assert.ok(length > 450 && length < 850, `${length} bytes`);
      }
    },
  );

  await t.test('a QR code held before the camera is read', async () => {
    const text = 'CAMERA QR 6BF+70790T9WJWG';
    const svg = encodeQr(text, 'svg', { ecc: 'medium', border: 4 });
    await show(
      await onWall(
        440,
        160,
        await sharp(Buffer.from(svg))
          .resize(400, 400, { kernel: 'nearest' })
          .flatten({ background: '#fff' })
          .png()
          .toBuffer(),
      ),
    );
    const found = await page.evaluate(async () => {
      const { media } = window as unknown as Probe;
      const camera = await media.openCamera(document.querySelector('video') as HTMLVideoElement);
      const reader = await fetch('/zxing.wasm').then((answer) => answer.arrayBuffer());
      const text = await media.scanFromCamera(camera, AbortSignal.timeout(20_000), new Uint8Array(reader));
      const stopped = AbortSignal.abort(new Error('clerk went on'));
      const second = await media.scanFromCamera(camera, stopped).catch((error: Error) => error.message);
      camera.stop();
      return [text, second];
    });
    assert.deepEqual(found, [text, 'clerk went on']);
  });

  await t.test('CL-02: a wedge scan is taken back out of the field it was typed into', async () => {
    await page.evaluate(() => {
      const { media } = window as unknown as Probe;
      const input = document.querySelector('input') as HTMLInputElement;
      const scans: string[] = [];
      Object.assign(window, { scans });
      document.querySelector('form')?.addEventListener('submit', () => scans.push('submitted'));
      media.watchWedge(window, (text) => scans.push(text), { pause: 500 });
      input.value = 'Anna';
      input.focus();
    });
    await page.keyboard.type('21234000123454');
    await page.keyboard.press('Enter');
    const after = await page.evaluate(() => [
      document.querySelector('input')?.value,
      ...(window as unknown as { scans: string[] }).scans,
    ]);
    assert.deepEqual(after, ['Anna', '21234000123454']);
  });

  await t.test('nothing was sent and nothing broke the policy', () => {
    traffic.stop();
    assert.deepEqual(
      refused.filter((one) => !one.includes('favicon')),
      [],
    );
    assert.deepEqual(traffic.strangers, []);
    for (const one of traffic.exchanges) assert.deepEqual([one.method, one.requestBody.length], ['GET', 0]);
  });
});

test('camera faults by code: none attached, not allowed', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-media-'));
  const origin = await serve(t);
  for (const [args, code] of [
    [[], 'camera-none'],
    [['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream=deny'], 'camera-denied'],
  ] as const) {
    const browser = await browserOrSkip(t, { profileDir: join(folder, code), args });
    if (browser === undefined) return;
    const page = await browser.context.newPage();
    await page.goto(origin, { waitUntil: 'networkidle' });
    if (code === 'camera-none') await browser.context.grantPermissions(['camera'], { origin });
    assert.equal(await cameraFault(page), code);
    await browser.close();
  }
  t.after(() => rm(folder, { recursive: true, force: true }));
});
