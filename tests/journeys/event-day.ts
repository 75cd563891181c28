import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { deflateSync } from 'node:zlib';
import { addDays } from '@commonkey/program';
import { type Marker, searchBelow, searchBytes, searchFor } from '../../apps/server/residue/scan.ts';
import { type Closing, readHall, reconcile, type Sum } from './event-day-counts.ts';
import { announceDay, book } from './event-day-door.ts';
import { canariesOf, crowdOf, type Party } from './event-day-people.ts';
import { type Device, openPlaces, type Places, signIn } from './event-day-places.ts';
import { EventDay, type Plan, type Seen } from './event-day-run.ts';
import { type DayTime, dayTime } from './event-day-time.ts';
import { pictureTaker } from './office-steps.ts';
import { parts } from './parts.ts';
import { type CityHallProcess, startCityHall } from './service.ts';

export type DaySize = {
  people: number;
  tables: number;
  /** Blank cards that each table takes. */
  cards: number;
  /** Minute of the day; one more party comes as the doors close. */
  comeUntil: number;
  /** How much earlier than evenly they come: with the hour without a network somebody has to wait. */
  rush: number;
  plan: Plan;
  aloud?: boolean;
};

const BOARDS = ['en', 'es', 'ar', 'zh-Hans'];
const LOST = /No connection since .+this old: (\d+) minutes/;

/** An event day from its announcement to the last table that closes, and a scan of every disk. Prints what it came to. */
export async function eventDay(t: TestContext, size: DaySize): Promise<void> {
  const { plan, people, tables } = size;
  // Whoever waits for half an hour sees how far it is.
  const say = (line: string) => (size.aloud ? console.log(line) : t.diagnostic(line));
  const time = await dayTime(t);
  const work = await mkdtemp(join(tmpdir(), 'commonkey-event-'));
  t.after(() => rm(work, { recursive: true, force: true }));
  const eve = addDays(time.day, -1);
  await time.to(14 * 60, eve);
  const hall = await startCityHall(t, { env: time.env });
  const places = await openPlaces(t, { work, hall, time, tables });
  if (!places) return;
  const shot = await pictureTaker('event-day-');
  const board = places.board.page;
  const part = parts(t);
  const parties = crowdOf({
    ...{ people, seed: plan.seed, rush: size.rush, from: plan.opens - 15 },
    ...{ until: size.comeUntil, last: plan.closes - 1 },
  });
  const codes = new Map<Party, string>();
  const sums: Sum[] = [];
  let mark = '';
  let seen: Seen | undefined;

  await part('the day before: it is announced, and people book', async () => {
    const [opens, closes] = [clock(plan.opens), clock(plan.closes)];
    mark = await announceDay(places.door.page, hall, { day: time.day, opens, closes, stations: tables });
    for (const party of parties.filter(({ booked }) => booked))
      codes.set(party, await book(places.phone.page, hall, mark, party));
    const booked = [...codes.values()].filter((code) => code !== '').length;
    assert.ok(booked > 0);
    say(`${parties.length} parties, of whom ${booked} have booked`);
  });

  await part('the morning: each table opens its shift, and the board hangs', async () => {
    await time.to(plan.opens - 20);
    for (const { page, clerk } of places.tables) {
      await page.goto(hall.origins.desk);
      await clerk.openShift(size.cards);
    }
    await board.goto(`${hall.origins.public}/board/${mark}?langs=en`);
    await board.locator('#board-live').waitFor();
  });

  await part('the day: numbers, tables, a printer that jams, and an hour without a network', async () => {
    await time.to(plan.opens - 5);
    const moments = {
      async busy() {
        for (const tag of BOARDS) {
          await board.goto(`${hall.origins.public}/board/${mark}?langs=${tag}`);
          assert.ok((await board.locator('.board-number').count()) > 0);
          await shot(board, `board-${tag}`, false);
        }
        await board.goto(`${hall.origins.public}/board/${mark}?langs=en`);
        await shot(places.door.page, 'door');
      },
      async lost(minutes: number) {
        await waitOnBoard(board, minutes);
        const lost = board.locator('#board-lost', { hasText: LOST });
        const told = LOST.exec(await lost.innerText())?.[1];
        assert.equal(Number(told), minutes, 'the board says how old it is');
        await shot(board, 'board-lost', false);
      },
      async found() {
        await board.locator('#board-lost').waitFor({ state: 'hidden' });
      },
    };
    seen = await new EventDay({ ...{ hall, time, places, mark, parties, codes, plan, moments }, say }).run();
    assert.equal(seen.spoiled, 1);
    assert.ok(seen.aloud > 0, 'somebody was called while no station could call');
  });

  await part('each table closes with the sum that its clerk signs for', async () => {
    for (const { page, clerk } of places.tables) {
      await clerk.screen('ready');
      const cell = async (name: string) => Number(await page.locator(`[data-sum="${name}"]`).innerText());
      await clerk.closeShift(undefined, async () => {
        const [issued = 0, spoiled = 0, none = 0, unused = 0, received = 0] = await Promise.all(
          ['issued', 'spoiled', 'void', 'unused', 'received'].map(cell),
        );
        sums.push({ issued, spoiled, void: none, unused, received });
      });
    }
    await signIn(places.door.page, `${hall.origins.staff}/shifts?lang=en`);
    await shot(places.door.page, 'shifts');
  });

  await part('all books say the same', async () => {
    assert.ok(seen);
    const closing = reconcile(seen, sums, await readHall(hall.dataFolder, mark), people);
    say(inWords(closing));
  });

  await part(
    'T1, T9: nothing of anybody is in the traffic, on the disks, in a log or in a backup',
    async () => {
      assert.ok(seen);
      const all = parties.flatMap((party) => party.people);
      const markers = [...canariesOf(all), ...seen.faces];
      const scanned = await scanEverything({ hall, time, places, work, markers });
      say(`${markers.length} canaries, of ${all.length} people, in ${scanned}: none`);
    },
  );
}

