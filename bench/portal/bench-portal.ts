import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { newCode } from '../../apps/server/portal/code.ts';
import { addPasskey, launchBrowser } from '../../tests/browser/launch.ts';
import { type CityHallProcess, startCityHall } from '../../tests/journeys/service.ts';
import { makeClerk } from '../../tests/journeys/staff-steps.ts';
import { type Undo, undoing } from '../undo.ts';
import { quantile, type Series } from '../verify/samples.ts';
import { applyWhole, begin, phonePicture } from './applying.ts';
import { Client } from './client.ts';
import { residentMemory } from './memory.ts';
import { rankSumP } from './rank-sum.ts';

type Io = { out(text: string): void; err(text: string): void; now(): Date };

const TARGET = { pageP95: 50, codeP95: 400, applicationP95: 2000, memoryMb: 300, rankSumP: 0.01 };
/** How often the code that opens is asked for. */
const GOOD = 100;
const PAUSE_MS = 105;
/** After the start: city hall has come to rest, and swept its memory. */
const REST_MS = 10_000;
const MEGABYTE = 1_000_000;
const results = fileURLToPath(new URL('../results/portal.json', import.meta.url));

/**
 * `commonkey bench portal [--seconds N] [--rate N] [--applications N] [--codes N] [--out FILE]`: the service as `npm start`
 * runs it, with its embedded database, asked over loopback. Pages at a steady rate, whether or not earlier answers have come;
 * routes that derive a key from a code; whole applications with three pictures of 5 MB; memory while twenty such pictures
 * arrive at once, above a service that has just started and above one at rest that has served their pages; and the time that
 * codes take: one that opens, and two that do not, with a rank-sum test between those two (CC-03: a thousand of each). Writes
 * every single measurement. Exit code 1 when a target is missed.
 */
export async function benchPortal(argv: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      seconds: { type: 'string', default: '20' },
      rate: { type: 'string', default: '100' },
      applications: { type: 'string', default: '12' },
      codes: { type: 'string', default: '1000' },
      out: { type: 'string', default: results },
    },
  });
  const bench = undoing();
  try {
    const hall = await openChannel(bench);
    const { origins } = hall;
    let n = 0;
    const client = () => new Client(origins.public, ++n);
    const pictures = await Promise.all([1, 2, 3].map((seed) => phonePicture(seed)));
    // First of all: what earlier work has warmed up is not idle.
    const memory = await memoryOf(hall, client, pictures[0] ?? Buffer.alloc(0));
    const whole = client();
    const code = await applyWhole(whole, pictures);
    const pages = await steadily(client, whole, Number(values.rate), Number(values.seconds));
    const applications: number[] = [];
    for (let i = 0; i < Number(values.applications); i += 1) {
      const one = client();
      await applyWhole(one, pictures);
      applications.push(round(one.spent));
    }
    const codes = await codeTimes(client, code, Number(values.codes));
    const report = {
      bench: 'portal',
      measured: io.now().toISOString(),
      machine: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism() },
      target: TARGET,
      pages: { unit: 'ms', perSecond: Number(values.rate), ...pages },
      application: { unit: 'ms', pictures: pictures.map((one) => one.length), ...series(applications) },
      codes: {
        unit: 'ms',
        good: series(codes.good),
        gone: series(codes.gone),
        never: series(codes.never),
        rankSumP: codes.p,
      },
      memory: { unit: 'MB', uploads: 20, ...memory },
    };
    await mkdir(dirname(values.out), { recursive: true });
    await writeFile(values.out, `${JSON.stringify(report)}\n`);
    const code95 = Math.max(report.codes.good.p95, report.codes.gone.p95, report.codes.never.p95);
    io.out(line(`page at ${values.rate}/s`, pages, `target p95 ≤ ${TARGET.pageP95} ms`));
    io.out(
      line('application with three pictures', report.application, `target p95 ≤ ${TARGET.applicationP95} ms`),
    );
    io.out(line('good code', report.codes.good, `target p95 ≤ ${TARGET.codeP95} ms`));
    io.out(line('code taken back', report.codes.gone, 'the same work as the next'));
    io.out(
      line(
        'code that never existed',
        report.codes.never,
        `rank-sum p = ${codes.p.toFixed(3)}, target > ${TARGET.rankSumP}`,
      ),
    );
    io.out(
      `memory, 20 uploads at once: ${memory.above.toFixed(0)} MB above ${memory.idle.toFixed(0)} MB at rest after pages for those 20 (target ≤ ${TARGET.memoryMb} MB), ${memory.aboveStarted.toFixed(0)} MB above ${memory.started.toFixed(0)} MB just started`,
    );
    const met =
      pages.p95 <= TARGET.pageP95 &&
      code95 <= TARGET.codeP95 &&
      report.application.p95 <= TARGET.applicationP95 &&
      codes.p > TARGET.rankSumP &&
      memory.above <= TARGET.memoryMb;
    return met ? 0 : 1;
  } finally {
    await bench.undo();
  }
}

