import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { isFault } from '@commonkey/words';
import { askRelease, placeHold } from '../../apps/server/holds/holding.ts';
import { openHolds } from '../../apps/server/holds/holds.ts';
import { liftHold, upholdHold } from '../../apps/server/holds/lifting.ts';
import { noMirror } from '../../apps/server/holds/mirror.ts';
import { checkedScope, EVERYTHING } from '../../apps/server/holds/scope.ts';
import { sealedAgain } from '../../apps/server/holds/seal.ts';
import { over } from '../../apps/server/holds/testing/scope.ts';
import type { Store } from '../../apps/server/store/store.ts';
import { sureClock } from '../../apps/server/testing/clock.ts';
import { forEachServer } from '../../apps/server/testing/database.ts';
import { openVault } from '../../apps/server/vault/open.ts';
import { keeperIn, random, vaultHall } from '../../apps/server/vault/testing/hall.ts';
import { exploreAll, type Gate } from './explore.ts';
import { statementByStatement } from './gates.ts';
import { liftAll, receiptsIn, sealedRecord, waitsForLock } from './hold-world.ts';

/** The statements are the same; where the servers differ in locking the first of these tests shows it. */
const ONE_SERVER = 'explored on the embedded server';
const HOUR = 3_600_000;
const START = new Date('2026-03-02T12:00:00Z').getTime();
/** Its rows have a last day, and their end is receipted. */
const SERIES = 'evidence-openings';
const program = { series: [] };

/** A row whose last day has come. */
async function dueRow({ write }: Store): Promise<string> {
  const [id, staff_id] = [randomUUID(), randomUUID()];
  const opened_at = new Date(START - 48 * HOUR);
  await write(async (tx) => {
    await tx.insertInto('staff_members').values({ id: staff_id, called: 'A' }).execute();
    const opening = { id, staff_id, purpose: 'order', opened_at, ends_on: '2026-03-01' };
    await tx.insertInto('evidence_openings').values(opening).execute();
  });
  return id;
}
const isThere = async ({ read }: Store, id: string) =>
  (await read.selectFrom('evidence_openings').select('id').where('id', '=', id).executeTakeFirst()) !==
  undefined;
/** Ends what earlier orders left in force, as time would. */
async function endHolds({ write }: Store): Promise<void> {
  await write(async (tx) => {
    const rows = await tx.selectFrom('legal_holds').selectAll().where('released_at', 'is', null).execute();
    for (const row of rows) {
      const two = { release_asked_by: randomUUID(), released_by: randomUUID() };
      const changes = sealedAgain(tx, row, { ...two, released_at: new Date(START) });
      await tx.updateTable('legal_holds').set(changes).where('id', '=', row.id).execute();
    }
  });
}

