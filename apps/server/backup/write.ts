import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { Fault, isFault } from '@commonkey/words';
import type { Clock } from '../clock.ts';
import type { Config } from '../config/config.ts';
import type { DatabaseAddress } from '../store/connect.ts';
import { type Snapshot, withSnapshot } from '../store/copy/dump.ts';
import type { Blobs } from '../vault/blobs/blobs.ts';
import type { BackupCode } from './errors.ts';
import { noteBackup } from './made.ts';
import { digestOf, MANIFEST, type Manifest } from './manifest.ts';

export type BackupParts = {
  config: Pick<Config, 'dataFolder'>;
  /** Whose city it is, as its keys say and not as the settings do (`served.ts`). */
  issuer: string;
  address: DatabaseAddress;
  blobs: Blobs;
  clock: Clock;
};

/** In the data folder, beside the database. The two cells and the vault's tables are not among them, and never will be. */
const FILES = ['secrets/server.key', 'keeper/keys.sealed'];
const FOLDERS = ['keeper/vault/openings'];

/**
 * Writes a backup into a new folder, while the service works or while it rests: the living rows in one snapshot, the sealed
 * pictures they refer to, and the few files that are not made again. No dead row, no root, nobody's session.
 *
 * The folder has its name only when it is whole. Faults `backup-there-already`, `disk-full`, the database's.
 */
export async function writeBackup(parts: BackupParts, folder: string): Promise<Manifest> {
  if ((await readdir(folder).catch(() => [])).length > 0)
    throw new Fault<BackupCode>('backup-there-already', { folder });
  const aside = `${folder}.unfinished`;
  await rm(aside, { recursive: true, force: true });
  await mkdir(aside, { recursive: true, mode: 0o700 });
  try {
    const manifest = await fill(parts, aside);
    await writeFile(join(aside, MANIFEST), `${JSON.stringify(manifest, null, 1)}\n`, { mode: 0o600 });
    await rm(folder, { recursive: true, force: true });
    await rename(aside, folder);
    await noteBackup(parts.config.dataFolder, manifest.made);
    return manifest;
  } catch (error) {
    await rm(aside, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  { config, issuer, address, blobs, clock }: BackupParts,
  aside: string,
): Promise<Manifest> {
  const tables: Record<string, number> = {};
  let checkpoint: string | null = null;
  const migrations = await withSnapshot(address, async (snapshot) => {
    for (const table of snapshot.tables) {
      tables[table] = await writeRows(snapshot, table, join(aside, 'tables', `${table}.jsonl.gz`), (row) => {
        if (table === 'ledger_checkpoints') checkpoint = noteOf(row, checkpoint);
      });
    }
    return snapshot.migrations;
  });
  await writeBlobs(blobs, join(aside, 'blobs'));
  for (const path of [...FILES, ...(await below(config.dataFolder, FOLDERS))]) {
    await mkdir(dirname(join(aside, 'data', path)), { recursive: true, mode: 0o700 });
    await copyFile(join(config.dataFolder, path), join(aside, 'data', path)).catch(unlessMissing);
  }
  const files: Manifest['files'] = {};
  for (const path of await below(aside, ['tables', 'blobs', 'data']))
    files[path] = await digestOf(join(aside, path));
  const made = clock.now().toISOString().slice(0, 10);
  return {
    v: 1,
    kind: 'commonkey-backup',
    made,
    issuer,
    migrations: [...migrations],
    tables,
    checkpoint,
    files,
  };
}

async function writeRows(
  snapshot: Snapshot,
  table: Snapshot['tables'][number],
  path: string,
  seen: (row: string) => void,
): Promise<number> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const zip = createGzip();
  const file = createWriteStream(path, { mode: 0o600, flush: true });
  zip.pipe(file);
  const written = Promise.all([finished(zip), finished(file)]);
  // Whoever waits for it below hears of a failure; until then it must not end the process.
  written.catch(() => {});
  let count = 0;
  for await (const rows of snapshot.rows(table)) {
    for (const row of rows) {
      count += 1;
      seen(row);
      if (!zip.write(`${row}\n`)) await Promise.race([once(zip, 'drain'), written]);
    }
  }
  zip.end();
  await written;
  return count;
}

/** The note of the larger tree. */
function noteOf(row: string, before: string | null): string | null {
  const { note } = JSON.parse(row) as { note: string | null };
  const size = (text: string | null) => Number(text?.split('\n')[1] ?? -1);
  return size(note) > size(before) ? note : before;
}

async function writeBlobs(blobs: Blobs, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  for await (const { name } of blobs.list()) {
    const bytes = await blobs.get(name).catch((error: unknown) => {
      // It ended while we looked, and its key before it.
      if (isFault(error) && error.code === 'blob-missing') return null;
      throw error;
    });
    if (bytes) await writeFile(join(folder, name), bytes, { mode: 0o600, flush: true });
  }
}

/** Paths of all files in some folders of `root`, relative to it. */
async function below(root: string, folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(join(root, folder), { recursive: true }).catch(() => []);
    for (const name of entries) {
      const path = join(folder, name);
      if ((await stat(join(root, path))).isFile()) found.push(path);
    }
  }
  return found.sort();
}

function unlessMissing(error: unknown): void {
  if (Object(error).code !== 'ENOENT') throw error;
}
