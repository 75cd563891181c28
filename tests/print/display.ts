import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';

export type Display = { readonly name: string; close(): void };

export function displayMissing(): string | undefined {
  return existsSync('/usr/bin/Xvfb') ? undefined : '/usr/bin/Xvfb is missing (Debian: xvfb)';
}

/** A screen that nobody looks at, on a number that the server picks itself. */
export async function openDisplay(): Promise<Display> {
  const server = spawn(
    '/usr/bin/Xvfb',
    ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  const chosen = server.stdio[3] as Readable;
  const number = await new Promise<string>((resolve, reject) => {
    chosen.once('data', (bytes: Buffer) => resolve(bytes.toString().trim()));
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}`)));
  });
  return { name: `:${number}`, close: () => void server.kill('SIGTERM') };
}
