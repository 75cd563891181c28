import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { DEFAULT_VOLUME } from '../../apps/keeper/vault/settings.ts';
import { undoing } from '../undo.ts';
import type { Series } from '../verify/samples.ts';
import { dueRecords } from './due-records.ts';
import { oneAmong } from './one-among.ts';

type Io = { out(text: string): void; err(text: string): void; now(): Date };

/** One record's key among a million, and ten thousand due records with their receipts. */
const TARGET = { oneMs: 100, dueS: 60 };
const results = fileURLToPath(new URL('../results/vault.json', import.meta.url));

/**
 * `commonkey bench vault [--keys N] [--runs N] [--due N] [--out FILE]`: a real key process, its root in a cell file, one
 * replica; real PostgreSQL, and files for what has pictures. First the destruction of single keys among N, from the question to the answer that every
 * replica has forgotten; then one sweep over N due records: tombstones, keys, bytes, rows, receipts. Writes every single
 * measurement. Exit code 1 when a target is missed.
 */
export async function benchVault(argv: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      keys: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '30' },
      due: { type: 'string', default: '10000' },
      out: { type: 'string', default: results },
    },
  });
  const bench = undoing();
  try {
    const among = Number(values.keys);
    const one = await oneAmong(bench, among, DEFAULT_VOLUME, Number(values.runs));
    const wide = await oneAmong(bench, among, among, Number(values.runs));
    const due = await dueRecords(bench, Number(values.due));
    const report = {
      bench: 'vault',
      measured: io.now().toISOString(),
      machine: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism() },
      target: TARGET,
      destroyOne: { unit: 'ms', among, table: DEFAULT_VOLUME, replicas: 2, ...one },
      /** The same with all keys in one table, which is why tables are not that long. */
      destroyOneInOneTable: { unit: 'ms', among, table: among, replicas: 2, ...wide },
      destroyDue: { unit: 's', replicas: 2, ...due },
    };
    await mkdir(dirname(values.out), { recursive: true });
    await writeFile(values.out, `${JSON.stringify(report)}\n`);
    io.out(`${line(one)}, one among ${among} keys (target p95 ≤ ${TARGET.oneMs} ms)`);
    io.out(`${line(wide)}, all of them in one table`);
    io.out(
      `${due.records} due records with ${due.receipts} receipts: ${due.seconds.toFixed(1)} s (target ≤ ${TARGET.dueS} s)`,
    );
    return one.p95 <= TARGET.oneMs && due.seconds <= TARGET.dueS ? 0 : 1;
  } finally {
    await bench.undo();
  }
}

const line = ({ median, p95, runs }: Series): string =>
  `destroying a key: median ${median.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms, ${runs} runs`;
