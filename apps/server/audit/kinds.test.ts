import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leafOf } from '@commonkey/ledger';
import { KNOWN_KINDS } from '../ledger/page/spoken-event.ts';
import { committedLeaves } from '../store/committed.ts';
import { openStore } from '../store/store.ts';
import { type Databases, openDatabases } from '../testing/server.ts';
import { keptOpenings } from './kept.ts';
import { WRITTEN_BY } from './testing/every-deed.ts';
import type { Deed } from './testing/legal-deeds.ts';

type Teardown = Parameters<Deed>[1];

/** What one deed leaves: every leaf, and what rows can open. */
async function done(deed: Deed, databases: Databases, t: Teardown) {
  const store = openStore(await databases.fresh(), { read: 2, write: 2 });
  try {
    const hidden = await deed(store, t);
    const kept = await keptOpenings(store);
    const there = await committedLeaves(
      store.read,
      kept.flatMap(({ openings }) => openings.map(leafOf)),
    );
    const leaves = await store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    const opened = kept.map((one) => ({
      ...one,
      shown: one.openings.find((opening) => there.has(Buffer.from(leafOf(opening)).toString('hex'))),
    }));
    return { hidden, opened, leaves: leaves.length };
  } finally {
    await store.close();
  }
}

test('every kind of entry can be opened for an auditor, and no opening names anybody', async (t) => {
  assert.deepEqual(Object.keys(WRITTEN_BY).sort(), [...KNOWN_KINDS].sort(), 'each kind has its deed');
  const databases = await openDatabases('embedded');
  if (!databases) throw new Error('the embedded server is always there');
  t.after(() => databases.end());
  for (const [deed, of] of Map.groupBy(Object.entries(WRITTEN_BY), ([, deed]) => deed)) {
    const { hidden, opened, leaves } = await done(deed, databases, t);
    const events = opened.flatMap(({ shown }) => (shown ? [shown.event] : []));
    for (const [kind] of of)
      assert.ok(
        events.some((event) => event.kind === kind),
        `nothing opens ${kind}`,
      );
    assert.deepEqual(
      opened.filter(({ shown }) => !shown).map(({ table, openings }) => [table, openings[0].event.kind]),
      [],
      'a row tells what was never committed to',
    );
    assert.equal(new Set(opened.map(({ shown }) => shown && leafOf(shown).join())).size, leaves, deed.name);
    for (const event of events)
      for (const one of hidden) assert.ok(!JSON.stringify(event).includes(one), `${event.kind} names ${one}`);
  }
});
