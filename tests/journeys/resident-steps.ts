import type { Page } from 'playwright-core';

/** Somebody who applies online. Everything in it is planted: a byte scan looks for it afterwards. */
export type Applicant = {
  readonly name: string;
  readonly born: { readonly day: string; readonly month: string; readonly year: string };
  readonly bornOn: string;
  readonly street: string;
  readonly reach: string;
};

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
    await Promise.all([this.page.waitForEvent('load'), form.locator('button').last().click()]);
  }

  async upload(action: string, picture: Buffer): Promise<void> {
    const form = this.page.locator(`main form[action^="${action}"]`).first();
    const file = { name: 'IMG_0417.JPG', mimeType: 'image/jpeg', buffer: picture };
    await form.locator('input[type="file"]').first().setInputFiles(file);
    await Promise.all([this.page.waitForEvent('load'), form.locator('button').last().click()]);
  }

  /** The whole way, from the start page to the confirmation. Gives the code that was shown. */
  async apply(who: Applicant, pictures: { papers: Buffer; home: Buffer; face: Buffer }): Promise<string> {
    await this.open('/apply');
    await this.open('/apply/lives-here');
    await this.send('/apply/lives-here', { answer: 'yes' });
    await this.open('/apply/device');
    await this.send('/apply/device', { device: 'own' });
    const code = await this.page.locator('.code-said code').innerText();
    await this.send('/apply/code');
    await this.send('/apply/ask/who', { who: 'self' });
    await this.send('/apply/ask/name', { name: who.name });
    await this.send('/apply/ask/birth', who.born);
    await this.send('/apply/ask/home', { home: 'address' });
    await this.send('/apply/ask/address', { address: who.street });
    for (let guard = 0; this.path().startsWith('/apply/papers/'); guard += 1) {
      if (guard > 6) throw new Error(`no end of papers at ${this.path()}`);
      const here = this.path();
      await this.upload(here, here.endsWith('/residency') ? pictures.home : pictures.papers);
      const more = this.page.locator('main input[name="also-birth-date"]');
      const also: Record<string, string> = (await more.count()) > 0 ? { 'also-birth-date': 'yes' } : {};
      await this.send(`${here}/shows`, also);
    }
    await this.upload('/apply/face', pictures.face);
    await this.send('/apply/face/keep');
    await this.send('/apply/ask/contact', { contact: 'mail' });
    await this.send('/apply/ask/reach', { reach: who.reach });
    await this.send('/apply/ask/safe', { safe: 'yes' });
    await this.send('/apply/send');
    return code;
  }

  /** Comes back with the code. */
  async comeBack(code: string): Promise<void> {
    await this.open('/apply/return');
    await this.send('/apply/return', { code });
  }
}
