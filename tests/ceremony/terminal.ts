import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const COMMAND = fileURLToPath(new URL('../../apps/cli/bin/commonkey.mjs', import.meta.url));

export type Ran = { code: number | null; out: string; err: string };

/** `commonkey …` as somebody types it: a process of its own, with these variables and no others of Commonkey's. */
export async function commonkey(
  args: string[],
  env: Record<string, string> = {},
  cwd?: string,
): Promise<Ran> {
  const child = spawn(process.execPath, [COMMAND, ...args], {
    env: { PATH: process.env.PATH, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (bytes: Buffer) => (out += bytes));
  child.stderr.on('data', (bytes: Buffer) => (err += bytes));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
}
