import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import type { Program } from '@commonkey/program';
import { parseProgram } from '@commonkey/program/parse.ts';
import { Fault } from '@commonkey/words';
import type { ConfigCode } from './errors.ts';

/** The city's rules as served: parsed once, with the files they came from for desks to take along. */
export type ServedProgram = { readonly program: Program; readonly files: Readonly<Record<string, string>> };

/** A program folder is a few hundred kilobytes of rules and words; more is another folder by mistake. */
const MOST_CHARACTERS = 4_000_000;

/**
 * Reads the rules a service runs on.
 * @throws Fault `program-unreadable` | `program-refused` (with its first fault) | `program-incomplete`: rules that nobody
 *   has established, or fields that no card can show, cannot be served | `program-is-practice`: rules made for trying out
 *   are no real city's
 * @param practice whether the city is a practice city
 */
export async function loadProgram(
  folder: string,
  { practice = true }: { practice?: boolean } = {},
): Promise<ServedProgram> {
  const files = await readFiles(folder);
  const parsed = parseProgram(files);
  const [first] = parsed.faults;
  if (parsed.program === undefined || parsed.status === 'refused')
    throw new Fault<ConfigCode>('program-refused', {
      folder,
      fault: first?.code ?? '',
      count: parsed.faults.length,
    });
  if (parsed.status === 'incomplete')
    throw new Fault<ConfigCode>('program-incomplete', {
      folder,
      unestablished: parsed.unestablished.length,
      undrawn: parsed.undrawn.length,
    });
  if (parsed.program.practice && !practice) throw new Fault<ConfigCode>('program-is-practice', { folder });
  return { program: parsed.program, files };
}

async function readFiles(folder: string): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  let characters = 0;
  try {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !entry.name.endsWith('.json')) continue;
      const path = join(entry.parentPath, entry.name);
      const text = await readFile(path, 'utf8');
      characters += text.length;
      files[relative(folder, path).replaceAll('\\', '/')] = text;
    }
  } catch (cause) {
    throw new Fault<ConfigCode>('program-unreadable', { folder }, { cause });
  }
  if (characters === 0 || characters > MOST_CHARACTERS)
    throw new Fault<ConfigCode>('program-unreadable', { folder });
  return files;
}

/** SHA-256 over name, length and text of every file of the rules, in the order of their names. */
export function programDigest(files: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256');
  for (const [name, text] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name}\n${Buffer.byteLength(text)}\n${text}`);
  return hash.digest('hex');
}
