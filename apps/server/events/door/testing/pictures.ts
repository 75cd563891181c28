// Pictures for the guides, of a door on which nobody stands. Writes docs/images/events:
// `node --import ./scripts/tsx-loader.mjs --test apps/server/events/door/testing/pictures.ts`
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { browserOrSkip } from '../../../../../tests/browser/launch.ts';
import { freePort, openStaffOrigin } from '../../../review/testing/staff-origin.ts';
import { joinAs } from '../../../review/testing/steps.ts';
import { cityHall } from '../../../staff/testing/city-hall.ts';
import { forOneServer } from '../../../testing/database.ts';
import { openDoor } from './door.ts';

const OUT = fileURLToPath(new URL('../../../../../docs/images/events/', import.meta.url));
const MOST_BYTES = 250_000;
const BOARDS = ['en', 'es', 'ar', 'zh-Hans'];
const STATIONS = 6;

forOneServer('the pictures of an event day', (test) => {
  test('the board in four languages, and the page at the door', async (db, t) => {
    const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-pictures-'));
    t.after(() => rm(profileDir, { recursive: true, force: true }));
    const browser = await browserOrSkip(t, { profileDir });
    if (!browser) return;
    await mkdir(OUT, { recursive: true });
    const env = {
      COMMONKEY_STAFF_PORT: String(await freePort()),
      COMMONKEY_PUBLIC_PORT: String(await freePort()),
    };
    const wish = { stations: STATIONS, printers: STATIONS, opens: 540, closes: 960 };
    const door = await openDoor(db, wish, { env, everyLanguage: true });
    door.at(600);
    // As on the whole day before: numbers are given by kinds, and called in their order.
    for (let i = 0; i < 60; i++) await door.give({ first: i % 8 === 0, party: 1 + (i % 3 === 0 ? 1 : 0) });
    const desks = await Promise.all(Array.from({ length: STATIONS }, (_, at) => door.desk(at + 1)));
    for (let minute = 600; minute < 620; minute += 5) {
      door.at(minute);
      for (const desk of desks) await desk.press('next');
    }
    const page = await browser.context.newPage();
    await takeBoards(page, await openBoards(t, door));
    const staff = await openStaffOrigin(door.context);
    t.after(staff.close);
    await page.setViewportSize({ width: 1280, height: 860 });
    await joinAs(page, door.context, ['clerk'], { key: false });
    await page.goto(`${door.context.config.origins.staff.origin}/door/${door.mark}?lang=en`);
    await page.keyboard.press('Enter');
    await page.locator('.ticket-number').waitFor();
    await page.locator('[data-next]:focus').waitFor();
    await keep(page, 'door');
  });
});

type Door = Awaited<ReturnType<typeof openDoor>>;

async function openBoards(t: { after(work: () => unknown): void }, { context, mark }: Door): Promise<string> {
  const { public: app } = await cityHall(context);
  t.after(() => app.close());
  const { origin, port } = context.config.origins.public;
  await app.listen({ port, host: 'localhost' });
  return `${origin}/board/${mark}`;
}

async function takeBoards(page: Page, address: string): Promise<void> {
  await page.setViewportSize({ width: 1920, height: 1080 });
  for (const tag of BOARDS) {
    await page.goto(`${address}?langs=${tag}`);
    await keep(page, `board-${tag}`);
  }
}

async function keep(page: Page, name: string): Promise<void> {
  const png = await sharp(await page.screenshot())
    .png({ palette: true, colours: 256, effort: 10, compressionLevel: 9 })
    .toBuffer();
  if (png.length > MOST_BYTES) throw new Error(`${name} has ${png.length} bytes`);
  await writeFile(join(OUT, `${name}.png`), png);
}
