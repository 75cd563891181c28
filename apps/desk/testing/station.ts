// A desk in a real browser, with a passkey, a camera that shows a drawn figure, and a printer that keeps what it got.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { CDPSession, Page } from 'playwright-core';
import {
  addPasskey,
  browserOrSkip,
  type LaunchedBrowser,
  type LaunchOptions,
} from '../../../tests/browser/launch.ts';
import { keepPrints, printedQr, printedSlip } from '../../../tests/browser/printer.ts';
import { buildDesk } from '../build.ts';
import type { Pixels } from '../picture/pixels.ts';
import { drawnPortrait } from '../practice/drawn-portrait.ts';
import { startCityHall, type TestCityHall } from './city-hall.ts';
import type { WaitingCards } from './waiting-cards.ts';

export type Station = {
  readonly browser: LaunchedBrowser;
  readonly page: Page;
  readonly hall: TestCityHall;
  /** The page's debugger, which outlives a crash of its process. */
  readonly session: CDPSession;
  readonly work: string;
  /** The desk has asked for the file that it does not get. */
  readonly stalled: Promise<void>;
  /** The QR text of the card printed last, read from the printed pixels. */
  printedQr(): Promise<string>;
  /** What the slip printed last says: number and secret, as read on paper. */
  printedSlip(): Promise<{ number: string; secret: string }>;
  /** Faults at will: a clock that is off by so many ms, a camera that is not there, a disk with no room. */
  upset(fault: { clock?: number; camera?: 'missing' | 'there'; disk?: 'full' | 'room' }): Promise<void>;
  screen(name: string): Promise<void>;
};

/** One frame of YUV 4:2:0 (BT.601, full of a figure before a wall), which Chromium repeats as a camera. */
export function cameraFile({ data, width, height }: Pixels = drawnPortrait()): Buffer {
  const at = (x: number, y: number) => (y * width + x) * 4;
  const luma = Buffer.alloc(width * height);
  const blue = Buffer.alloc((width / 2) * (height / 2));
  const red = Buffer.alloc(blue.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const i = at(x, y);
      const [r, g, b] = [data[i] ?? 0, data[i + 1] ?? 0, data[i + 2] ?? 0];
      luma[y * width + x] = 16 + 0.257 * r + 0.504 * g + 0.098 * b;
      if (x % 2 || y % 2) continue;
      const half = (y / 2) * (width / 2) + x / 2;
      blue[half] = 128 - 0.148 * r - 0.291 * g + 0.439 * b;
      red[half] = 128 + 0.439 * r - 0.368 * g - 0.071 * b;
    }
  const head = Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420mpeg2\n`);
  return Buffer.concat([head, Buffer.from('FRAME\n'), luma, blue, red]);
}

export async function openStation(
  t: TestContext,
  options: Partial<LaunchOptions> = {},
  {
    sitter = drawnPortrait(),
    waiting,
    stall,
  }: {
    sitter?: Pixels;
    waiting?: WaitingCards;
    /** A file that the desk does not get at its first asking (`TestCityHall.stall`). */
    stall?: string;
  } = {},
): Promise<Station | undefined> {
  const work = await mkdtemp(join(tmpdir(), 'commonkey-desk-'));
  t.after(() => rm(work, { recursive: true, force: true }));
  const fakeCamera = join(work, 'camera.y4m');
  await writeFile(fakeCamera, cameraFile(sitter));
  await buildDesk(join(work, 'dist'));
  const hall = await startCityHall(join(work, 'dist'), waiting);
  t.after(() => hall.stop());
  const stalled = stall === undefined ? Promise.resolve() : hall.stall(stall);
  const browser = await browserOrSkip(t, { profileDir: join(work, 'profile'), fakeCamera, ...options });
  if (!browser) return undefined;
  const page = await browser.context.newPage();
  const { session } = await addPasskey(page);
  await keepPrints(browser.context);
  await browser.context.addInitScript(() => {
    const trueNow = Date.now;
    Date.now = () => trueNow() + Number(Reflect.get(window, 'clockOff') ?? 0);
    const camera = navigator.mediaDevices?.getUserMedia.bind(navigator.mediaDevices);
    if (camera)
      navigator.mediaDevices.getUserMedia = (wish) =>
        Reflect.get(window, 'cameraMissing') === true
          ? Promise.reject(new DOMException('no such device', 'NotFoundError'))
          : camera(wish);
    // A full disk as the page sees it: the transaction is aborted with this error. (Chromium's own quota override
    // works only once its cached allowance has run out.)
    const { add, put } = IDBObjectStore.prototype;
    const whileRoom = (write: typeof add): typeof add =>
      function (this: IDBObjectStore, ...given) {
        if (Reflect.get(window, 'diskFull') === true) throw new DOMException('no room', 'QuotaExceededError');
        return write.apply(this, given);
      };
    IDBObjectStore.prototype.add = whileRoom(add);
    IDBObjectStore.prototype.put = whileRoom(put);
  });
  await page.goto(hall.origin);
  await register(page, hall);
  const screen = (name: string) =>
    page.locator(`[data-screen="${name}"]`).waitFor({ state: 'visible', timeout: 40_000 });
  return {
    browser,
    page,
    session,
    hall,
    work,
    stalled,
    screen,
    printedQr: () => printedQr(page),
    printedSlip: () => printedSlip(page),
    upset: ({ clock, camera, disk }) =>
      page.evaluate(
        ([off, seen, room]) => {
          if (room !== null) Reflect.set(window, 'diskFull', room === 'full');
          if (off !== null) Reflect.set(window, 'clockOff', off);
          if (seen !== null) Reflect.set(window, 'cameraMissing', seen === 'missing');
        },
        [clock ?? null, camera ?? null, disk ?? null] as const,
      ),
  };
}

async function register(page: Page, hall: TestCityHall): Promise<void> {
  const { json, challenge } = await page.evaluate(async () => {
    const bytes = crypto.getRandomValues(new Uint8Array(32));
    const made = await navigator.credentials.create({
      publicKey: {
        challenge: bytes,
        rp: { name: 'city hall', id: 'localhost' },
        user: { id: new Uint8Array(8), name: 'clerk', displayName: 'clerk' },
        pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        extensions: { prf: {} },
      },
    });
    const text = btoa(String.fromCharCode(...bytes))
      .replace(/\+/g, '-')
      .replace(/\//g, '_')
      .replace(/=+$/, '');
    return { json: (made as PublicKeyCredential).toJSON(), challenge: text };
  });
  await hall.register(json as unknown as RegistrationResponseJSON, challenge);
}
