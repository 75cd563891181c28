/** Where a test run works: its temporary folder, and the two database servers that its files share. */
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sharing, startTestServer } from '../apps/server/testing/server.ts';

const MEMORY = '/dev/shm';
/** Ten times what a whole run has been seen to hold at once. */
const ROOM_BYTES = 8 * 2 ** 30;

export type TestRoom = { env: Record<string, string>; close(): Promise<void> };

/**
 * Most of what a test waits for is a disk that makes files nobody keeps: the folder is in memory where there is plenty of it.
 * Each file has databases of its own on one server of each kind.
 */
export async function openTestRoom(): Promise<TestRoom> {
  // Compiled code is kept for the next run, since it is found by what it was made from.
  const compiled = join(tmpdir(), 'commonkey-compiled');
  const folder = await mkdtemp(join((await roomy(MEMORY)) ? MEMORY : tmpdir(), 'commonkey-tests-'));
  // PostgreSQL runs as somebody else where the tests run as root.
  await chmod(folder, 0o1777);
  process.env.TMPDIR = folder;
  const embedded = await startTestServer('embedded');
  const debian = await startTestServer('debian-15');
  return {
    env: {
      TMPDIR: folder,
      NODE_COMPILE_CACHE: compiled,
      ...sharing({ embedded, 'debian-15': debian }),
    },
    async close() {
      await embedded?.end();
      await debian?.end();
      await rm(folder, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function roomy(folder: string): Promise<boolean> {
  const found = await statfs(folder).catch(() => null);
  return found !== null && found.bavail * found.bsize > ROOM_BYTES && freemem() > ROOM_BYTES;
}
