import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const MAIN = fileURLToPath(new URL('../../apps/keeper/main.ts', import.meta.url));
const ROOT_FILE = fileURLToPath(new URL('../../package.json', import.meta.url));

export type KeeperProgram = { file: string; compiled: string; end(): Promise<void> };

/** The key process in one file: it starts hundreds of times, and reading its sources is most of a start. */
export async function bundleKeeper(): Promise<KeeperProgram> {
  const folder = await mkdtemp(join(tmpdir(), 'ck-key-process-'));
  const file = join(folder, 'keeper.mjs');
  await build({
    entryPoints: [MAIN],
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    outfile: file,
    external: ['pkcs11js'],
    logLevel: 'error',
    banner: {
      js: `import { createRequire as ofRoot } from 'node:module'; const require = ofRoot(${JSON.stringify(ROOT_FILE)});`,
    },
  });
  const end = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  return { file, compiled: join(folder, 'compiled'), end };
}

export type KeeperProcess = {
  socket: string;
  /** After a kill, or in place of the one that runs. */
  start(): Promise<void>;
  kill(): Promise<void>;
  stop(): Promise<void>;
};

export async function keeperOn(program: KeeperProgram, folder: string): Promise<KeeperProcess> {
  const settings = JSON.stringify({ folder, issuer: 'http://localhost:8080', practice: true });
  let child: ChildProcess | null = null;
  let ended: Promise<unknown> = Promise.resolve();
  const stop = async () => {
    child?.stdin?.end();
    await ended;
    child = null;
  };
  const start = async () => {
    await stop();
    const begun = spawn(process.execPath, ['--clear-free-memory', program.file, settings], {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { NODE_COMPILE_CACHE: program.compiled },
    });
    ended = once(begun, 'close');
    child = begun;
    for await (const line of createInterface({ input: begun.stdout })) {
      if (line !== '{"ready":true}') throw new RangeError(`the key process says: ${line}`);
      return;
    }
    throw new RangeError('the key process ended');
  };
  await start();
  const kill = async () => {
    child?.kill('SIGKILL');
    await ended;
  };
  return { socket: join(folder, 'keeper.sock'), start, stop, kill };
}
