import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { Fault } from '@commonkey/words';

/** What a command writes to and knows of its surroundings. */
export type Io = { out(text: string): void; err(text: string): void; language?: string; today?: string };

/** A program's files are small; a larger one is no program. */
const LARGEST = 2_000_000;

/**
 * The JSON files of a city's folder, by path inside it with forward slashes. Subfolders other than `words` belong to other offices.
 * Throws `program-folder-missing`, `program-file-unreadable`.
 */
export function readFolder(dir: string): Record<string, string> {
  let names: string[];
  try {
    names = [dir, join(dir, 'words')].flatMap((folder) =>
      folder === dir || statSync(folder, { throwIfNoEntry: false })?.isDirectory()
        ? readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
            entry.isFile() && entry.name.endsWith('.json') ? [join(folder, entry.name)] : [],
          )
        : [],
    );
  } catch (cause) {
    throw new Fault('program-folder-missing', { dir }, { cause });
  }
  return Object.fromEntries(
    names.sort().map((path) => {
      const name = relative(dir, path).split(sep).join('/');
      try {
        if (statSync(path).size > LARGEST) throw new Error('too large');
        return [name, readFileSync(path, 'utf8')];
      } catch (cause) {
        throw new Fault('program-file-unreadable', { file: name }, { cause });
      }
    }),
  );
}
