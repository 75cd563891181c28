import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ORIGINS = ['public', 'staff', 'desk', 'verify'] as const;
type OriginName = (typeof ORIGINS)[number];

/** City hall as `npm start` runs it: a process of its own, and where nothing else is asked for an embedded database. */
export type CityHallProcess = {
  readonly pid: number;
  readonly origins: Readonly<Record<OriginName, string>>;
  /** Empty where somebody joined in an earlier run. */
  readonly administratorLink: string;
  readonly dataFolder: string;
  /** TMPDIR of the service: part of what a byte scan must read. */
  readonly tempFolder: string;
  /** Everything the process printed. */
  log(): string;
  stop(): Promise<void>;
  /** What a power cut would do to the service; its database server is left behind. */
  kill(): Promise<void>;
};

export type CityHallOptions = {
  /** A server of the city's own in place of the embedded one. */
  databaseUrl?: string;
  /** A folder that outlives this run; it is the caller's to remove. */
  dataFolder?: string;
  /** Further settings. Ports are free ones unless given here. */
  env?: Readonly<Record<string, string>>;
};

/** The machine's environment without any setting of Commonkey's own: the journey runs on the defaults. */
function surroundings(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('COMMONKEY_')));
}

/**
 * Ports that were free a moment ago, below those that the system hands out by itself: what else runs on the machine asks for
 * one of those all the time, and would have it before the service comes to listen.
 */
export async function freePorts(count: number): Promise<number[]> {
  const ports = new Set<number>();
  while (ports.size < count) {
    const port = randomInt(12_000, 32_000);
    const probe = createServer().listen(port, '127.0.0.1');
    const free = await once(probe, 'listening').then(
      () => true,
      () => false,
    );
    if (free) await new Promise((done) => probe.close(done));
    if (free) ports.add(port);
  }
  return [...ports];
}

/** Starts the service and waits until it is open. It is stopped, by its process id, when the test ends. */
export async function startCityHall(
  t: { after(work: () => Promise<unknown>): void },
  { databaseUrl = '', dataFolder: given, env = {} }: CityHallOptions = {},
): Promise<CityHallProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-journey-'));
  const tempFolder = await mkdtemp(join(tmpdir(), 'commonkey-journey-tmp-'));
  const dataFolder = given ?? join(folder, 'data');
  const ports = await freePorts(ORIGINS.length);
  const settings: Record<string, string | undefined> = {
    ...surroundings(),
    DATABASE_URL: databaseUrl,
    TMPDIR: tempFolder,
    COMMONKEY_DATA: dataFolder,
    ...Object.fromEntries(ORIGINS.map((name, i) => [portOf(name), String(ports[i])])),
    ...env,
  };
  const child = spawn(process.execPath, [...LOADED, join(ROOT, 'apps/cli/main.ts'), 'serve'], {
    cwd: ROOT,
    env: settings,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => (log += bytes.toString()));
  const stop = () => ended(child, 'SIGTERM');
  t.after(async () => {
    await stop();
    const database = await realpath(join(folder, 'data', 'postgres')).catch(() => folder);
    await rm(database, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
    await rm(tempFolder, { recursive: true, force: true });
  });
  await untilOpen(child, () => log);
  const administratorLink = /http:\/\/localhost:\d+\/join#\S+/.exec(log)?.[0] ?? '';
  const origins = Object.fromEntries(
    ORIGINS.map((name) => [name, `http://localhost:${settings[portOf(name)]}`]),
  ) as Record<OriginName, string>;
  const pid = child.pid ?? 0;
  const kill = () => ended(child, 'SIGKILL');
  return { pid, origins, administratorLink, dataFolder, tempFolder, log: () => log, stop, kill };
}

const LOADED = ['--import', join(ROOT, 'scripts/tsx-loader.mjs'), '--disable-warning=ExperimentalWarning'];
const portOf = (name: OriginName): string => `COMMONKEY_${name.toUpperCase()}_PORT`;

async function ended(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function untilOpen(child: ChildProcess, log: () => string): Promise<void> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    if (log().includes('Ctrl+C')) return;
    if (child.exitCode !== null) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`city hall did not open:\n${log()}`);
}
