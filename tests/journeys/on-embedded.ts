import assert from 'node:assert/strict';
import { after, type TestContext, test } from 'node:test';
import { openStore } from '../../apps/server/store/store.ts';
import type { TestDatabase } from '../../apps/server/testing/database.ts';
import { type Databases, openDatabases } from '../../apps/server/testing/server.ts';

let opening: Promise<Databases | null> | undefined;
after(async () => (await opening)?.end());

/** A test in a browser, which is the same on every server: the embedded one alone, with a database of the test's own. */
export function testOnEmbedded(
  title: string,
  body: (database: TestDatabase, t: TestContext) => Promise<void>,
): void {
  test(title, async (t) => {
    opening ??= openDatabases('embedded');
    const databases = await opening;
    assert.ok(databases);
    const address = await databases.fresh();
    const store = openStore(address, { read: 3, write: 3 });
    try {
      await body({ store, address, server: 'embedded' }, t);
    } finally {
      await store.close();
    }
  });
}
