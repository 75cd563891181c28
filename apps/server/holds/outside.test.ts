import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { alteredRows } from '../audit/altered.ts';
import { openPool } from '../store/connect.ts';
import { sealKeyOf } from '../store/seal-key.ts';
import type { Store } from '../store/store.ts';
import { forEachServer } from '../testing/database.ts';
import { openLives } from '../testing/lives.ts';
import { keeperIn, vaultHall } from '../vault/testing/hall.ts';
import { askRelease, placeHold } from './holding.ts';
import { liftHold } from './lifting.ts';
import { asMirrored, type MirroredHold } from './mirror.ts';
import { EVERYTHING } from './scope.ts';
import type { HoldChildTask } from './testing/hold-child.ts';

const NOBODY = { destroyed: 0, held: 0, awaiting: 0, pending: 0 };
const holdsIn = (store: Store) =>
  store.read.selectFrom('legal_holds').selectAll().orderBy('placed_at').execute();

forEachServer('a hold without a row', (test) => {
  test('I12 I13: has the whole time again from when it was found, and lapses after it like any other', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t));
    const application = await hall.application();
    await hall.store('papers', application, '2099-03-01');
    const now = hall.parts.clock.now().getTime();
    const ago = (days: number) => new Date(now - days * 86_400_000).toISOString();
    // As a crash between both leaves it, found days later, when nobody could have confirmed it.
    const orphan: MirroredHold = {
      ...{ id: randomUUID(), series: ['portal-papers'], from: null, until: null, salt: 'A'.repeat(43) },
      ...{ placedAt: ago(5), placedBy: randomUUID(), provisionalUntil: ago(2) },
      ...{ confirmed: null, narrowed: null, released: null, lapsed: false, putBackAt: null },
    };
    await hall.parts.keeper.ask('vault-hold', { hold: orphan });
    await hall.parts.holds.agree(store);
    const [row] = await holdsIn(store);
    assert.equal(row?.provisional_until.getTime(), now + 72 * 3_600_000);
    const ended = await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    assert.equal(ended.held, 1);
    hall.at(new Date(now + 71 * 3_600_000).toISOString());
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 1 });
    hall.at(new Date(now + 73 * 3_600_000).toISOString());
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1 });
    assert.deepEqual((await hall.parts.keeper.ask('vault-status', {})).holds, { inForce: 0, unsettled: 0 });
    await hall.parts.holds.agree(store);
    assert.equal((await holdsIn(store)).length, 1, 'and stays lapsed');
  });
});

forEachServer('a hold that the database has lost', (test) => {
  test('I12 I3: comes back with what it was placed for, and opens the leaf that it was placed with', async ({
    store,
    address,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t));
    const { clock, random } = hall.parts;
    const parts = { clock, random, inFlight: hall.vault.inFlight, reason: 'lawsuit' as const };
    await placeHold(store, EVERYTHING, randomUUID(), parts);
    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    await pool.query('delete from legal_holds');
    await hall.parts.holds.agree(store);
    assert.deepEqual(
      (await holdsIn(store)).map(({ reason }) => reason),
      ['lawsuit'],
    );
    await pool.query('update legal_holds set reason = null, seal = null');
    await hall.parts.holds.agree(store);
    assert.equal(
      (await holdsIn(store))[0]?.reason,
      'lawsuit',
      'also where the row is from before there were seals',
    );
    assert.deepEqual([...(await alteredRows(store))], []);
  });
});

const CHILD = fileURLToPath(new URL('testing/hold-child.ts', import.meta.url));

forEachServer('a hold’s life', (test) => {
  test('F-01 I12: kill -9 at each of its steps: what was acknowledged is kept outside, both sides agree afterwards', async ({
    store,
    address,
  }, t) => {
    const lives = await openLives<HoldChildTask>(t, CHILD);
    const keeper = await keeperIn(t);
    const hall = await vaultHall(store, keeper);
    const { folder, socket } = keeper;
    const sealKey = Buffer.from(sealKeyOf(store.read)).toString('hex');
    const outside = async () => (await hall.parts.keeper.ask('vault-holds', {})).holds;
    const inside = async () => (await holdsIn(store)).map((row) => asMirrored(row, null));
    const ends = {
      nothing: 0,
      held: 0,
      lifted: 0,
      'held, not acknowledged': 0,
      'lifted, not acknowledged': 0,
    };
    const known = new Set<string>();
    for (let dieAt = 1; ; dieAt++) {
      const officers = [randomUUID(), randomUUID()] as const;
      const { lines: said } = await lives.live({
        address,
        keeper: { folder, socket },
        officers,
        sealKey,
        dieAt,
      });
      const at = `step ${dieAt}, ${said.join(', ')}`;
      const heard = (await outside()).filter(({ id }) => !known.has(id));
      const [acknowledged] = said;
      if (acknowledged)
        assert.deepEqual(
          heard.map(({ id }) => `placed ${id}`),
          [acknowledged],
          at,
        );
      if (said.includes('upheld')) assert.ok(heard[0]?.confirmed && heard[0].narrowed, at);
      // Told to take less, it would let go of what the row still holds.
      if (heard[0]?.narrowed)
        assert.ok(
          (await inside()).find(({ id }) => id === heard[0]?.id)?.narrowed,
          `${at}: narrowed too early`,
        );
      if (said.includes('lifted')) assert.ok(heard[0]?.released, at);

      await hall.parts.holds.agree(store);
      const [now = [], rows] = [await outside(), await inside()];
      const facts = (holds: readonly MirroredHold[]) =>
        holds.map(({ lapsed: _, putBackAt: __, ...rest }) => rest).toSorted((a, b) => (a.id < b.id ? -1 : 1));
      assert.deepEqual(facts(rows), facts(now), at);
      await hall.parts.holds.agree(store);
      assert.deepEqual(
        [await outside(), await inside()],
        [now, rows],
        `${at}: a second time changes nothing`,
      );

      const fresh = now.filter(({ id }) => !known.has(id));
      for (const { id } of fresh) known.add(id);
      const [hold] = fresh;
      assert.ok(fresh.length <= 1, at);
      if (!hold) ends.nothing += 1;
      else if (hold.released) {
        // Only what two people did, and the second of them began.
        assert.ok(said.includes('lifting'), at);
        assert.deepEqual([hold.released.askedBy, hold.released.by], officers, at);
        ends[said.includes('lifted') ? 'lifted' : 'lifted, not acknowledged'] += 1;
      } else {
        assert.ok(!said.includes('lifted'), at);
        ends[acknowledged ? 'held' : 'held, not acknowledged'] += 1;
        await store.write((tx) => askRelease(tx, hold.id, randomUUID()));
        await liftHold(store, hold.id, randomUUID(), { ...hall.parts, inFlight: hall.vault.inFlight });
      }
      if (!said.some((line) => line.startsWith('whole'))) continue;
      assert.equal(said.at(-1), `whole ${dieAt - 1}`, 'every step was died at');
      break;
    }
    t.diagnostic(JSON.stringify(ends));
    for (const [end, count] of Object.entries(ends)) assert.ok(count > 0, `never: ${end}`);
  });
});
