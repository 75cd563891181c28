import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus, loadavg } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { undoing } from '../undo.ts';
import { quantile, type Series } from '../verify/samples.ts';
import { appendForReal, appendInMemory, type Hour } from './appending.ts';
import { logOnDisk, proveFromTiles, verifyWhole } from './reading.ts';

type Io = { out(text: string): void; err(text: string): void; now(): Date };

/** What somebody waits for is judged by its p95, with tiles once read kept; a rate by its median. */
const TARGET = { leavesPerSecond: 5_000, proofMs: 1, verifyS: 20 };
const WIDTH = 100;
const results = fileURLToPath(new URL('../results/ledger.json', import.meta.url));

/**
 * `commonkey bench ledger [--leaves N] [--hours N] [--batches N] [--proofs N] [--runs N] [--out FILE]`: leaves in batches of
 * 100, first into the tree and its files alone, then through a real PostgreSQL, the holds and a real key process; inclusion
 * proofs from the static files of a tree of N leaves, and `ledger verify` of all of them. Writes every single measurement.
 * Exit code 1 when a target is missed.
 */
export async function benchLedger(argv: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      leaves: { type: 'string', default: '1000000' },
      hours: { type: 'string', default: '9' },
      batches: { type: 'string', default: '50' },
      proofs: { type: 'string', default: '2000' },
      runs: { type: 'string', default: '5' },
      out: { type: 'string', default: results },
    },
  });
  const count = (name: 'leaves' | 'hours' | 'batches' | 'proofs' | 'runs') => Number(values[name]);
  const bench = undoing();
  const [load = 0] = loadavg();
  try {
    const pure = perSecond(await appendInMemory(1_000, WIDTH), WIDTH);
    const [hours, batches] = [count('hours'), count('batches')];
    const real = realSeries(await appendForReal(bench, { hours, batches, width: WIDTH }), batches * WIDTH);
    const lone = await appendForReal(bench, { hours, batches: 1, width: WIDTH });
    const log = await logOnDisk(bench, count('leaves'));
    const proof = await proveFromTiles(log, count('proofs'), true);
    const proofCold = await proveFromTiles(log, count('proofs'), false);
    const verify = await verifyWhole(log, count('runs'), io.now());
    const report = {
      bench: 'ledger',
      measured: io.now().toISOString(),
      machine: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism() },
      /** Processes that wanted a core as it began: above the number of cores, others were at work. */
      load,
      target: TARGET,
      append: { unit: 'leaves/s', batch: WIDTH, leavesAnHour: batches * WIDTH, ...real },
      /** The tree and its files alone, without any store. */
      appendInMemory: { unit: 'leaves/s', batch: WIDTH, ...pure },
      /** A whole hour's work for 100 leaves: a latency that nobody waits for. */
      hourOfOneBatch: { unit: 'ms', ...series(lone.map(({ sequence }) => sequence)) },
      prove: { unit: 'ms', leaves: log.size, ...proof },
      /** The same with every tile read from the disk again. */
      proveCold: { unit: 'ms', leaves: log.size, ...proofCold },
      verify: { unit: 'ms', leaves: log.size, ...verify },
      ratios: {
        append: real.median / TARGET.leavesPerSecond,
        prove: proof.p95 / TARGET.proofMs,
        verify: verify.p95 / (TARGET.verifyS * 1000),
      },
    };
    await mkdir(dirname(values.out), { recursive: true });
    await writeFile(values.out, `${JSON.stringify(report)}\n`);
    io.out(
      [
        `appending for real: median ${real.median.toFixed(0)} leaves/s (target ≥ ${TARGET.leavesPerSecond})`,
        `appending to the tree alone: median ${pure.median.toFixed(0)} leaves/s`,
        `inclusion proof, ${log.size} leaves: ${spread(proof)} (target p95 ≤ ${TARGET.proofMs} ms)`,
        `the same with every tile read from the disk again: ${spread(proofCold)}`,
        `verifying ${log.size} leaves: median ${(verify.median / 1000).toFixed(1)} s, p95 ${(verify.p95 / 1000).toFixed(1)} s (target p95 ≤ ${TARGET.verifyS} s)`,
      ].join('\n'),
    );
    const met = real.median >= TARGET.leavesPerSecond && proof.p95 <= TARGET.proofMs;
    return met && verify.p95 <= TARGET.verifyS * 1000 ? 0 : 1;
  } finally {
    await bench.undo();
  }
}

const spread = ({ median, p95 }: Series): string =>
  `median ${median.toFixed(3)} ms, p95 ${p95.toFixed(3)} ms`;

/** Leaves a second of each hour, what its two parts took, and each batch, in milliseconds. */
function realSeries(hours: readonly Hour[], leaves: number) {
  const rates = hours.map(({ record, sequence }) => (leaves * 1000) / (record + sequence));
  return {
    ...series(rates),
    hourMs: hours.map(({ record, sequence }) => ({ record: rounded(record), sequence: rounded(sequence) })),
    batchMs: series(hours.flatMap(({ batches }) => batches)),
  };
}

const perSecond = (ms: readonly number[], width: number): Series =>
  series(ms.map((one) => (width * 1000) / one));
const rounded = (one: number): number => Math.round(one * 1000) / 1000;

function series(all: readonly number[]): Series {
  const raw = all.map(rounded);
  return { runs: raw.length, median: quantile(raw, 0.5), p95: quantile(raw, 0.95), raw };
}
