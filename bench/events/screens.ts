import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { SoftAuthenticator } from '../../apps/server/staff/testing/authenticator.ts';
import { Client } from '../portal/client.ts';
import { quantile, type Series } from '../verify/samples.ts';
import type { Hall } from './hall.ts';

/** From one press at a station until a screen shows its number, for each screen. */
type Press = readonly number[];
type Size = { screens: number; presses: number };
type Screen = { until(number: number): Promise<number>; close(): void };

/** Presses in which nothing is measured: the first reading of a door, and the first drawing of a board. */
const WARM = 3;

/**
 * So many screens look at the board of one day, each over a line of its own, while a station calls numbers by its page. Measured from the
 * moment in which the press is sent until the last screen has what shows it; then the same with one screen, in the same run on the
 * same machine, which says what the many cost.
 */
export async function measureScreens(hall: Hall, { screens, presses }: Size) {
  const { mark, staff } = await hall.openDoor();
  const desk = await openDesk(hall.staff, hall.link, mark, staff);
  for (let given = 0; given < 2 * (presses + WARM); given += 1) await desk.give();
  const address = `${hall.origin}/board/${mark}/stream?langs=en,es`;
  const one = await pressed(desk, [await openScreen(address)], presses);
  const many = await pressed(desk, await inTurn(screens, () => openScreen(address)), presses);
  const last = many.map((times) => Math.max(...times));
  const alone = one.map((times) => Math.max(...times));
  return {
    screens,
    last: series(last),
    /** Of one press: from its first screen to its last. */
    spread: series(many.map((times) => Math.max(...times) - Math.min(...times))),
    alone: series(alone),
    ratio: Math.round((quantile(last, 0.5) / quantile(alone, 0.5)) * 100) / 100,
  };
}

async function pressed(desk: Desk, screens: readonly Screen[], presses: number): Promise<Press[]> {
  const all: Press[] = [];
  try {
    for (let press = 0; press < presses + WARM; press += 1) {
      // Anywhere in the half second by which a process looks for changes, as presses come.
      await pause(Math.random() * 700);
      const from = performance.now();
      const number = await desk.next();
      const times = await Promise.all(screens.map((screen) => screen.until(number)));
      if (press >= WARM) all.push(times.map((at) => at - from));
    }
  } finally {
    for (const screen of screens) screen.close();
  }
  return all;
}

/** A line held open, as a board's page does. What came is told by the moment at which the whole of it was there. */
function openScreen(address: string): Promise<Screen> {
  const heard: { at: number; data: string }[] = [];
  let woken = () => {};
  return new Promise((done, fail) => {
    const asked = get(address, { agent: false }, (answer) => {
      if (answer.statusCode !== 200) return fail(new Error(`a screen: ${answer.statusCode}`));
      let rest = '';
      answer.setEncoding('utf8').on('error', () => {});
      answer.on('data', (part: string) => {
        const events = `${rest}${part}`.split('\n\n');
        rest = events.pop() ?? '';
        const at = performance.now();
        for (const data of events) if (data.startsWith('event: board')) heard.splice(0, 9, { at, data });
        woken();
      });
      done({
        async until(number) {
          for (;;) {
            const found = heard.find(({ data }) => data.includes(`board-number\\">${number}<`));
            if (found) return found.at;
            await new Promise<void>((next) => {
              woken = next;
            });
          }
        },
        close: () => asked.destroy(),
      });
    });
    asked.on('error', fail);
  });
}

type Desk = { give(): Promise<void>; next(): Promise<number> };

/** Somebody who joins with a key of their own, gives numbers at the door and calls them at a station, by its pages. */
async function openDesk(
  origin: string,
  link: string,
  mark: string,
  clerk: () => Promise<void>,
): Promise<Desk> {
  const page = new Client(origin, 2_000_000);
  const token = link.split('#')[1] ?? '';
  const key = new SoftAuthenticator({ rpId: 'localhost', origin });
  const json = async (path: string, body: unknown) => {
    const headers = { 'content-type': 'application/json', origin, 'sec-fetch-site': 'same-origin' };
    const answer = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      page.cookies.set(name, value);
    }
    return answer.json();
  };
  const options = (await json('/api/join/options', { token })) as { challenge: string };
  await json('/api/join', { token, response: key.register(options) });
  await clerk();
  const field = (html: string, name: string) =>
    new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
  const door = `/door/${mark}`;
  await page.get(`${door}?lang=en`);
  let here = (await page.post(`${door}/open?lang=en`, { station: '1', claim: randomUUID() })).body;
  return {
    async give() {
      const wish = { press: randomUUID(), party: '1', booking: '', language: 'en' };
      const { status } = await page.post(`${door}/ticket?lang=en`, wish);
      if (status !== 200) throw new Error(`a number: ${status}`);
    },
    async next() {
      const [claim, press] = [field(here, 'claim'), field(here, 'press')];
      const answer = await page.post(`${door}/call?lang=en`, { station: '1', claim, press, deed: 'next' });
      here = answer.body;
      const number = Number(/door-number"><bdi>(\d+)</.exec(here)?.[1]);
      if (!(number > 0)) throw new Error(`nobody was called: ${answer.status}`);
      return number;
    },
  };
}

async function inTurn<T>(count: number, make: () => Promise<T>): Promise<T[]> {
  const all: T[] = [];
  for (let at = 0; at < count; at += 1) all.push(await make());
  return all;
}

const series = (raw: readonly number[]): Series => ({
  runs: raw.length,
  median: quantile(raw, 0.5),
  p95: quantile(raw, 0.95),
  raw: raw.map((ms) => Math.round(ms * 10) / 10),
});
