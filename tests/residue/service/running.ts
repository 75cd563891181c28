import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { copyRegistered, testFlow } from '../../../apps/server/sharing/testing/registered.ts';
import { freePorts } from '../../journeys/service.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const PROGRAM = join(ROOT, 'programs/model-city-online');
const COMMAND = join(ROOT, 'apps/cli/bin/commonkey.mjs');
const ORIGINS = ['public', 'staff', 'desk', 'verify'] as const;

/** A carrier that never answers: people may leave an address, and what is meant for it waits. */
const AWAY = { host: '127.0.0.1', port: 9, from: 'news@city.example' };

export type ProcessRole = 'city-hall' | 'keeper' | 'upload' | 'database' | 'other';
export type RunningProcess = { pid: number; role: ProcessRole };

/** The service as `npm start` begins it, through the launcher, with every process it has. */
export type Running = {
  origins: Readonly<Record<(typeof ORIGINS)[number], string>>;
  /** Empty where somebody joined in an earlier run. */
  administratorLink: string;
  dataFolder: string;
  tempFolder: string;
  /** A copy of the model city’s rules, with a flow more. */
  programFolder: string;
  /** Everything it printed. */
  log(): string;
  processes(): RunningProcess[];
  stop(): Promise<void>;
};

type Options = { dataFolder?: string; env?: Readonly<Record<string, string>> };

export async function startRunning(
  t: { after(work: () => Promise<unknown>): void },
  { dataFolder: given, env = {} }: Options = {},
): Promise<Running> {
  const folder = await mkdtemp(join(tmpdir(), 'ck-run-'));
  const tempFolder = await mkdtemp(join(tmpdir(), 'ck-run-tmp-'));
  const dataFolder = given ?? join(folder, 'data');
  const notices = join(folder, 'notices.json');
  await writeFile(notices, JSON.stringify({ mail: AWAY }));
  const program = copyRegistered(PROGRAM, join(folder, 'program'), [testFlow('mail', AWAY.host)]);
  const ports = await freePorts(ORIGINS.length);
  const child = spawn(process.execPath, [COMMAND, 'serve'], {
    cwd: ROOT,
    env: {
      ...withoutOurs(),
      TMPDIR: tempFolder,
      COMMONKEY_DATA: dataFolder,
      // The ports change from run to run, the city does not.
      COMMONKEY_ISSUER: 'https://cards.example',
      COMMONKEY_NOTICES: notices,
      COMMONKEY_PROGRAM: program,
      ...Object.fromEntries(
        ORIGINS.map((name, i) => [`COMMONKEY_${name.toUpperCase()}_PORT`, `${ports[i]}`]),
      ),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (bytes: Buffer) => (log += bytes.toString()));
  const stop = () => ended(child);
  t.after(async () => {
    await stop();
    const database = await realpath(join(dataFolder, 'postgres')).catch(() => folder);
    if (given === undefined) await rm(database, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
    await rm(tempFolder, { recursive: true, force: true });
  });
  while (!log.includes('Ctrl+C')) {
    if (child.exitCode !== null) throw new Error(`the service did not open:\n${log}`);
    await new Promise((done) => setTimeout(done, 50));
  }
  const origin = (i: number) => `http://localhost:${ports[i]}`;
  return {
    origins: { public: origin(0), staff: origin(1), desk: origin(2), verify: origin(3) },
    administratorLink: /http:\/\/localhost:\d+\/join#\S+/.exec(log)?.[0] ?? '',
    dataFolder,
    tempFolder,
    programFolder: program,
    log: () => log,
    processes: () => below(child.pid ?? 0).map((pid) => ({ pid, role: roleOf(commandOf(pid)) })),
    stop,
  };
}

const withoutOurs = () =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(COMMONKEY_|DATABASE_URL$)/.test(name)),
  );

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

function below(pid: number): number[] {
  const children = readOr(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number);
  return children.flatMap((one) => [one, ...below(one)]);
}

const commandOf = (pid: number): string => readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');

function roleOf(command: string): ProcessRole {
  if (command.includes('apps/cli/main.ts')) return 'city-hall';
  if (command.includes('apps/keeper/main.ts')) return 'keeper';
  if (command.includes('postgres')) return 'database';
  if (/(?:^|\/)node /.test(command)) return 'upload';
  return 'other';
}

/** A process that has ended meanwhile has nothing to say. */
function readOr(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}
