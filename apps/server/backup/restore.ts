import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import { Fault } from '@commonkey/words';
import type { Config } from '../config/config.ts';
import type { DatabaseAddress } from '../store/connect.ts';
import { loadSnapshot } from '../store/copy/load.ts';
import type { Blobs } from '../vault/blobs/blobs.ts';
import { writeWhole } from '../write-whole.ts';
import type { BackupCode } from './errors.ts';
import { declaration, ofLostKeys } from './keys-lost.ts';
import { type Manifest, readBackupOf } from './manifest.ts';

export type RestoreParts = {
  config: Pick<Config, 'dataFolder' | 'issuer'>;
  /** An empty database. */
  address: DatabaseAddress;
  blobs: Blobs;
  /**
   * They are gone for good, and the city makes new ones: sealed keys that no cell opens are left where they are, and the key
   * process to come is told whose keys it never had.
   */
  keysLost?: boolean;
};

/** Opens the keys that a backup has; no backup has it. */
const CELL = join('keeper', 'cell');
const SEALED_KEYS = 'keeper/keys.sealed';
const DECLARED = join('keeper', 'keys-lost.json');

/**
 * Before anything is made: a service cannot start on sealed keys without their cell, and new keys are never made over old
 * ones by mistake.
 * @throws Fault `restore-keys-missing` {folder} | `restore-keys-there` {folder}: they were said to be lost
 */
export async function requireKeys(
  { dataFolder }: Pick<Config, 'dataFolder'>,
  keysLost: boolean,
): Promise<void> {
  const there = await stat(join(dataFolder, CELL)).then(
    () => true,
    (error: unknown) => Object(error).code !== 'ENOENT',
  );
  const folder = join(dataFolder, 'keeper');
  if (!there && !keysLost) throw new Fault<BackupCode>('restore-keys-missing', { folder });
  if (there && keysLost) throw new Fault<BackupCode>('restore-keys-there', { folder });
}

/**
 * Puts a backup back into an empty database and a data folder whose `keeper` is as it is now. Nothing of it is served yet:
 * at its next start the service first ends what was destroyed since (`replay.ts`).
 *
 * @param read its manifest, where somebody has held it against its files already
 * Faults: those of `readBackupOf`, `database-not-empty`, `database-newer-than-program`.
 */
export async function restoreBackup(
  { config, address, blobs, keysLost = false }: RestoreParts,
  folder: string,
  read?: Manifest,
): Promise<Manifest> {
  const manifest = read ?? (await readBackupOf(folder, config.issuer));
  const epochs = new Set<string>();
  const rows = (table: string) =>
    keysLost && table === 'vault_records' ? ofLostKeys(rowsOf(folder, table), epochs) : rowsOf(folder, table);
  await loadSnapshot(address, {
    migrations: manifest.migrations,
    tables: Object.keys(manifest.tables).map((table) => ({ table, rows: () => rows(table) })),
  });
  await declareLost(config.dataFolder, keysLost ? epochs : null);
  for (const path of Object.keys(manifest.files)) {
    const [top = '', ...rest] = path.split('/');
    const from = join(folder, path);
    if (top === 'blobs') await blobs.put(rest.join('/'), await readFile(from));
    if (keysLost && path === `data/${SEALED_KEYS}`) continue;
    if (top === 'data') await copyUnlessThere(from, join(config.dataFolder, ...rest));
  }
  return manifest;
}

/** In the keeper's own folder, and written by nobody else: another key process that is mounted by mistake has none. */
async function declareLost(dataFolder: string, epochs: ReadonlySet<string> | null): Promise<void> {
  const path = join(dataFolder, DECLARED);
  if (epochs === null) return rm(path, { force: true });
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeWhole(path, declaration(epochs), 0o600);
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
