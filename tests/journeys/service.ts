import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const ORIGINS = ['public', 'staff', 'desk', 'verify'] as const;
type OriginName = (typeof ORIGINS)[number];

/** City hall as `npm start` runs it: a process of its own, an embedded database, a folder that holds everything. */
export type CityHallProcess = {
  readonly origins: Readonly<Record<OriginName, string>>;
  readonly administratorLink: string;
  readonly dataFolder: string;
  /** TMPDIR of the service: part of what a byte scan must read. */
  readonly tempFolder: string;
  /** Everything the process printed. */
  log(): string;
  stop(): Promise<void>;
};

/** The machine's environment without any setting of Commonkey's own: the journey runs on the defaults. */
function surroundings(): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('COMMONKEY_')));
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () => createServer().listen(0, '127.0.0.1'));
  await Promise.all(servers.map((server) => once(server, 'listening')));
  const ports = servers.map((server) => (server.address() as { port: number }).port);
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))));
  return ports;
}

/** Starts the service and waits for its invitation. It is stopped, by its process id, when the test ends. */
export async function startCityHall(t: {
  after(work: () => Promise<unknown>): void;
}): Promise<CityHallProcess> {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-journey-'));
  const tempFolder = await mkdtemp(join(tmpdir(), 'commonkey-journey-tmp-'));
  const ports = await freePorts(ORIGINS.length);
  const settings = Object.fromEntries(
    ORIGINS.map((name, i) => [`COMMONKEY_${name.toUpperCase()}_PORT`, String(ports[i])]),
  );
  const child = spawn(process.execPath, [join(ROOT, 'apps/cli/bin/commonkey.mjs'), 'serve'], {
    cwd: ROOT,
    env: {
      ...surroundings(),
      DATABASE_URL: '',
      TMPDIR: tempFolder,
      COMMONKEY_DATA: join(folder, 'data'),
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => (log += bytes.toString()));
  const stop = () => ended(child);
  t.after(async () => {
    await stop();
    const database = await realpath(join(folder, 'data', 'postgres')).catch(() => folder);
    await rm(database, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
    await rm(tempFolder, { recursive: true, force: true });
  });
  const administratorLink = await invitation(child, () => log);
  const origins = Object.fromEntries(
    ORIGINS.map((name, i) => [name, `http://localhost:${ports[i]}`]),
  ) as Record<OriginName, string>;
  return { origins, administratorLink, dataFolder: join(folder, 'data'), tempFolder, log: () => log, stop };
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function invitation(child: ChildProcess, log: () => string): Promise<string> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    const link = /http:\/\/localhost:\d+\/join#\S+/.exec(log())?.[0];
    if (link) return link;
    if (child.exitCode !== null) break;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`city hall did not open:\n${log()}`);
}
