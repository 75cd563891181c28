import { rename, rm } from 'node:fs/promises';
import { readQr } from '@commonkey/scan';
import type { BrowserContext, Page } from 'playwright-core';
import type { CountedKeyboard } from '../../apps/desk/keystrokes.ts';
import { cameraFrame, photographFrame } from '../portrait/portrait-png.ts';
import { type Frame, writeY4m } from '../portrait/y4m.ts';
import type { Guest } from './people.ts';

export type PrintedCard = { readonly qr: string; readonly number: string; readonly secret: string };

type KeptPage = { width: number; height: number; data: string };

/** What would go to the printer stays in the page's memory, where the test can look at it. */
export async function keepPrints(context: BrowserContext): Promise<void> {
  await context.addInitScript(() => {
    const printed = (sheet: Window): void => {
      const { document } = sheet;
      const pages = [...document.querySelectorAll('canvas')].map((canvas) => {
        const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
        return { width: canvas.width, height: canvas.height, data: image?.data };
      });
      const slip = [...document.querySelectorAll('dd')].map((line) => line.textContent ?? '');
      Object.assign(window, { printedPages: pages, printedSlip: slip });
      sheet.dispatchEvent(new Event('afterprint'));
    };
    // The sheet is a frame made a moment before: a script that is only to begin with it may come after its printing.
    const frame = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, 'contentWindow');
    Object.defineProperty(HTMLIFrameElement.prototype, 'contentWindow', {
      get(this: HTMLIFrameElement) {
        const sheet: Window | null = frame?.get?.call(this) ?? null;
        if (sheet) sheet.print = () => printed(sheet);
        return sheet;
      },
    });
  });
}

/** Reads the printed back as a scanner would, and the slip as its holder would. */
export async function printedCard(page: Page): Promise<PrintedCard> {
  await page.waitForFunction(() => (Reflect.get(window, 'printedPages') ?? []).length >= 2);
  const { back, slip } = await page.evaluate(() => {
    const kept = window as unknown as {
      printedPages: { width: number; height: number; data: Uint8ClampedArray }[];
      printedSlip: string[];
    };
    const last = kept.printedPages[1];
    let binary = '';
    if (last)
      for (let i = 0; i < last.data.length; i += 32_768)
        binary += String.fromCharCode(...last.data.subarray(i, i + 32_768));
    const back: KeptPage | null = last
      ? { width: last.width, height: last.height, data: btoa(binary) }
      : null;
    const slip = kept.printedSlip;
    // The test must not be the one who keeps.
    Object.assign(window, { printedPages: [], printedSlip: [] });
    return { back, slip };
  });
  if (!back) throw new Error('nothing was printed');
  const data = new Uint8ClampedArray(Buffer.from(back.data, 'base64'));
  const qr = await readQr({ data, width: back.width, height: back.height });
  const [number, secret] = slip;
  if (qr === null || number === undefined || secret === undefined)
    throw new Error('the printed card cannot be read');
  return { qr, number: number.replace(/\D/g, ''), secret };
}

/** What the camera sees of a guest: the drawn face, or the sample portrait of whoever has one. */
export function frameOf(guest: Guest): Frame {
  return guest.portrait ? photographFrame(guest.portrait) : cameraFrame(guest.name, { head: guest.head });
}

/** Somebody else sits down before the camera. */
export async function sitDown(camera: string, guest: Guest): Promise<void> {
  const next = `${camera}.next`;
  writeY4m(next, [frameOf(guest)]);
  await rename(next, camera);
}

export async function leaveCamera(camera: string): Promise<void> {
  await rm(camera, { force: true });
}

export class Clerk {
  readonly page: Page;
  readonly keys: CountedKeyboard;
  readonly camera: string;

  constructor(page: Page, keys: CountedKeyboard, camera: string) {
    this.page = page;
    this.keys = keys;
    this.camera = camera;
  }

