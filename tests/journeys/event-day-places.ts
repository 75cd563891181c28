import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { Page } from 'playwright-core';
import { countingKeyboard } from '../../apps/desk/keystrokes.ts';
import {
  addPasskey,
  browserOrSkip,
  captureTraffic,
  type LaunchedBrowser,
  type Traffic,
} from '../browser/launch.ts';
import { keepPrints } from '../browser/printer.ts';
import { Clerk } from './desk-steps.ts';
import type { DayTime } from './event-day-time.ts';
import { cameraOf } from './office-steps.ts';
import type { CityHallProcess } from './service.ts';

/** A browser of its own, with all that it sent. */
export type Device = { browser: LaunchedBrowser; page: Page; traffic: Traffic };
/** A folding table: the desk in one tab, and the page that calls numbers in another. */
export type Table = Device & { clerk: Clerk; station: Page };

export type Places = {
  /** Whoever manages the day, and then stands at the door. */
  door: Device;
  /** The big screen. */
  board: Device;
  /** Somebody's telephone, in which no page's script runs. */
  phone: Device;
  tables: readonly Table[];
};

type Options = { work: string; hall: CityHallProcess; time: DayTime; tables: number };

/** Every device of a day; undefined where no browser can start. */
export async function openPlaces(t: TestContext, options: Options): Promise<Places | undefined> {
  const { work, time } = options;
  const device = async (name: string, more = {}): Promise<Device | undefined> => {
    const profileDir = join(work, name);
    await mkdir(profileDir, { recursive: true });
    const browser = await browserOrSkip(t, { profileDir, ...more });
    if (!browser) return undefined;
    const traffic = captureTraffic(browser.context);
    await keepPrints(browser.context);
    await time.wear(browser.context);
    return { browser, page: await browser.context.newPage(), traffic };
  };
  const door = await device('door');
  const board = await device('board', { viewport: { width: 1920, height: 1080 } });
  const phone = await device('phone', { scripts: false, viewport: { width: 360, height: 740 } });
  if (!door || !board || !phone) return undefined;
  await joinFirst(door.page, options.hall);
  const tables: Table[] = [];
  for (let at = 1; at <= options.tables; at++) {
    const fakeCamera = await cameraOf(t);
    const own = await device(`table-${at}`, { fakeCamera });
    if (!own) return undefined;
    const { page, browser } = own;
    await joinInvited(door.page, page, options.hall, at);
    const station = await browser.context.newPage();
    await ownPasskey(station, options.hall);
    tables.push({ ...own, station, clerk: new Clerk(page, countingKeyboard(page.keyboard), fakeCamera) });
  }
  return { door, board, phone, tables };
}

const ROLES = ['event-manager', 'desk-supervisor', 'clerk', 'cards-officer', 'records-officer'];

async function joinFirst(page: Page, hall: CityHallProcess): Promise<void> {
  await addPasskey(page);
  await page.goto(hall.administratorLink);
  await page.locator('[data-passkey="join"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith('/join'));
  await page.goto(`${hall.origins.staff}/staff`);
  for (const role of ROLES) await page.locator(`section input[name="role-${role}"]`).first().check();
  await page.locator('form[action^="/staff/roles"] button').first().click();
  await page.waitForLoadState();
}

async function joinInvited(inviting: Page, joining: Page, hall: CityHallProcess, at: number): Promise<void> {
  await inviting.goto(`${hall.origins.staff}/staff`);
  const form = inviting.locator('form[action^="/staff/invite"]');
  await form.locator('[name="called"]').fill(`Table ${at}`);
  await form.locator('[name="role-clerk"]').check();
  await form.locator('button').click();
  const link = await inviting.locator('main code').first().innerText();
  await addPasskey(joining);
  await joining.goto(link);
  await joining.locator('[data-passkey="join"]').click();
  await joining.waitForURL((url) => !url.pathname.startsWith('/join'));
}

/** A test's passkey works in one tab: the tab of the station gets one of its own, as a second device would. */
async function ownPasskey(station: Page, hall: CityHallProcess): Promise<void> {
  await addPasskey(station);
  await station.goto(`${hall.origins.staff}/passkeys`);
  const rows = station.locator('main li');
  const before = await rows.count();
  await station.locator('[data-passkey="add-passkey"]').click();
  await rows.nth(before).waitFor();
}

/** Touches the passkey where a page asks for it, and goes on to where it wanted. */
export async function signIn(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const touch = page.locator('[data-passkey="sign-in"]');
  if ((await touch.count()) === 0) return;
  await touch.click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.goto(address);
}
