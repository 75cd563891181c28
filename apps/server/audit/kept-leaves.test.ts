import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '@commonkey/program';
import { closeShift } from '../desks/close-shift.ts';
import { city } from '../desks/testing/city.ts';
import { workShift } from '../desks/testing/shift.ts';
import { confirmHold, placeHold } from '../holds/holding.ts';
import { EVERYTHING } from '../holds/scope.ts';
import { reviewHold } from '../legal/review.ts';
import { writeWording } from '../legal/wording.ts';
import { setSwitch } from '../portal/switch/set-switch.ts';
import { QUESTION_NAMES } from '../questions/list.ts';
import { signQuestions } from '../questions/sign.ts';
import { changeRole } from '../staff/members.ts';
import { openPool } from '../store/connect.ts';
import { state } from '../store/statements.ts';
import { forOneServer, type TestDatabase } from '../testing/database.ts';
import { admitLost, keepLeaves, missingLeaves } from './kept-leaves.ts';

/** A day in every office whose rows nothing but this list would miss. */
async function officesAtWork(db: TestDatabase) {
  const { context, staffId, open } = await city(db);
  const { store, clock, random } = context;
  const { id } = await placeHold(store, EVERYTHING, staffId, context);
  await store.write((tx) => confirmHold(tx, id, staffId, context));
  await reviewHold(context, id, staffId);
  const wording = { gag: true, sentences: {} };
  await store.write((tx) => writeWording(tx, id, wording, { by: staffId, now: clock.now(), random }));
  await signQuestions(context, QUESTION_NAMES.slice(0, 2), { staffId, roles: ['records-officer'] });
  await store.write(async (tx) => {
    await state(tx, { kind: 'program-in-force', subject: 'city', digest: 'ab'.repeat(32) }, context);
    await changeRole(context, tx, { staffId, role: 'reviewer', active: true });
    await setSwitch(context, tx, { suspended: true, by: staffId });
  });
  const { offer, desk } = await open();
  await closeShift(context, (await workShift(offer, desk, { print: 1 })).signed);
  return { context, hold: id };
}
const TABLES = [
  'hold_reviews',
  'hold_wordings',
  'question_reviews',
  'public_statements',
  'ledger_openings',
  'portal_switches',
  'desk_shifts',
  'desk_keys',
] as const;

forOneServer('rows that open an entry', (test) => {
  test('I8: deleted by whoever may do anything in the database, in any office, they are missed', async (db, t) => {
    const { context: base, hold } = await officesAtWork(db);
    const dataFolder = await mkdtemp(join(tmpdir(), 'ck-leaves-'));
    t.after(() => rm(dataFolder, { recursive: true, force: true }));
    const context = { ...base, config: { ...base.config, dataFolder } };
    const today = context.clock.now().toISOString().slice(0, 10);
    const deleted = async (on = today) =>
      Object.fromEntries((await missingLeaves(context, on))?.deleted ?? []);
    assert.equal(await missingLeaves(context, today), null, 'nothing was written down yet');
    for (const _ of ['first', 'again']) await keepLeaves(context);
    assert.deepEqual(await deleted(), {}, 'a service that keeps its word says nothing');
    // Confirmed anew, as after it was put back, the row opens its newest confirmation alone.
    await db.store.write((tx) => confirmHold(tx, hold, randomUUID(), context));
    assert.deepEqual(await deleted(), {});

    const pool = openPool(db.address, { max: 1, readOnly: false });
    t.after(() => pool.end());
    const removed: Record<string, number> = {};
    for (const table of TABLES) {
      const { rowCount } = await pool
        .query(`set session_replication_role = replica`)
        .then(() => pool.query(`delete from ${table}`));
      assert.ok(rowCount, table);
      removed[table] = rowCount;
      assert.deepEqual(await deleted(), removed, table);
    }
    await keepLeaves(context);
    assert.deepEqual(await deleted(), removed, 'nothing that runs meanwhile forgets it');
    const { desk_keys: _, desk_shifts: __, ...forGood } = removed;
    assert.deepEqual(
      await deleted(addDays(today, 36_500)),
      forGood,
      'what ends by its own date is not missed after it',
    );

    // A copy that came back lacks them and nobody has deleted them.
    const sum = Object.values(removed).reduce((all, count) => all + count, 0);
    assert.equal(await admitLost(context, today), sum);
    assert.equal(await admitLost(context, today), 0);
    assert.deepEqual(await deleted(), {});
    const lost = (await missingLeaves(context, today))?.lost;
    assert.deepEqual(lost?.get('hold_wordings'), { count: 1, day: today });
    await pool.query('delete from legal_holds');
    assert.deepEqual(await deleted(), { legal_holds: 1 });
  });
});