const clock = (minute: number): string =>
  `${`${Math.floor(minute / 60)}`.padStart(2, '0')}:${`${minute % 60}`.padStart(2, '0')}`;

const inWords = (closing: Closing): string =>
  Object.entries(closing)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

/** The time that a board counts by itself: it goes on by what the day did while its line was dead. */
async function waitOnBoard(board: Device['page'], minutes: number): Promise<void> {
  await board.locator('#board-lost').waitFor();
  await board.evaluate((ms) => {
    const real = performance.now.bind(performance);
    performance.now = () => real() + ms;
  }, minutes * 60_000);
  await board.locator('#board-lost', { hasText: `${minutes} minutes` }).waitFor();
}

type Scanning = {
  hall: CityHallProcess;
  time: DayTime;
  places: Places;
  work: string;
  markers: readonly Marker[];
};

/** While the service runs, at rest, and what was sent. How much was looked through, in words. */
async function scanEverything({ hall, time, places, work, markers }: Scanning): Promise<string> {
  const devices = [places.door, places.board, places.phone, ...places.tables];
  const search = searchFor(markers);
  const backup = join(work, 'backup');
  await writeBackup(hall, time, backup);
  const database = await realpath(join(hall.dataFolder, 'postgres'));
  const running = await searchBelow([database, hall.tempFolder], search);
  assert.deepEqual(running.hits, []);
  let sent = 0;
  for (const { browser, traffic } of devices) {
    traffic.stop();
    assert.deepEqual(traffic.strangers, [], 'no request left this machine');
    for (const [at, bytes] of traffic.bytes().entries()) {
      sent += bytes.length;
      assert.deepEqual(searchBytes(`exchange ${at}`, bytes, search), []);
    }
    await browser.close();
  }
  await hall.stop();
  const profiles = devices.flatMap(({ browser }) => [browser.profileDir, browser.tempDir]);
  const rest = await searchBelow([hall.dataFolder, database, hall.tempFolder, backup, ...profiles], search);
  assert.deepEqual(rest.hits, []);
  assert.equal(rest.refused, 0);
  assert.deepEqual(searchBytes('log', Buffer.from(hall.log()), search), []);
  // The scan can see: each canary is found where it was planted.
  const planted = join(work, 'planted');
  await writeFile(planted, deflateSync(Buffer.concat(markers.map(({ bytes }) => bytes))));
  const found = new Set((await searchBelow([planted], search)).hits.map(({ marker }) => marker));
  assert.deepEqual(
    markers.filter(({ name }) => !found.has(name)).map(({ name }) => name),
    [],
  );
  const megabytes = (bytes: number) => Math.round(bytes / 1_000_000);
  return `${rest.files} files with ${megabytes(rest.bytes)} MB and ${megabytes(sent)} MB that were sent`;
}

const COMMAND = fileURLToPath(new URL('../../apps/cli/bin/commonkey.mjs', import.meta.url));

/** As whoever runs the service does in the evening. */
async function writeBackup(hall: CityHallProcess, time: DayTime, folder: string): Promise<void> {
  const env = { PATH: process.env.PATH, COMMONKEY_DATA: hall.dataFolder, ...time.env };
  await promisify(execFile)(process.execPath, [COMMAND, 'backup', folder], { env });
}
