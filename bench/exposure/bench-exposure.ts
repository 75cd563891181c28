import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { answer, type Demand, type ItemAnswer } from '@commonkey/exposure';
import { addMonths, type PlainDate, plainDateOf } from '@commonkey/program';
import { shippedProgram } from '@commonkey/program/testing/shipped.ts';
import { observedAtOnce } from '../../apps/server/legal/exposure/observed.ts';
import { openPool } from '../../apps/server/store/connect.ts';
import { openStore } from '../../apps/server/store/store.ts';
import { undoing } from '../undo.ts';
import { quantile, type Series } from '../verify/samples.ts';
import { fillCity } from './big-city.ts';
import { countByHand, spanOf } from './by-hand.ts';
import { takeIn } from './intakes.ts';
import { throwAwayDatabase } from './server.ts';

type Io = { out(text: string): void; err(text: string): void; now(): Date };

/**
 * Milliseconds for one answer, warm; how many times as long as the count by hand it may take in the same run; and from intake to a
 * hold in force.
 */
const TARGET = { answerMs: 1000, timesByHand: 2, intakeMs: 5000 };
const WARM = 2;
const results = fileURLToPath(new URL('../results/exposure.json', import.meta.url));

/**
 * `commonkey bench exposure [--cards N] [--applications N] [--runs N] [--intakes N] [--out FILE]`: what a demand would get of a
 * city of that size, on PostgreSQL 15 where it is installed, beside a count of the same predicate written by hand; each in turn,
 * so that both see the same machine. Then demands taken in by the page in that city, until their holds are in force: the key
 * process writes through, the database does not wait for its disk. Writes every single measurement. Exit code 1 when a target is missed.
 */
export async function benchExposure(argv: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      cards: { type: 'string', default: '10000000' },
      applications: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '9' },
      intakes: { type: 'string', default: '20' },
      out: { type: 'string', default: results },
    },
  });
  const size = { cards: Number(values.cards), applications: Number(values.applications) };
  const bench = undoing();
  const [load = 0] = loadavg();
  try {
    const { address, server } = await throwAwayDatabase(bench);
    const pool = openPool(address, { max: 1, readOnly: false });
    bench.after(() => pool.end());
    const today = plainDateOf(io.now());
    await fillCity(pool, size, today);
    const store = openStore(address);
    bench.after(store.close);
    const rules = shippedProgram('model-city-online');
    const demand = threeYearsUntil(today);
    const engine = async () => {
      const cells = await observedAtOnce(store, rules, today, { now: io.now() });
      return answer(demand, cells, 'court-order', { documents: [] }).items[0];
    };
    agree(await engine(), await countByHand(pool, spanOf(demand)), size);
    const answering: number[] = [];
    const counting: number[] = [];
    for (let run = 0; run < WARM + Number(values.runs); run += 1) {
      answering.push(await took(engine));
      counting.push(await took(() => countByHand(pool, spanOf(demand))));
    }
    const [answered, byHand] = [series(answering), series(counting)];
    const ratio = answered.median / byHand.median;
    io.out(
      [
        `what a demand gets of ${size.cards} cards and ${size.applications} applications (${server}): median ${answered.median.toFixed(0)} ms, ${answered.runs} runs (target ≤ ${TARGET.answerMs} ms)`,
        `the same predicate counted by hand: median ${byHand.median.toFixed(0)} ms; ratio ${ratio.toFixed(2)} (target ≤ ${TARGET.timesByHand})`,
      ].join('\n'),
    );
    const intake = series(await takeIn(store, bench, WARM + Number(values.intakes)));
    const report = {
      bench: 'exposure',
      measured: io.now().toISOString(),
      machine: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism() },
      /** Processes that wanted a core as it began: above the number of cores, others were at work. */
      load,
      server,
      size,
      target: TARGET,
      answer: { unit: 'ms', ...answered },
      byHand: { unit: 'ms', ...byHand },
      /** From asking for the form until the demand’s page stands there with its hold in force. */
      intake: { unit: 'ms', ...intake },
      ratios: {
        toTarget: answered.median / TARGET.answerMs,
        toByHand: ratio,
        intakeP95ToTarget: intake.p95 / TARGET.intakeMs,
      },
    };
    await mkdir(dirname(values.out), { recursive: true });
    await writeFile(values.out, `${JSON.stringify(report)}\n`);
    io.out(
      `intake to a hold in force: median ${intake.median.toFixed(0)} ms, p95 ${intake.p95.toFixed(0)} ms, ${intake.runs} runs (target p95 ≤ ${TARGET.intakeMs} ms)`,
    );
    const met =
      answered.median <= TARGET.answerMs && ratio <= TARGET.timesByHand && intake.p95 <= TARGET.intakeMs;
    return met ? 0 : 1;
  } finally {
    await bench.undo();
  }
}

/** The demand of April 2025, moved to a day: everybody who applied within three years, by the origin of a paper. */
function threeYearsUntil(day: PlainDate): Demand {
  return {
    format: 'commonkey-demand-1',
    id: 'bench',
    instrument: { type: 'court-order', issuer: 'bench', served: day, gag: 'none' },
    items: [
      {
        words: 'bench',
        subjects: [
          { field: 'applied', from: addMonths(day, -36), until: day },
          { field: 'paper-origin', is: 'foreign' },
        ],
        records: ['application', 'papers', 'pictures'],
      },
    ],
    source: { mark: 'OWN', note: 'made for measuring' },
  };
}

/** A count that is fast and wrong is no count. */
function agree(
  found: ItemAnswer | undefined,
  hand: { cards: number; applications: number },
  { cards, applications }: { cards: number; applications: number },
): void {
  const { producible, known, rows } = found ?? {};
  const people = (producible?.reading ?? 0) + (producible?.unknown ?? 0);
  const inMonths = rows?.find(({ holds }) => holds === 'serial')?.people.unknown;
  if (known !== cards + applications || people !== hand.applications || inMonths !== hand.cards)
    throw new Error(`the engine counts ${known}, ${people}, ${inMonths}; by hand ${JSON.stringify(hand)}`);
}

async function took(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return Math.round((performance.now() - begun) * 1000) / 1000;
}

function series(all: readonly number[]): Series {
  const raw = all.slice(WARM);
  return { runs: raw.length, median: quantile(raw, 0.5), p95: quantile(raw, 0.95), raw };
}
