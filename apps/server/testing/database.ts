import { after, describe, type TestContext, test } from 'node:test';
import type { DatabaseAddress } from '../store/connect.ts';
import { openStore, type Store } from '../store/store.ts';
import { EVERY } from './every.ts';
import { type Databases, openDatabases, SERVERS, type ServerName } from './server.ts';

/** A database of its own for one test, migrated and empty. */
export type TestDatabase = { store: Store; address: DatabaseAddress; server: ServerName };
type Body = (database: TestDatabase, t: TestContext) => Promise<void>;

/**
 * Declares the same tests on every PostgreSQL we promise: the embedded one and Debian's 15. Each test gets a database cloned
 * from a migrated template. Where Debian's is not installed its tests are skipped and say so. `alone`: on servers that hold the
 * rows of no other file.
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
  { alone = false, servers = SERVERS }: { alone?: boolean; servers?: readonly ServerName[] } = {},
): void {
  for (const name of servers) {
    describe(`${title} [${name} PostgreSQL]`, () => {
      let opening: Promise<Databases | null> | undefined;
      const databases = () => {
        opening ??= openDatabases(name, { alone });
        return opening;
      };
      after(async () => (await opening)?.end());
      declare((title, body) => {
        test(title, async (t) => {
          const server = await databases();
          if (!server) return t.skip('PostgreSQL 15 of Debian is not installed');
          const address = await server.fresh();
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

/**
 * As `forEachServer`, for an office whose own SQL is plain: what it does to rows, locks and transactions is tried below it, on
 * every PostgreSQL. The embedded one alone, so that the whole run stays short; `npm run test:every` takes every one.
 */
export function forOneServer(
  title: string,
  declare: (test: (name: string, body: Body) => void) => void,
  { alone = false }: { alone?: boolean } = {},
): void {
  forEachServer(title, declare, { alone, servers: EVERY ? SERVERS : ['embedded'] });
}
