import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isPlainDate, type PlainDate } from '@commonkey/program';

/** A day and nothing more: not where the copy lies, nor how many there are. */
const mark = (dataFolder: string): string => join(dataFolder, 'secrets', 'backup-made');

/** Writes down that a whole backup was made on a day. */
export async function noteBackup(dataFolder: string, made: PlainDate): Promise<void> {
  const path = mark(dataFolder);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(`${path}.new`, `${made}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}

/** The day of the last backup that `commonkey backup` made of this folder; null: it made none, or nobody can say. */
export async function lastBackup(dataFolder: string): Promise<PlainDate | null> {
  const text = (await readFile(mark(dataFolder), 'utf8').catch(() => '')).trim();
  return isPlainDate(text) ? text : null;
}
