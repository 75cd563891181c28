import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { forecastOf } from './forecast.ts';

type Io = { out(text: string): void; err(text: string): void; now(): Date };

/** Milliseconds within which 95 of 100 forecasts of a million records must be there. */
const TARGET = { forecastMs: 1000 };
const results = fileURLToPath(new URL('../results/records.json', import.meta.url));

/**
 * `commonkey bench records [--records N] [--runs N] [--out FILE]`: the forecast of N records over 13 years, each month with
 * its own count, three bands of ages, ways with spread-out days, under the online city's own rules and one alternative.
 * Writes every single measurement. Exit code 1 when a target is missed.
 */
export async function benchRecords(argv: string[], io: Io): Promise<number> {
  const { values } = parseArgs({
    args: argv,
    options: {
      records: { type: 'string', default: '1000000' },
      runs: { type: 'string', default: '30' },
      out: { type: 'string', default: results },
    },
  });
  const forecast = await forecastOf(Number(values.records), Number(values.runs), io.now());
  const report = {
    bench: 'records',
    measured: io.now().toISOString(),
    machine: { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism() },
    target: TARGET,
    forecast: { unit: 'ms', ...forecast },
  };
  await mkdir(dirname(values.out), { recursive: true });
  await writeFile(values.out, `${JSON.stringify(report)}\n`);
  const { records, schedules, median, p95, runs } = forecast;
  io.out(
    `forecast of ${records} records under ${schedules} schedules: median ${median.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms, ${runs} runs (target p95 ≤ ${TARGET.forecastMs} ms)`,
  );
  return forecast.p95 <= TARGET.forecastMs ? 0 : 1;
}
