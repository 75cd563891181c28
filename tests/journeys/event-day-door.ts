import type { Page } from 'playwright-core';
import type { Party } from './event-day-people.ts';
import { type Device, signIn } from './event-day-places.ts';
import type { CityHallProcess } from './service.ts';

/** The form of a day, typed, looked at and announced. Returns the mark of its pages. */
export async function announceDay(
  page: Page,
  hall: CityHallProcess,
  wish: { day: string; opens: string; closes: string; stations: number },
): Promise<string> {
  await signIn(page, `${hall.origins.staff}/event-days/new?lang=en`);
  const fields = { ...wish, stations: `${wish.stations}`, printers: `${wish.stations}` };
  for (const [name, value] of Object.entries({ ...fields, place: PLACE, address: '1 Example Street' }))
    await page.locator(`[name="${name}"]`).fill(value);
  for (const tag of ['es', 'ar', 'zh-Hans']) await page.locator(`[name="speaks-${tag}"]`).check();
  await page.locator('button[value="look"]').click();
  await page.locator('button[value="announce"]').click();
  await page.waitForURL((url) => /\/event-days\/of\/[0-9A-Z]{6}$/.test(url.pathname));
  return new URL(page.url()).pathname.slice(-6);
}

export const PLACE = 'North Branch Library';

/** Places for a party, kept and said yes to on a telephone. The code; empty where nothing was left for them. */
export async function book(phone: Page, hall: CityHallProcess, mark: string, party: Party): Promise<string> {
  await phone.goto(`${hall.origins.public}/events/${mark}?lang=en`);
  const free = phone.locator('input[name="time"]:not([disabled])');
  const starts = await free.evaluateAll((all) => all.map((one) => Number(Reflect.get(one, 'value'))));
  const wanted = starts.findLast((at) => at <= party.comes) ?? starts[0];
  if (wanted === undefined) return '';
  await phone.locator(`input[name="time"][value="${wanted}"]`).check();
  await phone.locator(`input[name="party"][value="${party.people.length}"]`).check();
  await phone.locator(`form[action^="/events/${mark}"] button`).click();
  const code = phone.locator('.code-said code');
  const full = phone.locator('.field-wrong');
  await code.or(full).first().waitFor();
  if ((await code.count()) === 0) return '';
  const text = await code.innerText();
  await phone.locator('form[action^="/booking/confirm"] button').click();
  await phone.locator('form[action^="/booking/cancel"] button').waitFor();
  return text;
}

/** The page at the door. */
export class Door {
  readonly device: Device;
  readonly address: string;

  constructor(device: Device, hall: CityHallProcess, mark: string) {
    this.device = device;
    this.address = `${hall.origins.staff}/door/${mark}`;
  }

  async open(): Promise<void> {
    await signIn(this.device.page, `${this.address}?lang=en`);
  }

  /** A number for whoever stands there. */
  async give(party: Party, code: string): Promise<number> {
    const { page } = this.device;
    const form = page.locator('form[action*="/ticket"]');
    await form.locator(`input[name="party"][value="${party.people.length}"]`).check();
    await form.locator('input[name="first"]').setChecked(party.first);
    await form.locator('[name="booking"]').fill(code);
    await form.locator('[name="language"]').selectOption(party.language);
    const press = await form.locator('input[name="press"]').inputValue();
    await form.locator('button').click();
    const answered = page.locator(`input[name="press"]:not([value="${press}"])`);
    await answeredOrTouched(page, answered);
    return Number(await page.locator('.ticket-number').innerText());
  }

  /** Somebody who was away is back, or gives their number back. */
  async note(number: number, deed: 'returns' | 'gives-back'): Promise<void> {
    const { page } = this.device;
    await this.open();
    const form = page.locator('form[action*="/number"]');
    await form.locator('[name="number"]').fill(`${number}`);
    await form.locator(`button[value="${deed}"]`).click();
    await answeredOrTouched(page, page.getByRole('status').filter({ hasText: `${number}` }));
  }
}

/** A page that calls numbers at one table. */
export class Station {
  readonly page: Page;
  readonly number: number;
  private readonly address: string;

  constructor(page: Page, hall: CityHallProcess, mark: string, number: number) {
    this.page = page;
    this.number = number;
    this.address = `${hall.origins.staff}/door/${mark}/call?lang=en`;
  }

  async open(): Promise<void> {
    await signIn(this.page, this.address);
    await this.page.locator('#station').fill(`${this.number}`);
    await this.page.locator('form[action*="/open"] button').first().click();
    await this.page.locator('button[value="next"]').waitFor();
  }

  /** Presses a key of the page; what stands there then, null for nobody. */
  async press(deed: 'next' | 'missed' | 'done'): Promise<number | null> {
    const before = await this.page.locator('input[name="press"]').inputValue();
    await this.page.locator(`button[value="${deed}"]`).click();
    await answeredOrTouched(this.page, this.page.locator(`input[name="press"]:not([value="${before}"])`));
    const number = this.page.locator('.door-number');
    return (await number.count()) === 0 ? null : Number(await number.innerText());
  }

  async close(): Promise<void> {
    await this.page.locator('button[value="close"]').click();
    await answeredOrTouched(this.page, this.page.locator('#station'));
  }
}

/** Whoever pressed nothing for a quarter of an hour touches the passkey first; nothing of the press is lost. */
async function answeredOrTouched(page: Page, answered: ReturnType<Page['locator']>): Promise<void> {
  const touch = page.locator('[data-passkey="send-again"]');
  await answered.or(touch).first().waitFor({ state: 'attached' });
  if ((await touch.count()) === 0) return;
  await touch.click();
  await answered.first().waitFor({ state: 'attached' });
}
