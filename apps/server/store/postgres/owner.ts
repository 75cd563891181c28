import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmod, chown, lstat, mkdir, readlink, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { reachableByAll } from './binaries.ts';

/** The user PostgreSQL runs as. It refuses root; then it is `nobody`, who exists everywhere and owns nothing else. */
export type ServerUser = { uid: number; gid: number } | null;

export function serverUser(): ServerUser {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody'], { encoding: 'utf8' }).trim());
  return { uid: id('-u'), gid: id('-g') };
}

/**
 * The folder the cluster lives in: `<data>/postgres`. As root with a data folder that `nobody` cannot walk into (below a
 * 0700 home), that is a link to a folder of its own under `/var/lib/commonkey`. Its name is random and known to the link
 * alone, so that a new data folder never meets the cluster of one that was removed. A cluster that a backup has put back in
 * such a place moves there.
 */
export async function clusterHome(dataFolder: string, user: ServerUser): Promise<string> {
  await mkdir(dataFolder, { recursive: true });
  const home = join(dataFolder, 'postgres');
  if (!user) return makeHome(home, user);
  await chmod(dataFolder, 0o711);
  const elsewhere = await readlink(home).catch(() => null);
  if (elsewhere !== null) return makeHome(elsewhere, user);
  if (await reachableByAll(dataFolder)) return makeHome(home, user);
  await mkdir('/var/lib/commonkey', { recursive: true, mode: 0o711 });
  const apart = await makeHome(join('/var/lib/commonkey', randomUUID()), user);
  if (await lstat(home).catch(() => null)) {
    execFileSync('cp', ['-a', `${home}/.`, apart]);
    if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, apart]);
    await rm(home, { recursive: true });
  }
  await symlink(apart, home);
  return apart;
}

async function makeHome(home: string, user: ServerUser): Promise<string> {
  await mkdir(home, { recursive: true });
  if (user) await chown(home, user.uid, user.gid);
  await chmod(home, 0o700);
  return home;
}
