import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, type TestContext, test } from 'node:test';
import { type DatabaseAddress, openPool } from '../store/connect.ts';
import { migrate } from '../store/migrate.ts';
import { debianBinaries, embeddedBinaries } from '../store/postgres/binaries.ts';
import { type Cluster, startCluster } from '../store/postgres/cluster.ts';
import { openStore, type Store } from '../store/store.ts';

/** A database of its own for one test, migrated and empty. */
export type TestDatabase = { store: Store; address: DatabaseAddress; server: 'embedded' | 'debian-15' };
type Body = (database: TestDatabase, t: TestContext) => Promise<void>;

const TEMPLATE = 'template_commonkey';
/** Throw-away data may be lost with the machine; starting is what counts. */
const HASTY = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };

type Server = { cluster: Cluster; fresh(): Promise<DatabaseAddress>; end(): Promise<void> };

/**
 * Declares the same tests on every PostgreSQL we promise: the embedded one and Debian's 15. Each test gets a database cloned
 * from a migrated template. Where Debian's is not installed its tests are skipped and say so.
 *
 * ```ts
 * forEachServer('desks', (test) => {
 *   test('gives a block of serials', async ({ store }) => { … });
 * });
 * ```
 */
export function forEachServer(
  title: string,
  declare: (test: (name: string, body: Body) => void) => void,
): void {
  for (const name of ['embedded', 'debian-15'] as const) {
    describe(`${title} [${name} PostgreSQL]`, () => {
      let starting: Promise<Server | null> | undefined;
      const server = () => {
        starting ??= startServer(name);
        return starting;
      };
      after(async () => (await starting)?.end());
      declare((title, body) => {
        test(title, async (t) => {
          const running = await server();
          if (!running) return t.skip('PostgreSQL 15 of Debian is not installed');
          const address = await running.fresh();
          const store = openStore(address, { read: 3, write: 3 });
          try {
            await body({ store, address, server: name }, t);
          } finally {
            await store.close();
          }
        });
      });
    });
  }
}

async function startServer(name: TestDatabase['server']): Promise<Server | null> {
  const root = name === 'embedded' ? await embeddedBinaries() : await debianBinaries();
  if (root === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'commonkey-test-'));
  chmodSync(folder, 0o711);
  const newPassword = () => randomBytes(16).toString('hex');
  const cluster = await startCluster({ dataFolder: folder, root, newPassword, settings: HASTY });
  const at = (database: string) => ({
    host: cluster.host,
    port: cluster.port,
    user: cluster.user,
    password: cluster.password,
    database,
  });
  const admin = openPool(at('postgres'), { max: 1, readOnly: false });
  await admin.query(`create database ${TEMPLATE}`);
  await migrate(at(TEMPLATE));
  let count = 0;
  return {
    cluster,
    async fresh() {
      count += 1;
      const name = `test_${count}`;
      await admin.query(`create database ${name} template ${TEMPLATE}`);
      return at(name);
    },
    async end() {
      await admin.end();
      await cluster.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
