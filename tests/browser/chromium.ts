import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import packed from '@sparticuz/chromium';

const repository = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Path of a Chromium that can be started: `CHROMIUM_PATH` where it is set, else the browser that travels inside
 * `@sparticuz/chromium`, unpacked once into `node_modules/.cache`.
 *
 * @throws Error with one readable line, if `CHROMIUM_PATH` names no file or the disk cannot hold the browser.
 */
export async function chromiumPath(): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen !== undefined && chosen !== '') {
    if (!existsSync(chosen)) throw new Error(`CHROMIUM_PATH names no file: ${chosen}`);
    return chosen;
  }
  const manifest = join(
    fileURLToPath(import.meta.resolve('@sparticuz/chromium')),
    '..',
    '..',
    'package.json',
  );
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const home = join(repository, 'node_modules', '.cache', `chromium-${version}`);
  const browser = join(home, 'chromium');
  if (!existsSync(browser)) await unpack(home);
  return browser;
}

// Several test files start at once: each unpacks into a folder of its own and the first rename wins, so that
// nobody ever starts a half-written browser.
async function unpack(home: string): Promise<void> {
  await mkdir(dirname(home), { recursive: true });
  const fresh = await mkdtemp(`${home}-`);
  const before = process.env.TMPDIR;
  process.env.TMPDIR = fresh;
  try {
    if (tmpdir() !== fresh)
      throw new Error('TMPDIR is not honoured, the browser cannot be unpacked privately');
    await packed.executablePath();
  } finally {
    if (before === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = before;
  }
  await rename(fresh, home).catch(async (error: unknown) => {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(join(home, 'chromium'))) throw error;
  });
}
