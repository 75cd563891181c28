import { mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DIST = fileURLToPath(new URL('../../../dist', import.meta.url));
const APPS = ['desk', 'verify'] as const;

export type BuiltApps = {
  folders: Readonly<Record<(typeof APPS)[number], string>>;
  /** Once the service has read them: it serves from memory. */
  remove(): Promise<void>;
};

/**
 * The offline apps, built at every start: a pull must not leave yesterday's desk. Each service reads a build of its own,
 * made aside, so that none ever reads half of another's; a copy goes to `dist`, where the hashes are looked up.
 */
export async function buildApps(dist = DIST): Promise<BuiltApps> {
  const { buildAll } = await import('../../../scripts/build.ts');
  await mkdir(dist, { recursive: true });
  const aside = await mkdtemp(join(dist, '.build-'));
  const remove = () => rm(aside, { recursive: true, force: true });
  try {
    await buildAll(join(aside, 'served'));
    const hashes = await readFile(join(aside, 'served', 'builds.json'), 'utf8');
    if ((await textOf(join(dist, 'builds.json'))) !== hashes) {
      await buildAll(join(aside, 'copy'));
      for (const app of APPS)
        await swap(join(aside, 'copy', app), join(dist, app), join(aside, `old-${app}`));
      await rename(join(aside, 'copy', 'builds.json'), join(dist, 'builds.json'));
    }
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    folders: { desk: join(aside, 'served', 'desk'), verify: join(aside, 'served', 'verify') },
    remove,
  };
}

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Puts a folder in another's place. Where a second service was quicker, its folder has the same bytes and stays. */
async function swap(from: string, to: string, old: string): Promise<void> {
  await unless(['ENOENT'], rename(to, old));
  await unless(['ENOTEMPTY', 'EEXIST'], rename(from, to));
}

async function unless(codes: readonly string[], work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!codes.includes(String(Reflect.get(Object(error), 'code')))) throw error;
  }
}
