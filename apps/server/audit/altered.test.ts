import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { askRelease, confirmHold, placeHold, releaseHold } from '../holds/holding.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { writeWording } from '../legal/wording.ts';
import { openPool } from '../store/connect.ts';
import { sequence } from '../store/sequencer.ts';
import { state } from '../store/statements.ts';
import type { Store } from '../store/store.ts';
import { forOneServer } from '../testing/database.ts';
import { keeperIn, vaultHall } from '../vault/testing/hall.ts';
import { alteredRows } from './altered.ts';
import { keptOpenings } from './kept.ts';

const random = (size: number) => new Uint8Array(randomBytes(size));
const officer = () => crypto.randomUUID();

/** A city in which something happened: holds of every state, records that ended, a statement. */
async function life(store: Store, t: { after(work: () => Promise<void>): void }) {
  const hall = await vaultHall(store, await keeperIn(t), { time: '2026-11-22T12:00:00Z' });
  const parts = { clock: hall.parts.clock, random, reason: 'lawsuit' as const };
  const application = await hall.application('2026-11-22');
  await hall.store('papers', application, '2026-11-22');
  await hall.vault.sweep();
  const [provisional, confirmed, lifted] = [
    await placeHold(store, EVERYTHING, officer(), parts),
    await placeHold(store, EVERYTHING, officer(), parts),
    await placeHold(store, EVERYTHING, officer(), parts),
  ];
  assert.ok(provisional);
  for (const { id } of [confirmed, lifted]) await store.write((tx) => confirmHold(tx, id, officer(), parts));
  for (const gag of [true, false])
    await store.write((tx) =>
      writeWording(
        tx,
        confirmed.id,
        { gag, sentences: { en: 'A court wants us to keep this.' } },
        { by: officer(), now: parts.clock.now(), random: parts.random },
      ),
    );
  await store.write((tx) => askRelease(tx, lifted.id, officer()));
  await store.write((tx) => releaseHold(tx, lifted.id, officer(), parts));
  const digest = 'ab'.repeat(32);
  await store.write((tx) => state(tx, { kind: 'program-in-force', subject: 'city', digest }, parts));
  return { hall, parts };
}

forOneServer('rows and their leaves', (test) => {
  test('every row that keeps a salt opens a leaf, numbered or not', async ({ store }, t) => {
    const { hall, parts } = await life(store, t);
    const tables = new Set((await keptOpenings(store)).map(({ table }) => table));
    for (const table of ['disposal_receipts', 'disposals_begun', 'legal_holds', 'public_statements'] as const)
      assert.ok(tables.has(table), table);
    assert.deepEqual([...(await alteredRows(store))], []);
    const worded = (await keptOpenings(store)).filter(({ table }) => table === 'hold_wordings');
    const shown = worded.map(({ openings }) => openings[0].event);
    assert.deepEqual(
      shown.map(({ gag, 'said-en': said }) => [gag, said]).sort(),
      [
        [false, 'A court wants us to keep this.'],
        [true, 'A court wants us to keep this.'],
      ],
      'an auditor who is handed the opening reads counsel’s sentences',
    );
    await sequence(store, {
      ...parts,
      sign: async () => 'note',
      end: async (tx, commitment) =>
        void (await hall.parts.holds.destroy(tx, {
          table: 'ledger_unsequenced',
          where: { commitment },
          because: 'moved',
        })),
    });
    assert.deepEqual([...(await alteredRows(store))], []);
  });

  test('a superuser who edits a hold, a receipt or a begun destruction by SQL is found out', async ({
    store,
    address,
  }, t) => {
    await life(store, t);
    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    const edits = {
      hold_wordings: `alter table hold_wordings disable trigger all;
        update hold_wordings set sentences = '{"en":"All is gone."}' where not gag`,
      legal_holds: `update legal_holds set series = '{portal-card}' where confirmed_at is null`,
      disposal_receipts: 'update disposal_receipts set count = count + 1',
      disposals_begun: `update disposals_begun set authority = 'withdrawn'`,
      public_statements: `update public_statements set digest = repeat('c', 64)`,
    };
    for (const edit of Object.values(edits)) await pool.query(edit);
    const altered = await alteredRows(store);
    assert.deepEqual(Object.fromEntries(altered), {
      hold_wordings: 1,
      legal_holds: 1,
      disposal_receipts: 1,
      disposals_begun: 1,
      public_statements: 1,
    });
  });

  test('a hold that never was released, released by SQL, opens no leaf', async ({ store, address }, t) => {
    await life(store, t);
    const pool = openPool(address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    for (const salt of ['null', 'ledger_salt']) {
      await pool.query(
        `update legal_holds set released_at = now(), released_by = confirmed_by,
           release_asked_by = gen_random_uuid(), released_salt = ${salt}
         where confirmed_at is not null and (released_salt is null or released_salt = ledger_salt)`,
      );
      assert.deepEqual(Object.fromEntries(await alteredRows(store)), { legal_holds: 1 }, salt);
    }
  });
});
