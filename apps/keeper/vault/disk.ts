import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * The durable steps that the vault is made of, and nothing else: each is on the medium when its promise resolves, so
 * that a test can stop the world between any two of them.
 */
export type Disk = {
  /** Undefined where there is no such file. */
  read(path: string): Promise<Buffer | undefined>;
  /** Names in a folder; none where it does not exist. */
  list(folder: string): Promise<string[]>;
  makeFolder(folder: string): Promise<void>;
  /** A whole new file; not atomic, so only for names that nothing refers to yet. */
  write(path: string, bytes: Uint8Array): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(path: string): Promise<void>;
  /** In place, into the blocks that hold the old bytes. */
  overwrite(path: string, at: number, bytes: Uint8Array): Promise<void>;
  append(path: string, bytes: Uint8Array): Promise<void>;
};

const FULL = new Set(['ENOSPC', 'EDQUOT']);
/** Whether an error says that there is no room. */
export const isFull = (error: unknown): boolean => FULL.has(Object(error).code);

const absent = (error: unknown): boolean => Object(error).code === 'ENOENT';

export const realDisk: Disk = {
  read: (path) =>
    readFile(path).catch((error: unknown) => {
      if (absent(error)) return undefined;
      throw error;
    }),
  list: (folder) =>
    readdir(folder).catch((error: unknown) => {
      if (absent(error)) return [];
      throw error;
    }),
  makeFolder: async (folder) => {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (first !== undefined) await syncFolder(dirname(first));
  },
  write: async (path, bytes) => {
    await withFile(path, 'w', (file) => file.writeFile(bytes));
    await syncFolder(dirname(path));
  },
  rename: async (from, to) => {
    await rename(from, to);
    await syncFolder(dirname(to));
  },
  remove: async (path) => {
    await rm(path, { force: true });
    await syncFolder(dirname(path));
  },
  overwrite: (path, at, bytes) =>
    withFile(path, constants.O_RDWR, async (file) => {
      const { bytesWritten } = await file.write(bytes, 0, bytes.length, at);
      if (bytesWritten !== bytes.length) throw Object.assign(new Error('short write'), { code: 'EIO' });
    }),
  append: (path, bytes) => withFile(path, 'a', (file) => file.appendFile(bytes)),
};

type File = Awaited<ReturnType<typeof open>>;

async function withFile(path: string, flags: string | number, work: (file: File) => Promise<void>) {
  const file = await open(path, flags, 0o600);
  try {
    await work(file);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  const held = await open(folder, 'r');
  try {
    await held.sync();
  } finally {
    await held.close();
  }
}
