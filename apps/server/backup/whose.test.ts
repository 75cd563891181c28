import assert from 'node:assert/strict';
import { isFault } from '@commonkey/words';
import { databaseFindings } from '../doctor/database.ts';
import { claimDatabase, logKey } from '../ledger/service.ts';
import { house } from '../ledger/testing/house.ts';
import { forOneServer } from '../testing/database.ts';
import { noteServed } from './served.ts';
import { requireOwnBackup, requireOwnDatabase } from './whose.ts';

const RULES = { program: { id: 'model-city', version: '1.0' }, files: {} };
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;

forOneServer('whose database is copied', (test) => {
  test('of another service with the same name no copy is made, none is called whole, and doctor says it', async ({
    store,
    address,
  }, t) => {
    const theirs = await house(store, t);
    const other = await house(store, t);
    const own = { config: theirs.context.config };
    const foreign = { config: other.context.config };
    await requireOwnDatabase(foreign, address);
    await claimDatabase(theirs.context, { keysLost: false });
    await theirs.hour(2);
    const { note } = await theirs.published();

    await requireOwnDatabase(own, address);
    await requireOwnBackup(own, note);
    await requireOwnBackup(foreign, null);
    await assert.rejects(requireOwnDatabase(foreign, address), coded('database-of-another-service'));
    await assert.rejects(requireOwnBackup(foreign, note), coded('backup-of-another-service'));
    const url = 'url' in address ? address.url : null;
    const said = await databaseFindings({ ...foreign.config, databaseUrl: url ?? urlOf(address) });
    assert.deepEqual(
      said.filter(({ code }) => code === 'database-of-another-service').map(({ level }) => level),
      ['fail'],
    );

    // With the service at rest, what it said at its last start counts.
    await noteServed(foreign.config, RULES, await logKey(foreign));
    await other.keeper.stop();
    await assert.rejects(requireOwnDatabase(foreign, address), coded('database-of-another-service'));
    await assert.rejects(requireOwnBackup(foreign, note), coded('backup-of-another-service'));
    await theirs.keeper.stop();
    await requireOwnDatabase(own, address);
    await requireOwnBackup(own, note);
  });
});

function urlOf(address: object): string {
  const { host, port, user, password, database } = address as Record<string, string | number>;
  return `postgres://${user}:${encodeURIComponent(`${password}`)}@localhost:${port}/${database}?host=${encodeURIComponent(`${host}`)}`;
}
