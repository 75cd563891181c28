import { execFile } from 'node:child_process';
import { chmod, mkdtemp, rm, statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A small disk of memory whose size can be changed while it is in use. */
export type SmallDisk = {
  folder: string;
  /** Shrinks it to what it holds: not one byte more can be written. */
  fill(): Promise<void>;
  makeRoom(): Promise<void>;
  remove(): Promise<void>;
};

const SIZE = '600m';

/** Null where this user may not mount. */
export async function mountSmallDisk(): Promise<SmallDisk | null> {
  const folder = await mkdtemp(join(tmpdir(), 'commonkey-disk-'));
  await chmod(folder, 0o711);
  const mounted = await run('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${SIZE},mode=0711`,
    'commonkey',
    folder,
  ]).then(
    () => true,
    () => false,
  );
  if (!mounted) {
    await rm(folder, { recursive: true });
    return null;
  }
  const resize = (size: string) => run('mount', ['-o', `remount,size=${size}`, folder]);
  return {
    folder,
    async fill() {
      // What is freed meanwhile is room again: shrink until none is left.
      for (let tries = 0; tries < 20; tries++) {
        const { blocks, bfree, bsize } = await statfs(folder);
        if (bfree === 0) return;
        await resize(String((blocks - bfree) * bsize)).catch(() => {});
      }
      throw new Error('the disk cannot be filled');
    },
    async makeRoom() {
      await resize(SIZE);
    },
    async remove() {
      await run('umount', [folder]);
      await rm(folder, { recursive: true });
    },
  };
}
