import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Fault } from '@commonkey/words';
import type { VaultRoomCode } from '../errors.ts';
import { BLOB_NAME, type Blobs } from './blobs.ts';

const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** Blobs as files of a folder of the service's own, 256 folders deep by their first letters. Made at the first write. */
export function folderBlobs(folder: string): Blobs {
  const shelf = (name: string) => join(folder, name.slice(0, 2));
  const path = (name: string) => join(shelf(name), name);
  return {
    put: (name, bytes) => refused(() => write(folder, shelf(name), path(name), bytes)),
    get: (name) => refused(() => readFile(path(name))),
    remove: (name) =>
      refused(async () => {
        await rm(path(name), { force: true });
        await syncFolder(shelf(name)).catch(unlessAbsent);
      }),
    async *list() {
      for (const inner of await readdir(folder).catch(unlessAbsent))
        for (const name of await readdir(join(folder, inner)).catch(unlessAbsent)) {
          // What a crash left half-written goes like anything else that nobody refers to.
          if (!BLOB_NAME.test(name.replace(/\.new$/, ''))) continue;
          const found = await stat(join(folder, inner, name)).catch(() => null);
          if (found) yield { name, writtenAt: found.mtime };
        }
    },
  };
}

/** Whole or not at all, also over a power cut: aside, fsync, rename, fsync the folder. */
async function write(folder: string, shelf: string, path: string, bytes: Uint8Array): Promise<void> {
  if ((await mkdir(shelf, { recursive: true, mode: 0o700 })) !== undefined) await syncFolder(folder);
  const aside = `${path}.new`;
  try {
    const file = await open(aside, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(aside, path);
  } catch (error) {
    await rm(aside, { force: true });
    throw error;
  }
  await syncFolder(shelf);
}

async function syncFolder(folder: string): Promise<void> {
  const held = await open(folder, 'r');
  try {
    await held.sync();
  } finally {
    await held.close();
  }
}

function unlessAbsent(error: unknown): never[] {
  if (Object(error).code === 'ENOENT') return [];
  throw error;
}

/** The file system's errors name paths: only their kind goes on. */
async function refused<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code } = Object(error);
    if (FULL.has(code)) throw new Fault<VaultRoomCode>('disk-full');
    if (code === 'ENOENT') throw new Fault<VaultRoomCode>('blob-missing');
    throw new Fault<VaultRoomCode>('blobs-unreachable', { reason: /^E[A-Z]+$/.test(code) ? code : 'file' });
  }
}
