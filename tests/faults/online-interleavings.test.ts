import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { placeHold } from '../../apps/server/holds/holding.ts';
import { over } from '../../apps/server/holds/testing/scope.ts';
import type { Store } from '../../apps/server/store/store.ts';
import { forEachServer } from '../../apps/server/testing/database.ts';
import { openVault } from '../../apps/server/vault/open.ts';
import { keeperIn, type VaultHall, vaultHall } from '../../apps/server/vault/testing/hall.ts';
import { exploreAll, type Gate, type Trace } from './explore.ts';
import { stepByStep } from './gates.ts';
import { liftAll, receiptsIn, sealedRecord, waitsForLock } from './hold-world.ts';

type Seen = { row: boolean; key: boolean };

async function look(store: Store, { parts }: VaultHall, id: string, at: { epoch: string; slot: number }) {
  const row = await store.read
    .selectFrom('vault_records')
    .select('tombstoned_on')
    .where('id', '=', id)
    .executeTakeFirst();
  const { alive } = await parts.keeper.ask('vault-alive', { items: [at] });
  return { row: row !== undefined, key: alive[0] === true, ending: row?.tombstoned_on != null };
}

forEachServer('hold against destruction', (test) => {
  test('F-16 I3 I4 I8: in every order of steps, with a crash at any: destroyed before the hold answers and said, or held', async ({
    store,
    server,
  }, t) => {
    if (server !== 'embedded') return t.skip('explored on the embedded server');
    const hall = await vaultHall(store, await keeperIn(t));
    const { parts } = hall;
    const outcomes = new Set<string>();

    const orders = await exploreAll(
      async () => {
        const { application, id, at } = await sealedRecord(hall);
        const before = await receiptsIn(store);
        let asked: Seen | null = null;
        let answered: (Seen & { id: string; said: number }) | null = null;
        return {
          actors: {
            destroyer: async (gate: Gate) => {
              const room = openVault(stepByStep(parts, gate));
              await stepByStep(parts, gate).store.write((tx) => room.end(tx, { application }, 'withdrawn'));
              await room.finish({ application });
            },
            holder: async (gate: Gate) => {
              const slow = stepByStep(parts, gate);
              await gate('call');
              asked = await look(store, hall, id, at);
              const { inFlight } = openVault(slow);
              const held = await placeHold(slow.store, over('portal-papers'), randomUUID(), {
                ...parts,
                inFlight,
              });
              const said = held.endedMeanwhile.reduce((sum, { count }) => sum + count, 0);
              answered = { ...(await look(store, hall, id, at)), id: held.id, said };
            },
          },
          waiting: () => waitsForLock(store),
          judge: async ({ gates }: Trace) => {
            // As every run of the destroyer: a hold that was cut off after the key process heard of it is one.
            await parts.holds.agree(store);
            for (let again = 0; again < 2; again++) await hall.vault.finish();
            const end = await look(store, hall, id, at);
            const ended = (await receiptsIn(store)) - before;
            assert.equal(end.row, end.key, 'a row without its key, or a key without its row');
            assert.equal(end.ending, false, 'recovery leaves nothing begun');
            assert.equal(
              ended,
              end.row ? 0 : 1,
              'exactly one receipt for what is gone, none for what is not',
            );
            const known = answered as (Seen & { id: string; said: number }) | null;
            const first = asked as Seen | null;
            if (known) {
              assert.equal(end.key, known.key, 'what a hold was told does not change afterwards');
              if (!known.key && first?.row) assert.equal(known.said, 1, 'what ended meanwhile is said');
              if (known.key) assert.equal(known.said, 0);
            }
            const lifted = await liftAll(hall);
            const heard = gates.some((gate) => gate.includes('told vault-hold'));
            assert.equal(lifted, heard ? 1 : 0, 'I12: what the key process has heard of is a hold');
            const crash = gates.find((gate) => gate.includes('!'))?.split('@')[1] ?? 'none';
            outcomes.add(`${known ? 'held' : 'no hold'}, ${end.key ? 'alive' : 'gone'}, crash: ${crash}`);
          },
        };
      },
      { crashes: (actor, gate) => actor === 'destroyer' || gate === 'commit' },
    );
    t.diagnostic(`${orders} orders, ${outcomes.size} kinds of end`);
    assert.ok(orders > 100, `${orders}`);
    for (const wanted of [
      'held, alive, crash: none',
      'held, gone, crash: none',
      'held, alive, crash: ask vault-shred',
      'held, gone, crash: told vault-shred',
      'held, gone, crash: commit',
    ])
      assert.ok(outcomes.has(wanted), `${wanted} was never reached`);
  });
});
