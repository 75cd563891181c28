import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Fault } from '@commonkey/words';
import type { StoreCode } from '../errors.ts';
import { runnableBinaries } from './binaries.ts';
import { clusterHome, type ServerUser, serverUser } from './owner.ts';

/** How to reach a running cluster as its owner; `host` is a folder when the server listens on a Unix socket there. */
export type ClusterAddress = { host: string; port: number; user: string; password: string };
export type Cluster = ClusterAddress & { home: string; stop(): Promise<void> };

/** sun_path holds 107 characters and a NUL; PostgreSQL adds `/.s.PGSQL.<port>.lock`. */
const LONGEST_SOCKET_FOLDER = 107 - '/.s.PGSQL.65535.lock'.length;
const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 30_000;

/**
 * Logs that cannot quote a row: `terse` drops DETAIL, `panic` never writes the statement that failed.
 * Archives and replicas are off, so that the write-ahead log is the only second copy.
 */
const SETTINGS = {
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
  log_connections: 'off',
  log_destination: 'stderr',
  logging_collector: 'off',
  max_connections: '60',
  shared_buffers: '64MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  TimeZone: 'UTC',
  log_timezone: 'UTC',
} as const;

/**
 * Starts the embedded PostgreSQL in `dataFolder` and answers once it accepts connections. Creates the cluster the first
 * time. A server left behind by a killed process is stopped first: the caller must hold the folder's lock.
 *
 * @param root folder with `bin/initdb` and `bin/postgres`
 * @param newPassword asked once, when the cluster is created; kept beside it with mode 0600
 * @param settings further server settings, for throw-away clusters
 * @throws Fault `database-not-starting` | `disk-full`
 */
export async function startCluster(options: {
  dataFolder: string;
  root: string;
  newPassword: () => string;
  settings?: Readonly<Record<string, string>>;
}): Promise<Cluster> {
  const user = serverUser();
  const home = await clusterHome(options.dataFolder, user);
  const bin = join(await runnableBinaries(options.root, home), 'bin');
  const pgdata = join(home, 'cluster');
  const password = await readOrMakePassword(join(home, 'password'), options.newPassword, user);
  if (!(await stat(join(pgdata, 'PG_VERSION')).catch(() => null)))
    await createCluster(bin, home, pgdata, user);
  await stopLeftover(pgdata);
  const listen = await chooseListening(home, user);
  const flags = Object.entries({ ...SETTINGS, ...listen.settings, ...options.settings }).flatMap(([k, v]) => [
    '-c',
    `${k}=${v}`,
  ]);
  const child = run(join(bin, 'postgres'), ['-D', pgdata, ...flags], user, home);
  await untilReady(child, pgdata);
  return {
    host: listen.host,
    port: listen.port,
    user: 'commonkey',
    password,
    home,
    stop: () => stopChild(child),
  };
}

function run(program: string, args: string[], user: ServerUser, cwd: string): ChildProcess {
  // A group of its own: Ctrl+C in the terminal must reach us alone, so that we stop the server in order.
  return spawn(program, args, {
    ...(user ?? {}),
    cwd,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { LC_ALL: 'C', PATH: '/usr/bin:/bin' },
  });
}

async function readOrMakePassword(path: string, make: () => string, user: ServerUser): Promise<string> {
  const kept = await readFile(path, 'utf8').catch(() => null);
  if (kept !== null && kept !== '') return kept;
  const password = make();
  await writeFile(path, password, { mode: 0o600 });
  if (user) await chown(path, user.uid, user.gid);
  return password;
}

async function createCluster(bin: string, home: string, pgdata: string, user: ServerUser): Promise<void> {
  // What a power cut left of an unfinished initdb has no PG_VERSION and no data.
  await rm(pgdata, { recursive: true, force: true });
  const args = [
    '-D',
    pgdata,
    '-U',
    'commonkey',
    '--auth=scram-sha-256',
    `--pwfile=${join(home, 'password')}`,
  ];
  const child = run(
    join(bin, 'initdb'),
    [...args, '--data-checksums', '--encoding=UTF8', '--locale=C', '--no-instructions'],
    user,
    home,
  );
  const said = collect(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw notStarting(said());
}

/** A postmaster that outlived a killed service: it holds the folder, so it is ours to stop. */
async function stopLeftover(pgdata: string): Promise<void> {
  const lines = (await readFile(join(pgdata, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 1 || !(await isPostmasterOf(pid, pgdata))) return;
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + STOP_WITHIN_MS;
  while (await isPostmasterOf(pid, pgdata)) {
    if (Date.now() > deadline)
      throw new Fault<StoreCode>('database-not-starting', { reason: 'leftover-server' });
    await pause(50);
  }
}

/** The number may have been given to another program since: it must be a postgres started on this very folder. */
async function isPostmasterOf(pid: number, pgdata: string): Promise<boolean> {
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  const [program = '', ...args] = command.split('\0');
  return program.endsWith('postgres') && args.includes(pgdata);
}

async function chooseListening(home: string, user: ServerUser) {
  const sockets = join(home, 'run');
  if (sockets.length <= LONGEST_SOCKET_FOLDER) {
    await mkdir(sockets, { recursive: true, mode: 0o700 });
    if (user) await chown(sockets, user.uid, user.gid);
    const settings = {
      listen_addresses: '',
      unix_socket_directories: sockets,
      unix_socket_permissions: '0700',
    };
    return { host: sockets, port: 5432, settings };
  }
  const port = await freePort();
  return {
    host: '127.0.0.1',
    port,
    settings: { listen_addresses: '127.0.0.1', unix_socket_directories: '', port: String(port) },
  };
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw notStarting('');
  return address.port;
}

/** postmaster.pid's last line says `ready` once connections are accepted (PostgreSQL 10 and later). */
async function untilReady(child: ChildProcess, pgdata: string): Promise<void> {
  const said = collect(child);
  const deadline = Date.now() + START_WITHIN_MS;
  let failed = false;
  child.once('error', () => {
    failed = true;
  });
  while (Date.now() < deadline) {
    if (failed || child.exitCode !== null || child.signalCode !== null) throw notStarting(said());
    const lines = (await readFile(join(pgdata, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return;
    await pause(20);
  }
  await stopChild(child);
  throw notStarting(said());
}

function collect(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-4_000);
  });
  return () => said;
}

/** The server's own words stay out of the fault: only the one cause a person can mend is told apart. */
function notStarting(said: string): Fault<StoreCode> {
  if (/no space left on device/i.test(said)) return new Fault<StoreCode>('disk-full');
  return new Fault<StoreCode>('database-not-starting', { reason: said === '' ? 'silent' : 'server-log' });
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGINT');
  await ended;
}
