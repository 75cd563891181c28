import assert from 'node:assert/strict';
import { loseKeys } from '../backup/testing/lose-keys.ts';
import { findingsIn } from '../doctor/officers.ts';
import { portalHall } from '../portal/testing/hall.ts';
import { forOneServer } from '../testing/database.ts';
import { waitingForNobody } from './evidence/nobody.ts';
import { countLost, lostToReview } from './keys-lost.ts';
import { openNext } from './open.ts';
import { askerOf, waitingHours } from './queue.ts';
import { sendApplication } from './testing/application.ts';
import { APPROVE, appeal, DENY, later, MINUTE, review, rowOf } from './testing/deciding.ts';
import { withSecondLooks } from './testing/hall.ts';
import { signedIn } from './testing/signed-in.ts';

const code = (code: string) => ({ code });
const HOUR = 60 * MINUTE;

forOneServer('applications whose keys are lost', (test) => {
  for (const stage of ['waiting', 'second-look', 'appealed'] as const)
    test(`${stage}: it is offered to nobody, and what came later is reached`, async (db, t) => {
      const change = withSecondLooks(stage === 'second-look' ? 100 : 0);
      const hall = await portalHall(db, t, { change, patient: true });
      const [one, two] = hall.officers;
      assert.ok(one && two);
      const old = await sendApplication(hall.context);
      if (stage === 'second-look') await review(hall.context, one, APPROVE);
      if (stage === 'appealed') {
        await review(hall.context, one, DENY);
        await appeal(hall.context, old.id);
      }
      assert.equal((await rowOf(hall.context, old.id)).state, stage);
      const context = await loseKeys(hall);
      const { read } = context.store;
      await assert.rejects(openNext(context, two.staffId), code('review-nothing-waits'));
      assert.equal((await rowOf(context, old.id)).reserved_by, null);
      later(context, 2 * HOUR);
      const good = await sendApplication(context);
      assert.equal((await openNext(context, two.staffId)).application, good.id);
      const lost = await lostToReview(context, read);
      assert.equal(await countLost(read, lost), 1);
      const asker = await askerOf(read, two.staffId);
      assert.deepEqual(await waitingHours(read, asker, context.clock.now(), lost), [0]);
      assert.equal((await rowOf(context, old.id)).state, stage, 'nothing ends it before its date');
    });

  test('the reviewer reads how many, and no later key is promised to open them', async (db, t) => {
    const hall = await portalHall(db, t, { officers: 0, patient: true });
    const { visitor } = await signedIn(hall.context, ['reviewer', 'evidence-officer']);
    await sendApplication(hall.context);
    await sendApplication(hall.context);
    const context = await loseKeys(hall);
    const { read } = context.store;
    const lost = await lostToReview(context, read);
    const page = (await visitor.get('/review?lang=en')).body;
    assert.match(page, /Nothing waits for you/);
    assert.match(page, /2 applications cannot be opened by anybody any more/);
    assert.match(page, /data-ready="no"/);
    // Whom they were sealed to is of no matter any more.
    await context.store.write((tx) =>
      tx
        .updateTable('applications')
        .set({ review_keys: ['gone'] })
        .execute(),
    );
    assert.deepEqual(await waitingForNobody(read, lost), { another: 0, anybody: 0 });
    assert.equal((await waitingForNobody(read, [])).anybody, 2);
    const doctor = await findingsIn(context.config, read);
    assert.ok(doctor.some(({ code }) => code.startsWith('officers-')));
    assert.ok(!doctor.some(({ code }) => code === 'sealed-stuck'), 'no key of anybody is waited for');
  });
});
