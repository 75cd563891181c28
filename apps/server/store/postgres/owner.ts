import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
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
 * 0700 home), a folder of its own under `/var/lib/commonkey` named after the data folder.
 */
export async function clusterHome(dataFolder: string, user: ServerUser): Promise<string> {
  await mkdir(dataFolder, { recursive: true });
  if (!user) return makeHome(join(dataFolder, 'postgres'), user);
  await chmod(dataFolder, 0o711);
  if (await reachableByAll(dataFolder)) return makeHome(join(dataFolder, 'postgres'), user);
  const name = createHash('sha256').update(resolve(dataFolder)).digest('hex').slice(0, 16);
  await mkdir('/var/lib/commonkey', { recursive: true, mode: 0o711 });
  return makeHome(join('/var/lib/commonkey', name), user);
}

async function makeHome(home: string, user: ServerUser): Promise<string> {
  await mkdir(home, { recursive: true });
  if (user) await chown(home, user.uid, user.gid);
  await chmod(home, 0o700);
  return home;
}
