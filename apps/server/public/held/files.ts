import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FILE_HOLDINGS } from '../../store/holdings/files.ts';

/** Names that one look goes through at most. A city’s sealed pictures may be millions; the next look begins anew. */
const MOST_NAMES = 50_000;
/** The database's own folder: what lies in it is the server's to name, and its tables are looked at as tables. */
const NOT_ENTERED = new Set(['postgres']);
const DESCRIBED = Object.values(FILE_HOLDINGS).flatMap(({ files }) => [...files]);

export type FilesSeen = {
  /** Paths below the data folder that nobody described. For the terminal alone: a name may be somebody's. */
  unknown: readonly string[];
  /** There were more names than one look goes through. */
  partial: boolean;
};

/** Looks at the names of what lies below the data folder. What may not be read is its owner's, and passed over. */
export async function filesSeen(dataFolder: string): Promise<FilesSeen> {
  const unknown: string[] = [];
  let names = 0;
  const waiting = [''];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const entries = await readdir(join(dataFolder, at), { withFileTypes: true }).catch(() => []);
    for (const entry of entries) {
      names += 1;
      if (names > MOST_NAMES) return { unknown, partial: true };
      const path = at === '' ? entry.name : `${at}/${entry.name}`;
      if (entry.isDirectory() && !NOT_ENTERED.has(path)) waiting.push(path);
      else if (!DESCRIBED.some((pattern) => pattern.test(path))) unknown.push(path);
    }
  }
  return { unknown: unknown.sort(), partial: false };
}
