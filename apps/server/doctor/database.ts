import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isAnothersDatabase } from '../backup/whose.ts';
import type { Config } from '../config/config.ts';
import type { DatabaseAddress } from '../store/connect.ts';
import { readSettings } from '../store/settings.ts';
import type { Finding } from './finding.ts';

/** What a server must be set to so that its logs quote nobody and its files are checked; null: any value but these. */
const WANTED: Readonly<Record<string, { right: readonly string[]; level: 'warn' | 'fail' }>> = {
  log_min_error_statement: { right: ['panic', 'fatal'], level: 'fail' },
  log_error_verbosity: { right: ['terse'], level: 'fail' },
  log_statement: { right: ['none', 'ddl'], level: 'fail' },
  log_min_duration_statement: { right: ['-1'], level: 'fail' },
  log_parameter_max_length_on_error: { right: ['0'], level: 'fail' },
  data_checksums: { right: ['on'], level: 'warn' },
  fsync: { right: ['on'], level: 'fail' },
};

/** Looks at the running server: the city's own, or the embedded one of a service that is up. */
export async function databaseFindings(config: Config): Promise<Finding[]> {
  const address = await addressOf(config);
  if (address === null) return [{ level: 'unknown', code: 'database-not-running' }];
  try {
    const another = await isAnothersDatabase({ config }, address).catch(() => false);
    return [
      ...(another ? [{ level: 'fail', code: 'database-of-another-service' } satisfies Finding] : []),
      ...judgeSettings(await readSettings(address)),
    ];
  } catch {
    return [{ level: config.databaseUrl === null ? 'unknown' : 'fail', code: 'database-unreachable' }];
  }
}

export function judgeSettings(settings: ReadonlyMap<string, string>): Finding[] {
  const version = Math.floor(Number(settings.get('server_version_num') ?? 0) / 10_000);
  const params = { version };
  const server: Finding =
    version >= 15
      ? { level: 'ok', code: 'database-version', params }
      : { level: 'fail', code: 'database-too-old', params };
  const rest = Object.entries(WANTED).map(([name, { right, level }]): Finding => {
    const value = settings.get(name) ?? '';
    const params = { name, value, wanted: right[0] ?? '' };
    return right.includes(value)
      ? { level: 'ok', code: 'setting-right', params }
      : { level, code: 'setting-wrong', params };
  });
  return [server, ...rest];
}

/** postmaster.pid's fourth and fifth lines say where the embedded server listens. */
export async function addressOf(config: Config): Promise<DatabaseAddress | null> {
  if (config.databaseUrl !== null) return { url: config.databaseUrl };
  const home = join(config.dataFolder, 'postgres');
  const lines = (await readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const password = await readFile(join(home, 'password'), 'utf8').catch(() => null);
  if (lines.length < 6 || password === null) return null;
  const [port, sockets = '', host = ''] = lines.slice(3, 6);
  return { host: sockets || host, port: Number(port), user: 'commonkey', password, database: 'postgres' };
}
