import { rename, rm } from 'node:fs/promises';
import { SPOIL_REASONS } from '@commonkey/shift';
import type { Page } from 'playwright-core';
import type { CountedKeyboard } from '../../apps/desk/keystrokes.ts';
import { printedQr, printedSlip } from '../browser/printer.ts';
import { cameraFrame, photographFrame } from '../portrait/portrait-png.ts';
import { type Frame, writeY4m } from '../portrait/y4m.ts';
import type { Guest } from './people.ts';

export type PrintedCard = { readonly qr: string; readonly number: string; readonly secret: string };

/** Reads the printed back as a scanner would, and the slip as its holder would. */
export async function printedCard(page: Page): Promise<PrintedCard> {
  const qr = await printedQr(page);
  const { number, secret } = await printedSlip(page);
  if (number === '' || secret === '') throw new Error('the printed slip cannot be read');
  // The test must not be the one who keeps.
  await page.evaluate(() => Reflect.deleteProperty(window, 'slip'));
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
  /** What the browser had to complain about, for whoever reads why a screen did not come. */
  private readonly complaints: string[] = [];

  constructor(page: Page, keys: CountedKeyboard, camera: string) {
    this.page = page;
    this.keys = keys;
    this.camera = camera;
    page.on('requestfailed', (request) =>
      this.complaints.push(`${request.failure()?.errorText} ${request.url()}`),
    );
    page.on('pageerror', (error) => this.complaints.push(String(error)));
  }

  async screen(name: string, timeout = 20_000): Promise<void> {
    const wanted = this.page.locator(`[data-screen="${name}"]`);
    await wanted.waitFor({ state: 'visible', timeout }).catch(async (cause: unknown) => {
      const shown = await this.page.locator('body').innerText();
      const complaints = this.complaints.join('\n') || 'nothing';
      throw new Error(`no screen "${name}"; the desk says:\n${shown}\nthe browser says:\n${complaints}`, {
        cause,
      });
    });
  }

  /** At the desk's page, with a passkey. Once it is ready nothing more is waited for: it says that it needs no network then. */
  async openShift(cards?: number): Promise<void> {
    await this.screen('open');
    if (cards !== undefined) await this.page.locator('#cards').fill(`${cards}`);
    await this.page.keyboard.press('Enter');
    // Fifteen megabytes come first, which a busy machine hands over slowly.
    await this.screen('ready', 60_000);
  }

  /** From "ready" to the end, destroying what is left at each step. `atCopies` is before anything is sent, `atSum` before it is signed. */
  async closeShift(
    atCopies: () => Promise<void> = async () => {},
    atSum: () => Promise<void> = async () => {},
  ): Promise<void> {
    const { page } = this;
    await page.keyboard.press('x');
    await this.screen('close');
    await atSum();
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
    return this.scanBack();
  }

  /** From the screen that asks for the printed card. */
  async scanBack(): Promise<PrintedCard> {
    await this.screen('scan-back');
    const card = await printedCard(this.page);
    await this.page.keyboard.insertText(card.qr);
    await this.keys.key('Enter');
    await this.screen('done');
    return card;
  }

  /** Signs and prints at the proof, and writes that print off: the second is at the screen that asks for it. Returns the spoiled one. */
  async spoil(reason: (typeof SPOIL_REASONS)[number]): Promise<PrintedCard> {
    await this.keys.key('Enter');
    await this.screen('scan-back');
    const spoiled = await printedCard(this.page);
    await this.page.keyboard.press('F4');
    await this.screen('spoil');
    await this.page.keyboard.press(`${SPOIL_REASONS.indexOf(reason) + 1}`);
    await this.screen('spoil-number');
    await this.page.locator('#spoiled').fill(spoiled.number);
    await this.page.keyboard.press('Enter');
    return spoiled;
  }

  /** From "ready" to the screen that tells what is missing. */
  async refuse({ born, papers }: Pick<Guest, 'born' | 'papers'>): Promise<void> {
    await this.page.keyboard.press('Enter');
    await this.screen('birth');
    await this.page.keyboard.type(born);
    await this.page.keyboard.press('Enter');
    await this.screen('papers');
    for (const paper of papers) await this.tick(paper);
    await this.page.keyboard.press('F4');
    await this.screen('refused');
  }
}
