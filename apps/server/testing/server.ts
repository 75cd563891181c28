import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DatabaseAddress, openPool } from '../store/connect.ts';
import { migrate } from '../store/migrate.ts';
import { debianBinaries, embeddedBinaries } from '../store/postgres/binaries.ts';
import { startCluster } from '../store/postgres/cluster.ts';

export const SERVERS = ['embedded', 'debian-15'] as const;
export type ServerName = (typeof SERVERS)[number];

/** A running server that holds a migrated template; `address` is that of its own database `postgres`. */
export type TestServer = { address: DatabaseAddress; end(): Promise<void> };
/** Databases for the tests of one file. */
export type Databases = {
  fresh(): Promise<DatabaseAddress>;
  /** Leaves none of them behind. */
  end(): Promise<void>;
};

const TEMPLATE = 'template_commonkey';
/** Throw-away data may be lost with the machine; starting is what counts. Nobody waits for a cleaner in the template. */
const HASTY = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  max_connections: '200',
};
/** Where the whole test run has started a server for all its files: their addresses as JSON, null where not installed. No setting. */
const SHARED = 'CK_TEST_SERVERS';

/** Null where Debian's PostgreSQL 15 is asked for and not installed. */
export async function startTestServer(name: ServerName): Promise<TestServer | null> {
  const root = name === 'embedded' ? await embeddedBinaries() : await debianBinaries();
  if (root === null) return null;
  const folder = mkdtempSync(join(tmpdir(), 'commonkey-test-'));
  chmodSync(folder, 0o711);
  const newPassword = () => randomBytes(16).toString('hex');
  const {
    stop,
    home: _,
    ...found
  } = await startCluster({
    dataFolder: folder,
    root,
    newPassword,
    settings: HASTY,
  });
  const at = (database: string) => ({ ...found, database });
  const admin = openPool(at('postgres'), { max: 1, readOnly: false });
  await admin.query(`create database ${TEMPLATE}`);
  await admin.end();
  await migrate(at(TEMPLATE));
  return {
    address: at('postgres'),
    async end() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What a child of the test run is given in its environment, so that it starts no server of its own. */
export function sharing(servers: Readonly<Record<ServerName, TestServer | null>>): Record<string, string> {
  const addresses = Object.fromEntries(SERVERS.map((name) => [name, servers[name]?.address ?? null]));
  return { [SHARED]: JSON.stringify(addresses) };
}

/** Over all that this process opens: two openings at once share a server. */
let count = 0;

/**
 * On the server of the test run, or on one of this file's own: always so where `alone` is asked for, by a test that reads the
 * server's files, where other tests' rows would be found too. Null where it is not installed.
 */
export async function openDatabases(name: ServerName, { alone = false } = {}): Promise<Databases | null> {
  const given = alone ? undefined : process.env[SHARED];
  const shared: DatabaseAddress | null | undefined = given ? JSON.parse(given)[name] : undefined;
  const own = shared === undefined ? await startTestServer(name) : null;
  const address = shared ?? own?.address;
  if (!address) return null;
  const admin = openPool(address, { max: 1, readOnly: false });
  const made: string[] = [];
  return {
    async fresh() {
      const database = `test_${process.pid}_${count}`;
      count += 1;
      made.push(database);
      await admin.query(`create database ${database} template ${TEMPLATE} strategy file_copy`);
      return { ...address, database };
    },
    async end() {
      // A server of this file's own goes with its folder.
      if (!own) for (const database of made) await admin.query(`drop database ${database} with (force)`);
      await admin.end();
      await own?.end();
    },
  };
}
