import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { type Undo, undoing } from '../undo.ts';
import { quantile, type Series } from '../verify/samples.ts';
import { drawAgain } from './draw-again.ts';
import { type Hall, openHall } from './hall.ts';
import { measureScreens } from './screens.ts';
import { enterAll, storm } from './storm.ts';

type Io = { out(text: string): void; err(text: string): void; now(): Date };

/** A page must be there for 95 of 100 within so many milliseconds; a fair draw is rarer than this in one of so many. */
const TARGET = { pageP95: 300, chiSquareP: 0.001, lastScreenP95: 1000 };
const results = fileURLToPath(new URL('../results/events.json', import.meta.url));

/**
 * `commonkey bench events [--people N] [--places N] [--seconds N] [--draws N] [--screens N] [--presses N] [--out FILE]`: so many people want so many places
 * within so many seconds, at the service as `npm start` runs it, with a database of its own, asked over loopback: each opens the
 * day's page, asks for a time, says yes, or asks for another time. Then as many enter a draw in the same time, and it is drawn;
 * and the same lots are drawn over and over, to see whether those who came first win more often (chi-square over tenths of the
 * minute). Then so many screens look at the queue board of a day, and a station calls. Writes every single measurement. Exit code 1 when a target is missed.
 */
export async function benchEvents(argv: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      people: { type: 'string', default: '10000' },
      places: { type: 'string', default: '300' },
      seconds: { type: 'string', default: '60' },
      draws: { type: 'string', default: '200' },
      screens: { type: 'string', default: '500' },
      presses: { type: 'string', default: '40' },
      out: { type: 'string', default: results },
    },
  });
  const [people = 0, places = 0, seconds = 0, draws = 0, screens = 0, presses = 0] = [
    ...[values.people, values.places, values.seconds, values.draws, values.screens, values.presses],
  ].map(Number);
  const size = { people, places, seconds, draws, screens, presses };
  if (!Object.values(size).every((one) => one > 0)) throw new Error('numbers above nought are wanted');
  const bench = undoing();
  try {
    return await run({ bench, io, out: values.out }, size);
  } finally {
    await bench.undo();
  }
}

type Size = Readonly<Record<'people' | 'places' | 'seconds' | 'draws' | 'screens' | 'presses', number>>;

async function run({ bench, io, out }: { bench: Undo; io: Io; out: string }, size: Size): Promise<number> {
  const hall = await openHall(bench);
  await warm(hall);
  const first = await firstCome(hall, size);
  const lots = await byLot(hall, size);
  const board = await measureScreens(hall, size);
  const report = {
    bench: 'events',
    measured: io.now().toISOString(),
    machine: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism() },
    target: TARGET,
    size,
    firstCome: first,
    draw: lots,
    board,
  };
  await mkdir(dirname(out), { recursive: true });
  await writeFile(out, `${JSON.stringify(report)}\n`);
  const { booked, told, twice, pages, keeps } = first;
  io.out(
    `${size.people} people, ${size.places} places, ${size.seconds} s: ${booked} booked, ${twice} twice, ${told} told at once that nothing is left, ${first.unanswered} without an answer`,
  );
  io.out(line('page of the day', pages, `target p95 ≤ ${TARGET.pageP95} ms`));
  io.out(line('asking for a time', keeps, 'the answer, whatever it is'));
  io.out(line('entering a draw', lots.enters, `${lots.entered} entered`));
  io.out(
    `draw of ${lots.entered}: ${lots.won} of ${size.places} places, ${lots.drawMs} ms; over ${size.draws} draws each tenth of the minute wins alike, p = ${lots.p.toFixed(3)} (target > ${TARGET.chiSquareP})`,
  );
  io.out(
    line(
      `call on the last of ${board.screens} screens`,
      board.last,
      `target p95 ≤ ${TARGET.lastScreenP95} ms`,
    ),
  );
  io.out(line('call on one screen alone', board.alone, `the many take ${board.ratio} times as long`));
  const met =
    booked === size.places &&
    twice === 0 &&
    first.unanswered === 0 &&
    pages.p95 <= TARGET.pageP95 &&
    lots.won === size.places &&
    lots.p > TARGET.chiSquareP &&
    board.last.p95 <= TARGET.lastScreenP95;
  return met ? 0 : 1;
}

/** A service that has run for a day has met each page before; one that has just started has not, and is not what people meet. */
async function warm(hall: Hall): Promise<void> {
  const day = await hall.announce(200, null);
  await storm(hall.origin, day, { people: 400, seconds: 10 });
}

async function firstCome(hall: Hall, { people, places, seconds }: Size) {
  const day = await hall.announce(places, null);
  const { pages, keeps, told, unanswered } = await storm(hall.origin, day, { people, seconds });
  const { booked, twice } = await hall.count(day.mark);
  return { booked, twice, told, unanswered, pages: series(pages), keeps: series(keeps) };
}

async function byLot(hall: Hall, { people, places, seconds, draws }: Size) {
  const day = await hall.announce(places, 4);
  const enters = await enterAll(hall.origin, day, { people, seconds });
  const { ms, won, lots } = await hall.draw(day.mark);
  return {
    entered: enters.length,
    enters: series(enters),
    drawMs: Math.round(ms),
    won,
    ...drawAgain(lots, places, draws, (size) => new Uint8Array(randomBytes(size))),
  };
}

const series = (raw: readonly number[]): Series => ({
  runs: raw.length,
  median: quantile(raw, 0.5),
  p95: quantile(raw, 0.95),
  raw: raw.map((ms) => Math.round(ms * 10) / 10),
});

const line = (name: string, { median, p95, runs }: Series, target: string): string =>
  `${name}: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${runs} runs (${target})`;
