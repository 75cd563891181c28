import { Client } from '../portal/client.ts';
import type { Day } from './hall.ts';

type Size = { people: number; seconds: number };

/** Times that somebody tries before they give up. */
const TRIES = 3;

/**
 * So many people within so many seconds, evenly, each at their own moment whether or not the others have their answer: they open
 * the page of the day, choose a time that it says is free, and say yes to what they got; who is refused tries what the page then
 * says is free.
 * @returns milliseconds of each page and of each request for a time, who was told that nothing is left, and who got no answer
 */
export async function storm(origin: string, day: Day, { people, seconds }: Size) {
  const pages: number[] = [];
  const keeps: number[] = [];
  let told = 0;
  let unanswered = 0;
  await atTheirTimes(people, seconds, async (n) => {
    const who = new Client(origin, n + 1);
    try {
      const page = await who.get(`/events/${day.mark}?lang=en`);
      pages.push(page.ms);
      if (page.status !== 200) throw new Error(String(page.status));
      let body = page.body;
      for (let tries = 0; tries < TRIES; tries += 1) {
        const free = freeTimes(body);
        if (free.length === 0) break;
        const time = free[(n + tries) % free.length] ?? '';
        const kept = await who.post(`/events/${day.mark}?lang=en`, { time, party: '1' });
        keeps.push(kept.ms);
        if (kept.status !== 200 && kept.status !== 409) throw new Error(String(kept.status));
        const code = /<code>([0-9A-Z-]{11})<\/code>/.exec(kept.body)?.[1];
        if (code) {
          const booked = await who.post('/booking/confirm?lang=en', { code });
          if (booked.status !== 200) throw new Error(String(booked.status));
          return;
        }
        body = kept.body;
      }
      told += 1;
    } catch {
      unanswered += 1;
    }
  });
  return { pages, keeps, told, unanswered };
}

/** So many enter a draw, evenly. Milliseconds of each. */
export async function enterAll(origin: string, day: Day, { people, seconds }: Size): Promise<number[]> {
  const raw: number[] = [];
  await atTheirTimes(people, seconds, async (n) => {
    const who = new Client(origin, 1_000_000 + n);
    const { status, ms } = await who.post(`/events/${day.mark}/enter?lang=en`, { party: '1' });
    if (status !== 200) throw new Error(`entering: ${status}`);
    raw.push(ms);
  });
  return raw;
}

const freeTimes = (body: string): string[] =>
  [...body.matchAll(/<input type="radio"(?:(?!\/>)[^>])*name="time"[^>]*>/g)]
    .map(([input]) => input)
    .filter((input) => !/\sdisabled/.test(input))
    .map((input) => /value="(\d+)"/.exec(input)?.[1] ?? '')
    .filter((time) => time !== '');

/** Asked at their times, not after the answer before: a slow answer is not a pause. */
async function atTheirTimes(
  count: number,
  seconds: number,
  visit: (n: number) => Promise<void>,
): Promise<void> {
  const under: Promise<void>[] = [];
  const from = performance.now();
  for (let n = 0; n < count; n += 1) {
    const wait = from + (n * seconds * 1000) / count - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    under.push(visit(n));
  }
  await Promise.all(under);
}
