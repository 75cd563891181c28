import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { migrate } from '../../apps/server/store/migrate.ts';
import { debianBinaries, embeddedBinaries } from '../../apps/server/store/postgres/binaries.ts';
import { type Cluster, startCluster } from '../../apps/server/store/postgres/cluster.ts';
import { openStore, type Store } from '../../apps/server/store/store.ts';

const run = promisify(execFile);

/** A data folder with a database server in it that can be stopped, copied and put back. */
export type City = {
  folder: string;
  /** Of the running server, as `DATABASE_URL` takes it. */
  url(): string;
  start(): Promise<Store>;
  stop(): Promise<void>;
  /** Of the stopped server: its whole folder. */
  copyTo(to: string): Promise<void>;
  putBack(from: string): Promise<void>;
  /** Of the running server, by PostgreSQL's own tool; Debian's server only. */
  baseBackup(to: string): Promise<void>;
};

/** Null where Debian's server is asked for and not installed. */
export async function cityOn(
  t: { after(work: () => Promise<void>): void },
  server: 'embedded' | 'debian-15',
): Promise<City | null> {
  const root = server === 'embedded' ? await embeddedBinaries() : await debianBinaries();
  if (root === null) return null;
  const folder = await mkdtemp(join(tmpdir(), 'ck-city-'));
  await chmod(folder, 0o711);
  let cluster: Cluster | null = null;
  let store: Store | null = null;
  const stop = async () => {
    await store?.close();
    await cluster?.stop();
    store = null;
    cluster = null;
  };
  let home = '';
  t.after(async () => {
    await stop();
    if (home !== '') await rm(home, { recursive: true, force: true });
    await rm(folder, { recursive: true, force: true });
  });
  return {
    folder,
    url() {
      if (!cluster) throw new Error('no server runs');
      const { host, port, user, password } = cluster;
      return `postgres://${user}:${password}@localhost:${port}/postgres?host=${encodeURIComponent(host)}`;
    },
    async start() {
      cluster = await startCluster({
        dataFolder: folder,
        root,
        newPassword: () => randomBytes(16).toString('hex'),
        settings: { wal_level: 'replica', max_wal_senders: '3' },
      });
      home = await realpath(cluster.home);
      const { host, port, user, password } = cluster;
      const address = { host, port, user, password, database: 'postgres' };
      await migrate(address);
      store = openStore(address, { read: 3, write: 3 });
      return store;
    },
    stop,
    copyTo: (to) => cp(join(home, 'cluster'), to, { recursive: true, preserveTimestamps: true }),
    async putBack(from) {
      await rm(join(home, 'cluster'), { recursive: true });
      // With its owner: the server runs as somebody of its own.
      await run('cp', ['-a', from, join(home, 'cluster')]);
      const { stdout } = await run('stat', ['-c', '%u:%g', home]);
      await run('chown', ['-R', stdout.trim(), join(home, 'cluster')]);
      await run('chmod', ['700', join(home, 'cluster')]);
    },
    async baseBackup(to) {
      if (!cluster) throw new Error('no server runs');
      const { host, port, user, password } = cluster;
      const args = ['-h', host, '-p', String(port), '-U', user, '-D', to, '-X', 'stream', '-c', 'fast'];
      await run(join(root, 'bin', 'pg_basebackup'), args, {
        env: { PGPASSWORD: password, PATH: '/usr/bin:/bin' },
      });
    },
  };
}
