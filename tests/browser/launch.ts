import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { type BrowserContext, chromium } from 'playwright-core';
import { chromiumPath } from './chromium.ts';
import { openWire, type Traffic, type Wire } from './wire.ts';

export { accessibilityFaults } from './axe.ts';
export { addPasskey } from './passkey.ts';
export type { Exchange, Traffic } from './wire.ts';

export type LaunchOptions = Readonly<{
  /** Kept after `close`, so that a byte scan can read what the browser left behind. */
  profileDir: string;
  /** A `.y4m` file shown as the camera; it is opened anew each time the page starts the camera. */
  fakeCamera?: string;
  /** Where downloads are stored; without it they go to the browser's temporary folder. */
  downloads?: string;
  /** `window.print()` goes to the default printer without a dialog. Needs a windowed browser (`headless: false`). */
  kioskPrinting?: boolean;
  headless?: boolean;
  locale?: string;
  /** False for a browser in which no page's script runs. */
  scripts?: boolean;
  viewport?: { width: number; height: number };
  /** Folder in which the browser's TMPDIR is made; the system's own by default, `/dev/shm` for one in memory. */
  tempRoot?: string;
  /** Another browser than `chromiumPath()` gives. */
  executablePath?: string;
  /** Added to the environment of the browser process. */
  env?: Readonly<Record<string, string>>;
  args?: readonly string[];
}>;

export type LaunchedBrowser = {
  readonly context: BrowserContext;
  readonly profileDir: string;
  /** TMPDIR of the browser: part of what a byte scan must read. Removed by `dispose`, not by `close`. */
  readonly tempDir: string;
  /** The network between browser and service; `cut` reaches the service worker too. */
  readonly network: Pick<Wire, 'cut' | 'restore'>;
  close(): Promise<void>;
  dispose(): Promise<void>;
};

const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What a page may take on a machine that runs four journeys at once: no test is about how fast it is. */
export const PATIENCE_MS = 60_000;

const wires = new WeakMap<BrowserContext, Wire>();

/**
 * Starts a browser with a profile of its own; everything it sends goes through a recording wire, and only this
 * machine answers. Pages must be on `http://localhost` (passkeys refuse 127.0.0.1).
 *
 * @throws Error, if the browser cannot start; `browserOrSkip` turns that into a visible skip.
 */
export async function launchBrowser(options: LaunchOptions): Promise<LaunchedBrowser> {
  const executablePath = options.executablePath ?? (await chromiumPath());
  const tempDir = await mkdtemp(join(options.tempRoot ?? tmpdir(), 'commonkey-browser-'));
  await mkdir(options.profileDir, { recursive: true });
  const wire = await openWire();
  try {
    const context = await chromium.launchPersistentContext(options.profileDir, {
      executablePath,
      headless: options.headless ?? true,
      env: { ...ownEnvironment(), TMPDIR: tempDir, ...options.env },
      proxy: { server: wire.address, bypass: '<-loopback>' },
      args: [...flags, ...cameraFlags(options.fakeCamera), ...printFlags(options), ...(options.args ?? [])],
      locale: options.locale ?? 'en-US',
      javaScriptEnabled: options.scripts ?? true,
      viewport: options.viewport ?? { width: 1280, height: 800 },
      acceptDownloads: true,
      ...(options.downloads === undefined ? {} : { downloadsPath: options.downloads }),
    });
    context.setDefaultTimeout(PATIENCE_MS);
    wires.set(context, wire);
    const close = async () => {
      await context.close();
      await wire.close();
    };
    return {
      context,
      profileDir: options.profileDir,
      tempDir,
      network: wire,
      close,
      async dispose() {
        await close();
        await rm(tempDir, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await wire.close();
    await rm(tempDir, { recursive: true, force: true });
    throw error;
  }
}

/** Like `launchBrowser`; where no browser can start, marks the test as skipped with one line and returns undefined. */
export async function browserOrSkip(
  t: TestContext,
  options: LaunchOptions,
): Promise<LaunchedBrowser | undefined> {
  try {
    const browser = await launchBrowser(options);
    t.after(() => browser.dispose());
    return browser;
  } catch (error) {
    const line = String(error instanceof Error ? error.message : error).split('\n')[0];
    t.skip(`no browser could be started (set CHROMIUM_PATH to a Chromium): ${line}`);
    return undefined;
  }
}

/** Every request and response from now on, bodies included, whichever part of the browser made them. */
export function captureTraffic(context: BrowserContext): Traffic {
  const wire = wires.get(context);
  if (wire === undefined) throw new Error('traffic is captured only for browsers that launchBrowser started');
  return wire.record();
}

function cameraFlags(file: string | undefined): string[] {
  if (file === undefined) return [];
  return [
    '--use-fake-device-for-media-stream',
    '--use-fake-ui-for-media-stream',
    `--use-file-for-fake-video-capture=${file}`,
  ];
}

function printFlags(options: LaunchOptions): string[] {
  return options.kioskPrinting === true ? ['--kiosk-printing'] : [];
}

function ownEnvironment(): Record<string, string> {
  const entries = Object.entries(process.env).filter((one): one is [string, string] => one[1] !== undefined);
  return Object.fromEntries(entries);
}