  async screen(name: string): Promise<void> {
    const wanted = this.page.locator(`[data-screen="${name}"]`);
    await wanted.waitFor({ state: 'visible', timeout: 20_000 }).catch(async (cause: unknown) => {
      const shown = await this.page.locator('body').innerText();
      throw new Error(`no screen "${name}"; the desk says:\n${shown}`, { cause });
    });
  }

  /** At the desk's page, with a passkey; its worker has everything for the time without a network. */
  async openShift(): Promise<void> {
    await this.screen('open');
    await this.page.keyboard.press('Enter');
    await this.screen('ready');
    await this.page.evaluate(() => navigator.serviceWorker.ready);
  }

  /** From "ready" to the end, destroying what is left at each step. `atCopies` is before anything is sent. */
  async closeShift(atCopies: () => Promise<void> = async () => {}): Promise<void> {
    const { page } = this;
    await page.keyboard.press('x');
    await this.screen('close');
    await page.keyboard.press('Enter');
    await this.screen('close-copies');
    await atCopies();
    for (let i = 0; i < 20 && (await page.locator('[data-screen="close-copies"]').count()) > 0; i++) {
      await page.locator('.actions button:not([disabled])').first().waitFor();
      await page.keyboard.press('Enter');
      await page.waitForTimeout(80);
    }
    await this.screen('close-sync');
    await page.keyboard.press('Enter');
    await this.screen('closed');
  }

  /** What a scanner reads of the sheet, at the screen that asks for it. */
  async showSheet(sheet: string): Promise<void> {
    await this.page.keyboard.press('p');
    await this.screen('pick-up');
    await this.page.locator('#sheet').fill(sheet);
    await this.page.keyboard.press('Enter');
  }

  /** The waiting card as the person reads it, both faces drawn. */
  async atProof(): Promise<void> {
    await this.screen('proof');
    await this.page.waitForFunction(() => document.querySelectorAll('canvas[data-drawn]').length === 2);
  }

  async tick(paper: string): Promise<void> {
    const hotkey = this.page.locator(`[data-paper="${paper}"] kbd`);
    // What is not among the first nine is searched by its name's first letters.
    if ((await hotkey.count()) === 0) await this.page.keyboard.type(paper.split('-')[0] ?? '');
    await this.keys.key((await hotkey.textContent({ timeout: 5000 })) ?? '');
  }

  /** From "ready" to the proof that the person reads. */
  async toProof(guest: Guest): Promise<void> {
    const { keys, page } = this;
    await sitDown(this.camera, guest);
    await keys.key('Enter');
    await this.screen('birth');
    await keys.own(guest.born);
    await keys.key('Enter');
    await this.screen('papers');
    for (const paper of guest.papers) await this.tick(paper);
    await page.locator('.verdict[data-outcome="met"]').waitFor();
    await keys.key('Enter');
    await this.screen('person');
    // Typed as one insertion: Playwright has no keys for most of these letters.
    await page.keyboard.insertText(guest.name);
    if (guest.second) await this.secondLine(guest.second);
    if (guest.emergencyContact) {
      await page.locator('#emergencyContact').focus();
      await page.keyboard.insertText(guest.emergencyContact);
    }
    await keys.key('Enter');
    await this.screen('picture');
    await page.waitForFunction(() => (document.querySelector('video')?.videoWidth ?? 0) > 0);
    await keys.key(' ');
    await page.locator('canvas.portrait').waitFor();
    await keys.key('Enter');
    await this.atProof();
  }

  private async secondLine(second: { text: string; language: string }): Promise<void> {
    const { keys, page } = this;
    await keys.key('F3');
    await page.locator('#secondName').focus();
    await page.keyboard.insertText(second.text);
    await page.locator('#second-language').selectOption(second.language);
    await page.locator('#name').focus();
  }

  /** Signs, prints and scans the card back; the person is gone from the page afterwards. */
  async issue(): Promise<PrintedCard> {
    await this.keys.key('Enter');
    await this.screen('scan-back');
    const card = await printedCard(this.page);
    await this.page.keyboard.insertText(card.qr);
    await this.keys.key('Enter');
    await this.screen('done');
    return card;
  }
}
