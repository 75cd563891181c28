import { execFileSync } from 'node:child_process';
import { cp, mkdir, readFile, realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { openStore, type Store } from '../../../apps/server/store/store.ts';
import { cityOn } from '../../faults/online-cluster.ts';

/** The database beside a running service: looked into, copied while it runs or rests, and put back. */
export type Beside = {
  /** What the service is told; empty for the one it brings along. */
  env: Readonly<Record<string, string>>;
  /** Of the running server; closed again by whoever asked. */
  open(): Promise<Store>;
  /** How a copy is taken. The service must rest for `at-rest`. */
  backup: 'while-it-runs' | 'at-rest';
  copyTo(to: string): Promise<void>;
  /** The service must rest. */
  putBack(from: string): Promise<void>;
  /** Folders that hold it. */
  places(): Promise<string[]>;
  rest(): Promise<void>;
};

type Test = { after(work: () => Promise<void>): void };

/** The embedded server that `commonkey serve` starts and stops by itself. */
export function broughtAlong(dataFolder: string): Beside {
  const home = () => realpath(join(dataFolder, 'postgres'));
  return {
    env: {},
    backup: 'at-rest',
    async open() {
      const lines = (await readFile(join(await home(), 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
      const password = await readFile(join(await home(), 'password'), 'utf8');
      const host = lines[4] || '127.0.0.1';
      const address = { host, port: Number(lines[3]), user: 'commonkey', password, database: 'postgres' };
      return openStore(address, { read: 2, write: 1 });
    },
    copyTo: async (to) => copy(join(await home(), 'cluster'), to),
    async putBack(from) {
      const cluster = join(await home(), 'cluster');
      await rm(cluster, { recursive: true });
      copy(from, cluster);
    },
    places: async () => [await home()],
    rest: async () => {},
  };
}

/** A server of the city's own, of Debian; null where it is not installed. */
export async function ofTheCity(t: Test): Promise<Beside | null> {
  const city = await cityOn(t, 'debian-15');
  if (city === null) return null;
  await (await city.start()).close();
  return {
    env: { DATABASE_URL: city.url() },
    backup: 'while-it-runs',
    open: async () => openStore({ url: city.url() }, { read: 2, write: 1 }),
    async copyTo(to) {
      await mkdir(to, { recursive: true });
      await city.baseBackup(to);
    },
    async putBack(from) {
      await city.stop();
      await city.putBack(from);
      await (await city.start()).close();
    },
    places: async () => [await realpath(city.folder)],
    rest: () => city.stop(),
  };
}

/** With owners and dates: the server runs as somebody of its own. */
function copy(from: string, to: string): void {
  execFileSync('cp', ['-a', from, to]);
}

export const copyFolder = (from: string, to: string): Promise<void> =>
  cp(from, to, { recursive: true, filter: (path) => !path.endsWith('.sock') });
