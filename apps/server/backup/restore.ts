import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { Config } from '../config/config.ts';
import type { DatabaseAddress } from '../store/connect.ts';
import { loadSnapshot } from '../store/copy/load.ts';
import type { Blobs } from '../vault/blobs/blobs.ts';
import { type Manifest, readBackupOf } from './manifest.ts';

export type RestoreParts = {
  config: Pick<Config, 'dataFolder' | 'issuer'>;
  /** An empty database. */
  address: DatabaseAddress;
  blobs: Blobs;
};

/**
 * Puts a backup back into an empty database and a data folder whose `keeper` is as it is now. Nothing of it is served yet:
 * at its next start the service first ends what was destroyed since (`replay.ts`).
 *
 * Faults: those of `readBackupOf`, `database-not-empty`, `database-newer-than-program`.
 */
export async function restoreBackup(
  { config, address, blobs }: RestoreParts,
  folder: string,
): Promise<Manifest> {
  const manifest = await readBackupOf(folder, config.issuer);
  await loadSnapshot(address, {
    migrations: manifest.migrations,
    tables: Object.keys(manifest.tables).map((table) => ({ table, rows: () => rowsOf(folder, table) })),
  });
  for (const path of Object.keys(manifest.files)) {
    const [top = '', ...rest] = path.split('/');
    const from = join(folder, path);
    if (top === 'blobs') await blobs.put(rest.join('/'), await readFile(from));
    if (top === 'data') await copyUnlessThere(from, join(config.dataFolder, ...rest));
  }
  return manifest;
}

/** The rows of one table out of a backup, in parts. */
export async function* rowsOf(folder: string, table: string): AsyncIterable<readonly string[]> {
  const zipped = createReadStream(join(folder, 'tables', `${table}.jsonl.gz`));
  const lines = createInterface({ input: zipped.pipe(createGunzip()), crlfDelay: Number.POSITIVE_INFINITY });
  let some: string[] = [];
  for await (const line of lines) {
    if (line !== '') some.push(line);
    if (some.length === 2_000) {
      yield some;
      some = [];
    }
  }
  if (some.length > 0) yield some;
}

/** What is there is of today, and the keys that were ended since are ended in it. */
async function copyUnlessThere(from: string, to: string): Promise<void> {
  if (await stat(to).catch(() => null)) return;
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await copyFile(from, to);
}