forEachServer('hold against destroyer, statement by statement', (test) => {
  test('F-16 I3 I4: placing against the schedule: held and there, or gone and said to whoever placed it', async ({
    store,
  }, t) => {
    const outcomes = new Set<string>();
    const clock = sureClock(() => new Date(START));
    const parts = { clock, random };
    const orders = await exploreAll(
      async () => {
        await endHolds(store);
        const row = await dueRow(store);
        const before = await receiptsIn(store, SERIES);
        let held: { there: boolean; said: number } | null = null;
        let ended: { destroyed: number; held: number } | null = null;
        return {
          actors: {
            destroyer: async (gate: Gate) => {
              const slow = statementByStatement(store, gate);
              const holds = openHolds(program, clock, random, noMirror);
              ended = await slow.write((tx) =>
                holds.destroy(tx, { table: 'evidence_openings', where: { id: row }, because: 'due' }),
              );
            },
            holder: async (gate: Gate) => {
              const slow = statementByStatement(store, gate);
              const placed = await placeHold(slow, over(SERIES), randomUUID(), parts);
              const said = placed.endedMeanwhile.reduce((sum, { count }) => sum + count, 0);
              held = { there: await isThere(store, row), said };
            },
          },
          waiting: () => waitsForLock(store),
          judge: async () => {
            const there = await isThere(store, row);
            const receipts = (await receiptsIn(store, SERIES)) - before;
            assert.equal(receipts, there ? 0 : 1, 'one receipt for what is gone');
            const [known, other] = [
              held as { there: boolean; said: number } | null,
              ended as { destroyed: number; held: number } | null,
            ];
            if (known) {
              assert.equal(there, known.there, 'what stood when the hold was acknowledged stands');
              assert.equal(known.said, there ? 0 : 1, 'the loser says which');
            }
            if (other) assert.deepEqual([other.destroyed, other.held], there ? [0, 1] : [1, 0]);
            outcomes.add(`${known ? 'hold' : 'no hold'}, ${there ? 'there' : 'gone'}`);
          },
        };
      },
      // Whatever statement a transaction dies at, all of it is undone: dying at its last says as much as at each.
      { crashes: (_, gate) => gate === 'commit' },
    );
    t.diagnostic(`${orders} orders: ${[...outcomes].join('; ')}`);
    assert.ok(orders > 20, `${orders}`);
    for (const end of ['hold, there', 'hold, gone', 'no hold, gone', 'no hold, there'])
      assert.ok(outcomes.has(end), `never: ${end}`);
  });

  test('I4 I13: confirming against lapsing: what is confirmed is there, and who comes too late is told so', async ({
    store,
    server,
  }, t) => {
    if (server !== 'embedded') return t.skip(ONE_SERVER);
    const outcomes = new Set<string>();
    const orders = await exploreAll(
      async () => {
        await endHolds(store);
        let now = new Date(START);
        const clock = sureClock(() => now);
        const parts = { clock, random };
        const row = await dueRow(store);
        const { id, provisionalUntil } = await placeHold(store, over(SERIES), randomUUID(), parts);
        now = new Date(provisionalUntil.getTime() - 1);
        let answer = 'crash';
        return {
          actors: {
            // Time passes, and then the destroyer comes: before, it would find the hold in force.
            destroyer: async (gate: Gate) => {
              await gate('time');
              now = new Date(provisionalUntil.getTime() + 1);
              const slow = statementByStatement(store, gate);
              const holds = openHolds(program, clock, random, noMirror);
              await slow.write((tx) =>
                holds.destroy(tx, { table: 'evidence_openings', where: { id: row }, because: 'due' }),
              );
            },
            officer: async (gate: Gate) => {
              const slow = statementByStatement(store, gate);
              answer = await upholdHold(slow, id, randomUUID(), parts).then(
                () => 'confirmed',
                (error: unknown) => (isFault(error) ? error.code : Promise.reject(error)),
              );
            },
          },
          waiting: () => waitsForLock(store),
          judge: async () => {
            const there = await isThere(store, row);
            if (answer === 'confirmed') assert.ok(there, 'nothing that a confirmed hold covers is gone');
            else assert.equal(answer, 'hold-lapsed');
            outcomes.add(`${answer}, ${there ? 'there' : 'gone'}`);
          },
        };
      },
      { crashes: () => false },
    );
    t.diagnostic(`${orders} orders: ${[...outcomes].join('; ')}`);
    for (const end of ['confirmed, there', 'hold-lapsed, gone'])
      assert.ok(outcomes.has(end), `never: ${end}`);
  });

  test('I3 I5: lifting and narrowing against the destroyer: nothing is gone before the row is stored that frees it', async ({
    store,
    server,
  }, t) => {
    if (server !== 'embedded') return t.skip(ONE_SERVER);
    for (const act of ['lift', 'narrow'] as const) {
      const outcomes = new Set<string>();
      const clock = sureClock(() => new Date(START));
      const parts = { clock, random };
      const elsewhere = checkedScope(
        { series: ['staff-approvals'], days: 'all' },
        { series: new Set(['staff-approvals']), began: null, today: '2026-03-02' },
      );
      const orders = await exploreAll(
        async () => {
          await endHolds(store);
          const row = await dueRow(store);
          const { id } = await placeHold(store, EVERYTHING, randomUUID(), parts);
          if (act === 'lift') {
            await upholdHold(store, id, randomUUID(), parts);
            await store.write((tx) => askRelease(tx, id, randomUUID()));
          }
          let freed = false;
          let early = false;
          return {
            actors: {
              destroyer: async (gate: Gate) => {
                const slow = statementByStatement(store, gate);
                const holds = openHolds(program, clock, random, noMirror);
                const { destroyed } = await slow.write((tx) =>
                  holds.destroy(tx, { table: 'evidence_openings', where: { id: row }, because: 'due' }),
                );
                early = destroyed === 1 && !freed;
              },
              officer: async (gate: Gate) => {
                const watched = statementByStatement(store, gate);
                const slow: Store = {
                  ...watched,
                  write: async (work) => {
                    const done = await watched.write(work);
                    freed = true;
                    return done;
                  },
                };
                if (act === 'lift') await liftHold(slow, id, randomUUID(), parts);
                else await upholdHold(slow, id, randomUUID(), { ...parts, narrowTo: elsewhere });
              },
            },
            waiting: () => waitsForLock(store),
            judge: async () => {
              assert.equal(early, false, 'ended while it was still held');
              const there = await isThere(store, row);
              const now = await store.read
                .selectFrom('legal_holds')
                .selectAll()
                .where('id', '=', id)
                .executeTakeFirstOrThrow();
              const free = act === 'lift' ? now.released_at !== null : now.narrowed;
              if (!there) assert.ok(free);
              outcomes.add(`${free ? 'free' : 'held'}, ${there ? 'there' : 'gone'}`);
            },
          };
        },
        // Lifting takes no lock, so its orders are many: that dying undoes all of it the other shows.
        { crashes: (actor, gate) => act === 'narrow' && actor === 'officer' && gate === 'commit' },
      );
      t.diagnostic(`${act}: ${orders} orders: ${[...outcomes].join('; ')}`);
      for (const end of ['free, there', 'free, gone', ...(act === 'narrow' ? ['held, there'] : [])])
        assert.ok(outcomes.has(end), `${act}, never: ${end}`);
    }
  });

  test('F-16 I4 T5: placing against a sealed record’s end, keys included: the key lives under the hold, or the hold says it is gone', async ({
    store,
    server,
  }, t) => {
    if (server !== 'embedded') return t.skip(ONE_SERVER);
    const hall = await vaultHall(store, await keeperIn(t));
    const { parts } = hall;
    const outcomes = new Set<string>();
    const orders = await exploreAll(
      async () => {
        const { application, id, at } = await sealedRecord(hall);
        const alive = async () => (await parts.keeper.ask('vault-alive', { items: [at] })).alive[0] === true;
        let held: { alive: boolean; said: number } | null = null;
        return {
          actors: {
            destroyer: async (gate: Gate) => {
              const slow = statementByStatement(store, gate);
              const room = openVault({ ...parts, store: slow });
              await slow.write((tx) => room.end(tx, { application }, 'withdrawn'));
              await room.finish({ application });
            },
            holder: async (gate: Gate) => {
              const slow = statementByStatement(store, gate);
              const { inFlight } = openVault({ ...parts, store: slow });
              const placed = await placeHold(slow, over('portal-papers'), randomUUID(), {
                ...parts,
                inFlight,
              });
              const said = placed.endedMeanwhile.reduce((sum, { count }) => sum + count, 0);
              held = { alive: await alive(), said };
            },
          },
          waiting: () => waitsForLock(store),
          judge: async () => {
            await parts.holds.agree(store);
            for (let again = 0; again < 2; again++) await hall.vault.finish();
            const row = await store.read
              .selectFrom('vault_records')
              .select('id')
              .where('id', '=', id)
              .executeTakeFirst();
            const lives = await alive();
            assert.equal(row !== undefined, lives, 'a row without its key, or a key without its row');
            const known = held as { alive: boolean; said: number } | null;
            if (known) {
              assert.equal(lives, known.alive);
              assert.equal(known.said, lives ? 0 : 1, 'the loser says which');
            }
            outcomes.add(`${known ? 'hold' : 'no hold'}, ${lives ? 'lives' : 'gone'}`);
            await liftAll(hall);
          },
        };
      },
      { crashes: () => false },
    );
    t.diagnostic(`${orders} orders: ${[...outcomes].join('; ')}`);
    for (const end of ['hold, lives', 'hold, gone']) assert.ok(outcomes.has(end), `never: ${end}`);
  });
});
