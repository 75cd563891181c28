import type { Page } from 'playwright-core';

/** Somebody who applies online. Everything in it is planted: a byte scan looks for it afterwards. */
export type Applicant = {
  readonly name: string;
  readonly born: { readonly day: string; readonly month: string; readonly year: string };
  readonly bornOn: string;
  readonly street: string;
  /** News by mail to this address; without one, no news. */
  readonly reach?: string;
  /** Whom the card is for; the person who writes, by default. */
  readonly path?: 'self' | 'child' | 'caretaker';
};

const STEPS_AT_MOST = 60;

/** A resident in a browser; with scripts or without, every step is a form and its answer. */
export class Resident {
  readonly page: Page;
  readonly origin: string;

  constructor(page: Page, origin: string) {
    this.page = page;
    this.origin = origin;
  }

  path(): string {
    return new URL(this.page.url()).pathname;
  }

  async open(path: string): Promise<void> {
    await this.page.goto(`${this.origin}${path}`);
  }

  async follow(link: string): Promise<void> {
    await Promise.all([this.page.waitForEvent('load'), this.page.locator(`main ${link}`).first().click()]);
  }

  /** Sends the form with this action: texts filled, choices made. */
  async send(action: string, fields: Readonly<Record<string, string>> = {}): Promise<void> {
    const form = this.page.locator(`main form[action^="${action}"]`).first();
    for (const [name, value] of Object.entries(fields)) {
      const field = form.locator(`[name="${name}"]`).first();
      const kind = await field.getAttribute('type');
      if (kind === 'radio' || kind === 'checkbox')
        await form.locator(`[name="${name}"][value="${value}"]`).check();
      else await field.fill(value);
    }
    await Promise.all([this.page.waitForEvent('load'), form.locator('button[type="submit"]').last().click()]);
  }

  async upload(action: string, picture: Buffer): Promise<void> {
    const form = this.page.locator(`main form[action^="${action}"]`).first();
    const file = { name: 'IMG_0417.JPG', mimeType: 'image/jpeg', buffer: picture };
    await form.locator('input[type="file"]').first().setInputFiles(file);
    await Promise.all([this.page.waitForEvent('load'), form.locator('button[type="submit"]').last().click()]);
  }

  /** The whole way, from the start page to the confirmation, page by page. Gives the code that was shown. */
  async apply(who: Applicant, pictures: { papers: Buffer; home: Buffer; face: Buffer }): Promise<string> {
    await this.open('/apply');
    await this.follow('a.button[href^="/apply/lives-here"]');
    await this.send('/apply/lives-here', { answer: 'yes' });
    await this.follow('a.button[href^="/apply/device"]');
    await this.send('/apply/device', { device: 'own' });
    const code = await this.page.locator('.code-said code').innerText();
    await this.send('/apply/code');
    for (let steps = 0; steps < STEPS_AT_MOST; steps += 1) {
      if (this.path() === '/apply/done') return code;
      await this.step(who, pictures);
    }
    throw new Error(`no end at ${this.path()}`);
  }

  /** Answers the page that is open, as this person would. */
  async step(who: Applicant, pictures: { papers: Buffer; home: Buffer; face: Buffer }): Promise<void> {
    const here = this.path();
    if (here === '/apply/check') return this.send('/apply/send');
    if (here === '/apply/face') {
      if ((await this.page.locator('.face-sent').count()) > 0) return this.send('/apply/face/keep');
      return this.upload(here, pictures.face);
    }
    if (here.startsWith('/apply/papers/')) {
      if ((await this.page.locator('.pictures img').count()) === 0)
        return this.upload(here, here.endsWith('/residency') ? pictures.home : pictures.papers);
      const more = this.page.locator('main input[name="also-birth-date"]');
      const also: Record<string, string> = (await more.count()) > 0 ? { 'also-birth-date': 'yes' } : {};
      return this.send(`${here}/shows`, also);
    }
    const answers: Record<string, Record<string, string>> = {
      who: { who: who.path ?? 'self' },
      name: { name: who.name },
      birth: who.born,
      emergency: {},
      home: { home: 'address' },
      address: { address: who.street },
      contact: { contact: who.reach === undefined ? 'none' : 'mail' },
      reach: { reach: who.reach ?? '' },
      safe: { safe: 'yes' },
    };
    const fields = answers[here.replace('/apply/ask/', '')];
    if (!fields) throw new Error(`no answer for ${here}`);
    return this.send(here, fields);
  }

  /** Comes back with the code. */
  async comeBack(code: string): Promise<void> {
    await this.open('/apply/return');
    await this.send('/apply/return', { code });
  }
}
