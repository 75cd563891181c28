import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const LOCK = 'package-lock.json';
const FOLDERS = ['apps', 'packages'];
const KINDS = ['.ts', '.tsx', '.mjs', '.json', '.css'];
/** Tests run nothing in a city; what others wrote is pinned in package-lock.json, which is taken along. */
const LEFT_OUT = /(^|\/)(node_modules|testing|dist)\/|\.test\.tsx?$/;

/**
 * One number for the code that answers: SHA-256 over a line "path SHA-256-of-file" for each of its files, in the order of their
 * paths. Of two answers with the same one the code was the same; a published version of it gives the same one to anybody.
 */
export async function digestOfCode(root: string = ROOT): Promise<string> {
  const files: string[] = (await readdir(root)).filter((name) => name === LOCK);
  for (const folder of FOLDERS) {
    const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const entry of entries) {
      const path = relative(root, join(entry.parentPath, entry.name)).split(sep).join('/');
      if (entry.isFile() && KINDS.includes(extname(path)) && !LEFT_OUT.test(path)) files.push(path);
    }
  }
  const whole = createHash('sha256');
  for (const path of files.sort()) {
    const digest = createHash('sha256').update(await readFile(join(root, path)));
    whole.update(`${path} ${digest.digest('hex')}\n`);
  }
  return whole.digest('hex');
}

let running: Promise<string | null> | undefined;

/** Of the code that this process runs, read once; null where it lies in files that cannot be read. */
export function codeDigest(): Promise<string | null> {
  running ??= digestOfCode().catch(() => null);
  return running;
}
