import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import type { Reader } from '../store/store.ts';
import { forOneServer } from '../testing/database.ts';
import { DENY, NO_SECOND_LOOK } from './after/testing/rows.ts';
import { back, decided, sent } from './after/testing/sent.ts';
import { portalHall } from './testing/hall.ts';

const HALVES = ['share_commitment', 'dual_boxes', 'given_boxes', 'begun_pieces', 'begun_masks'] as const;

forOneServer('what ends by its owner’s word', (test) => {
  test('F-14, T5: keys that could not die at once die as soon as they answer again, without the destroyer’s round', async (db, t) => {
    const hall = await portalHall(db, t);
    const { code } = await sent(hall);
    const leaver = await back(hall, code);
    await leaver.open('/apply/withdraw');
    const hung = hall.keeper.pid();
    process.kill(hung, 'SIGSTOP');
    try {
      await leaver.answer();
      assert.equal(leaver.pathname(), '/apply/withdrawn');
      // The first try has given up for good, so that nothing but another can end them.
      await until(() => hall.context.events.some((one) => one.event === 'fault' && one.origin === undefined));
      assert.ok((await counts(db.store.read)).records > 0);
    } finally {
      process.kill(hung, 'SIGCONT');
    }
    await until(async () => (await counts(db.store.read)).applications === 0);
    assert.deepEqual(await counts(db.store.read), { records: 0, applications: 0 });
  });

  test('T5: no half of a key outlives what it opens, though the answer still opens with the code', async (db, t) => {
    const hall = await portalHall(db, t, NO_SECOND_LOOK);
    const { code, id } = await sent(hall);
    await decided(hall, hall.officers[0], DENY);
    const halves = async () => {
      const row = await db.store.read
        .selectFrom('applications')
        .select([...HALVES, 'halves_placed', 'code_box'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow();
      return { left: HALVES.filter((name) => row[name] !== null), opens: row.code_box.length > 0 };
    };
    assert.deepEqual((await halves()).left, ['share_commitment', 'dual_boxes']);
    const person = await back(hall, code);
    await person.open('/apply/destroy');
    await person.answer();
    assert.deepEqual(await halves(), { left: [], opens: true });
    await back(hall, code);
    assert.deepEqual((await halves()).left, [], 'coming back makes no new ones');
  });
});

async function counts(read: Reader): Promise<{ records: number; applications: number }> {
  const records = await read.selectFrom('vault_records').select('id').execute();
  const applications = await read.selectFrom('applications').select('id').execute();
  return { records: records.length, applications: applications.length };
}

/** Of what the test has no word from; two minutes at most, and what is asserted next says what is missing. */
async function until(is: () => boolean | Promise<boolean>): Promise<void> {
  for (let looks = 0; looks < 600 && !(await is()); looks += 1) await wait(200);
}
