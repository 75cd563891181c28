import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Fault } from '@commonkey/words';
import { connectKeeper, type Keeper } from './client.ts';
import type { KeeperCode } from './codes.ts';
import { FORGETFUL_FLAGS, forgetfulEnvironment } from './memory/launch.ts';
import { socketIn } from './serve.ts';
import type { StartSettings } from './start-settings.ts';
import { environmentOf } from './vault/settings.ts';

export type RunningKeeper = {
  keeper: Keeper;
  pid: number;
  /** Resolves when the process has ended, wanted or not. */
  ended: Promise<void>;
  stop(): Promise<void>;
};

/**
 * Starts the key process as a child and waits until it answers. It ends with its parent. It gets no environment but
 * what a vault's HSM library reads and what makes freed memory empty, so that neither a database address nor a loader's flag reaches it.
 *
 * @param beside.compiled where compiled code is kept between starts. A test run has such a folder; a service gives none, since
 *   whoever may write into it would write what runs beside the keys.
 *
 * Faults: those of `serveKeeper`, `keeper-not-starting`.
 */
export async function startKeeper(
  settings: StartSettings,
  { compiled }: { compiled?: string | undefined } = {},
): Promise<RunningKeeper> {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url));
  const [command, ...begin] = hardened([process.execPath, ...flags(), main, JSON.stringify(settings)]);
  const child = spawn(command, begin, {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: forgetfulEnvironment({
      ...environmentOf(settings.vault ?? {}),
      ...(compiled && { NODE_COMPILE_CACHE: compiled }),
    }),
  });
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  const outcome = await Promise.race([firstLine(child.stdout), ended.then(() => undefined)]);
  const read = outcome === undefined ? undefined : (JSON.parse(outcome) as { ready: boolean; code?: string });
  if (!read?.ready || child.pid === undefined) {
    child.stdin.end();
    throw new Fault(read?.code ?? ('keeper-not-starting' satisfies KeeperCode));
  }
  const keeper = connectKeeper(socketIn(settings.folder));
  return {
    keeper,
    pid: child.pid,
    ended,
    stop: async () => {
      keeper.close();
      child.stdin.end();
      await ended;
    },
  };
}

/** A crash must not write keys to a disk: Node cannot set the limit itself, so the shell does and becomes it. */
function hardened(line: readonly string[]): [string, ...string[]] {
  if (process.platform === 'win32') return line as [string, ...string[]];
  return ['/bin/sh', '-c', 'ulimit -c 0; exec "$0" "$@"', ...line];
}

/** No debugger on SIGUSR1, where this Node knows how to be told. */
function flags(): string[] {
  const quiet = '--disable-sigusr1';
  const known = process.allowedNodeEnvironmentFlags.has(quiet) ? [quiet] : [];
  return [...known, ...FORGETFUL_FLAGS];
}

function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  return new Promise((done) => createInterface({ input: stream }).once('line', done));
}