/** City hall with somebody who can decide, made as people make it: in a browser, with a passkey. */
async function openChannel(bench: Undo): Promise<CityHallProcess> {
  const hall = await startCityHall(bench, { env: { COMMONKEY_TRUSTED_PROXY: 'yes' } });
  const profileDir = await mkdtemp(join(tmpdir(), 'commonkey-bench-'));
  bench.after(() => rm(profileDir, { recursive: true, force: true }));
  const browser = await launchBrowser({ profileDir });
  const page = await browser.context.newPage();
  await addPasskey(page);
  await makeClerk(page, hall, ['reviewer', 'evidence-officer']);
  await page.goto(`${hall.origins.staff}/evidence-keys`);
  await page.locator('[data-review-make]').click();
  await page.locator('.rows li').waitFor();
  await browser.dispose();
  return hall;
}

/** Asked at their times, not after the answer before: a slow answer is not a pause. */
async function steadily(client: () => Client, sent: Client, rate: number, seconds: number) {
  const drafting = client();
  await begin(drafting);
  const open = ['/', '/papers', '/apply', '/apply/what-we-keep', '/apply/return', '/what-we-hold'];
  const visits: (() => Promise<{ status: number; ms: number }>)[] = [
    ...open.map((path) => () => client().get(path)),
    () => drafting.get('/apply/ask/who'),
    () => sent.get('/apply/follow'),
  ];
  const raw: number[] = [];
  let refused = 0;
  const visit = async (i: number) => {
    const { status, ms } = (await visits[i % visits.length]?.()) ?? { status: 0, ms: 0 };
    if (status !== 200) refused += 1;
    if (i >= rate) raw.push(round(ms));
  };
  const under: Promise<void>[] = [];
  const from = performance.now();
  for (let i = 0; i < rate * (seconds + 1); i += 1) {
    const wait = from + (i * 1000) / rate - performance.now();
    if (wait > 0) await new Promise((done) => setTimeout(done, wait));
    under.push(visit(i));
  }
  await Promise.all(under);
  if (refused > 0) throw new Error(`${refused} pages of the bench were refused`);
  return series(raw);
}

/**
 * By turns, so that the machine's own moods fall on all alike: a code that opens its application, one whose application was
 * taken back, and one that never existed. The last two must not differ.
 */
async function codeTimes(client: () => Client, code: string, runs: number) {
  const taken = client();
  const used = await begin(taken);
  await taken.post('/apply/withdraw');
  const ask = async (text: string): Promise<number> => {
    const one = client();
    await one.get('/apply/return');
    // Everybody together may try ten codes a second: what is measured is the work, not the refusal.
    await new Promise((done) => setTimeout(done, PAUSE_MS));
    const from = one.spent;
    const { status } = await one.post('/apply/return', { code: text });
    if (status !== 200 && status !== 422) throw new Error(`a code of the bench was answered with ${status}`);
    return round(one.spent - from);
  };
  const good: number[] = [];
  const gone: number[] = [];
  const never: number[] = [];
  for (let i = 0; i < runs; i += 1) {
    if (i < GOOD) good.push(await ask(code));
    // Which of the two comes first is left to chance: what the one leaves warm must not always serve the other.
    const turns = [
      async () => gone.push(await ask(used)),
      async () => never.push(await ask(newCode((size) => new Uint8Array(randomBytes(size))))),
    ];
    if ((randomBytes(1)[0] ?? 0) % 2 === 1) turns.reverse();
    for (const turn of turns) await turn();
  }
  return { good, gone, never, p: rankSumP(gone, never) };
}

async function memoryOf(hall: CityHallProcess, client: () => Client, picture: Buffer) {
  await new Promise((done) => setTimeout(done, REST_MS));
  const started = residentMemory(hall.pid);
  const people: Client[] = [];
  for (let i = 0; i < 20; i += 1) {
    const one = client();
    await begin(one);
    await one.post('/apply/ask/who', { who: 'self' });
    await one.post('/apply/ask/name', { name: 'Zephyrine Quakenbush' });
    await one.post('/apply/ask/birth', { day: '17', month: '4', year: '1987' });
    await one.post('/apply/ask/home', { home: 'none' });
    people.push(one);
  }
  // Pages were served, nothing was ever uploaded, and it has come to rest again.
  await new Promise((done) => setTimeout(done, REST_MS));
  const idle = residentMemory(hall.pid);
  const raw: number[] = [];
  const timer = setInterval(() => raw.push(residentMemory(hall.pid)), 25);
  const answers = await Promise.all(people.map((one) => one.upload('/apply/papers/photo', picture)));
  clearInterval(timer);
  const failed = answers.filter(({ status }) => status !== 200).length;
  if (failed > 0) throw new Error(`${failed} uploads of the bench failed`);
  const peak = Math.max(...raw);
  return {
    started: started / MEGABYTE,
    idle: idle / MEGABYTE,
    peak: peak / MEGABYTE,
    above: (peak - idle) / MEGABYTE,
    aboveStarted: (peak - started) / MEGABYTE,
    failed,
  };
}

const round = (ms: number): number => Math.round(ms * 100) / 100;

function series(raw: readonly number[]): Series {
  return { runs: raw.length, median: quantile(raw, 0.5), p95: quantile(raw, 0.95), raw };
}

function line(what: string, { median, p95, runs }: Series, note: string): string {
  return `${what}: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${runs} runs (${note})`;
}
