import assert from 'node:assert/strict';
import { pickUpDesk } from '../../desks/testing/pick-up-desk.ts';
import { APPROVE } from '../../review/testing/deciding.ts';
import { withSecondLooks } from '../../review/testing/hall.ts';
import { newOfficer } from '../../review/testing/officers.ts';
import { forOneServer } from '../../testing/database.ts';
import type { Applicant } from '../testing/applicant.ts';
import { portalHall } from '../testing/hall.ts';
import { EXISTS_PATH, WITHDRAW_PATH, withdrawnPath } from './paths.ts';
import { back, decided, sent } from './testing/sent.ts';

const COPY = /locked copy of your card/;
/** The shift of this desk ends before; no shift of this program's is longer. */
const AT_MOST = /until its shift ends, 10 hours at most\. Only your pick-up sheet opens it there/;

async function saying(person: Applicant): Promise<string[]> {
  const said = [];
  for (const path of [EXISTS_PATH, WITHDRAW_PATH]) {
    const { statusCode, body } = await person.get(`${path}?lang=en`);
    assert.equal(statusCode, 200);
    if (COPY.test(body)) said.push(path);
    assert.equal(COPY.test(body), AT_MOST.test(body), path);
  }
  return said;
}

forOneServer('PR-06, T5: a waiting card that an open desk may still have', (test) => {
  test('is told before it is taken back and after, as long as such a desk is out, and to nobody else', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const clerk = await newOfficer(hall.context, ['clerk']);
    const { code } = await sent(hall);
    const person = await back(hall, code);
    const desk = await pickUpDesk(hall.context, clerk.staffId);
    assert.deepEqual(await saying(person), [], 'it waits for a decision: no desk gets it');
    await decided(hall, hall.officers[0], APPROVE);
    await desk.waiting.look();
    assert.equal(desk.waiting.count(), 1);
    assert.deepEqual(await saying(person), [EXISTS_PATH, WITHDRAW_PATH]);

    const form = await person.open(`${WITHDRAW_PATH}?lang=en`);
    const answer = await person.answer();
    assert.equal(answer.statusCode, 200, form.body);
    assert.match(answer.body, AT_MOST);
    assert.match(answer.body, /So destroy the sheet too/);
    assert.doesNotMatch((await hall.visitor().get(`${withdrawnPath(false)}?lang=en`)).body, COPY);
    assert.equal(desk.waiting.count(), 1, 'the sentence is true: the desk has it until it hears');
    await desk.waiting.look();
    assert.equal(desk.waiting.count(), 0);
  });

  test('once the hours of every desk are over nothing is said of it', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(0) });
    const clerk = await newOfficer(hall.context, ['clerk']);
    const person = await back(hall, (await sent(hall)).code);
    const { offer } = await pickUpDesk(hall.context, clerk.staffId);
    await decided(hall, hall.officers[0], APPROVE);
    assert.equal((await saying(person)).length, 2);
    await db.store.write((tx) =>
      tx
        .updateTable('desk_shifts')
        .set({ window_until: hall.context.clock.now() })
        .where('shift', '=', offer.shift)
        .execute(),
    );
    assert.deepEqual(await saying(person), []);
    await person.open(`${WITHDRAW_PATH}?lang=en`);
    await person.answer();
    assert.ok(person.pathname().endsWith('/withdrawn'));
  });
});
