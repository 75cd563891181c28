import assert from 'node:assert/strict';
import { cityDay } from '../testing/city-day.ts';
import { forOneServer } from '../testing/database.ts';
import { type Decision, decide } from './decide.ts';
import { lapse } from './lapse.ts';
import { openNext } from './open.ts';
import { evidenceReadiness } from './service.ts';
import { sendApplication } from './testing/application.ts';
import { APPROVE, ASK, appeal, DAY, DENY, kindsOf, later, review, rowOf } from './testing/deciding.ts';
import { reviewHall, withSecondLooks } from './testing/hall.ts';
import { newOfficer } from './testing/officers.ts';

const code = (code: string) => ({ code });

forOneServer('decisions', (test) => {
  test('approved: papers and the reviewers’ box die at once, the card waits, no reviewer stays in the row', async (db, t) => {
    const context = await reviewHall(db, t);
    const one = await newOfficer(context);
    await newOfficer(context);
    const { id } = await sendApplication(context);
    const opened = await openNext(context, one.staffId);
    await decide(context, one.staffId, opened.token, APPROVE);
    assert.deepEqual(await kindsOf(context, id), ['card']);
    const row = await rowOf(context, id);
    assert.equal(row.state, 'approved');
    assert.equal(row.first_reviewer ?? row.reserved_by ?? row.reserved_until ?? row.waiting_since, null);
    const which = { application: id, kinds: ['papers'] } as const;
    const how = { purpose: 'review', approvals: [one.staffId] } as const;
    assert.deepEqual(await context.vault.release(context.store.read, which, how).catch(() => []), []);
  });

  test('a decision sent twice is carried out once and answered alike', async (db, t) => {
    const context = await reviewHall(db, t);
    const one = await newOfficer(context);
    await newOfficer(context);
    for (const decision of [APPROVE, DENY, ASK]) {
      await sendApplication(context);
      const { token } = await openNext(context, one.staffId);
      const twice = [
        decide(context, one.staffId, token, decision),
        decide(context, one.staffId, token, decision),
      ];
      await Promise.all(twice);
      await decide(context, one.staffId, token, decision);
    }
    const counts = await context.store.read.selectFrom('review_counts').selectAll().execute();
    assert.deepEqual(
      counts.map(({ decided, second_looks, disagreed }) => ({ decided, second_looks, disagreed })),
      [{ decided: 2, second_looks: 0, disagreed: 0 }],
    );
  });

  test('denied: it rests on requirements, papers live until the appeal is over, the reviewers’ box does not', async (db, t) => {
    const context = await reviewHall(db, t);
    const one = await newOfficer(context);
    await newOfficer(context);
    await sendApplication(context);
    const id = await review(context, one, DENY);
    const row = await rowOf(context, id);
    assert.equal(row.state, 'denied');
    assert.deepEqual(row.unmet, ['residency']);
    assert.equal(row.first_reviewer, one.staffId);
    const inThirty = cityDay(context, 30);
    assert.equal(row.appeal_until, inThirty);
    assert.deepEqual(await kindsOf(context, id), ['card', 'papers']);
    for (const head of await context.vault.heads(context.store.read, id))
      if (!head.ending) assert.equal(head.endsOn, inThirty, head.kind);
    assert.equal(row.ends_on, inThirty);
  });

  test('an appeal goes to somebody else, and what they decide is final', async (db, t) => {
    const context = await reviewHall(db, t);
    const [one, two] = [await newOfficer(context), await newOfficer(context)];
    for (const decision of [APPROVE, DENY]) {
      const { id } = await sendApplication(context);
      await review(context, one, DENY);
      await appeal(context, id);
      await assert.rejects(openNext(context, one.staffId), code('review-nothing-waits'));
      const opened = await openNext(context, two.staffId);
      assert.equal(opened.stage, 'appealed');
      await decide(context, two.staffId, opened.token, decision);
      const left = decision.verdict === 'approve' ? ['card'] : [];
      assert.deepEqual(await kindsOf(context, id), left);
      const row = await rowOf(context, id).catch(() => null);
      assert.equal(row?.appeal_until ?? null, null);
    }
  });

  test('in a city hall of one the appeal comes back to that one, and nobody looks twice', async (db, t) => {
    const context = await reviewHall(db, t, { change: withSecondLooks(100) });
    const one = await newOfficer(context);
    assert.deepEqual(await evidenceReadiness(context.store.read), {
      reviewers: 1,
      officers: 1,
      alone: true,
      ready: true,
    });
    await sendApplication(context);
    assert.equal((await rowOf(context, await review(context, one, APPROVE))).state, 'approved');
    const { id } = await sendApplication(context);
    await review(context, one, DENY);
    await appeal(context, id);
    assert.equal(await review(context, one, APPROVE), id);
  });

  test('a second look goes to another pair of eyes, and where they differ theirs counts', async (db, t) => {
    const context = await reviewHall(db, t, { change: withSecondLooks(100) });
    const [one, two] = [await newOfficer(context), await newOfficer(context)];
    for (const second of [APPROVE, DENY]) {
      const { id } = await sendApplication(context);
      await review(context, one, APPROVE);
      assert.equal((await rowOf(context, id)).state, 'second-look');
      assert.deepEqual(await kindsOf(context, id), ['card', 'papers', 'review-box']);
      await assert.rejects(openNext(context, one.staffId), code('review-nothing-waits'));
      assert.equal(await review(context, two, second), id);
      const row = await rowOf(context, id);
      assert.equal(row.state, second.verdict === 'approve' ? 'approved' : 'denied');
      assert.equal(row.first_reviewer, second.verdict === 'approve' ? null : two.staffId);
    }
    const [counts] = await context.store.read.selectFrom('review_counts').selectAll().execute();
    assert.equal(counts?.second_looks, 2);
    assert.equal(counts?.disagreed, 1);
  });

  test('a second look that nobody took in its days leaves the first yes; the undecided end whole', async (db, t) => {
    const context = await reviewHall(db, t, { change: withSecondLooks(100) });
    const one = await newOfficer(context);
    await newOfficer(context);
    const picked = await sendApplication(context);
    await review(context, one, APPROVE);
    const waiting = await sendApplication(context);
    later(context, 6 * DAY);
    await lapse(context);
    assert.equal((await rowOf(context, picked.id)).state, 'second-look');
    later(context, DAY);
    await lapse(context, { now: () => new Date(context.clock.now().getTime() - DAY) });
    assert.equal((await rowOf(context, picked.id)).state, 'second-look', 'not by that day');
    await lapse(context);
    assert.equal((await rowOf(context, picked.id)).state, 'approved');
    assert.equal((await rowOf(context, waiting.id)).state, 'waiting');
    later(context, 38 * DAY);
    await lapse(context);
    assert.deepEqual(await kindsOf(context, waiting.id), []);
    const row = await rowOf(context, waiting.id);
    assert.equal(row.state, 'lapsed');
    assert.equal(row.ends_on, cityDay(context, 30), 'for as long as its owner may read how it ended');
  });

  test('what was asked for and did not come, and an appeal nobody decided, end as no denial: nothing of either is left', async (db, t) => {
    const context = await reviewHall(db, t);
    const [one, two] = [await newOfficer(context), await newOfficer(context)];
    const asked = await sendApplication(context);
    await review(context, one, ASK);
    const denied = await sendApplication(context);
    await review(context, one, DENY);
    await appeal(context, denied.id);
    await review(context, two, ASK);
    const open = await sendApplication(context);
    await review(context, one, DENY);
    await appeal(context, open.id);
    later(context, 44 * DAY);
    await lapse(context);
    assert.equal((await rowOf(context, asked.id)).state, 'asked', 'not a day early');
    later(context, DAY);
    await lapse(context);
    for (const { id } of [asked, denied, open]) {
      const { state, unmet, face_asked, ...row } = await rowOf(context, id);
      assert.deepEqual([state, unmet, face_asked], ['lapsed', [], false]);
      for (const empty of ['first_reviewer', 'first_verdict', 'decided_on', 'appeal_until', 'reserved_by'])
        assert.equal(new Map(Object.entries(row)).get(empty), null, empty);
      assert.deepEqual(await kindsOf(context, id), []);
    }
  });

  test('asking for another paper leaves the queue and keeps every date', async (db, t) => {
    const context = await reviewHall(db, t);
    const one = await newOfficer(context);
    await newOfficer(context);
    const { id } = await sendApplication(context);
    const before = await context.vault.heads(context.store.read, id);
    await review(context, one, ASK);
    const row = await rowOf(context, id);
    assert.equal(row.state, 'asked');
    assert.deepEqual(row.unmet, ['residency']);
    assert.equal(row.first_reviewer ?? row.waiting_since, null);
    assert.deepEqual(await context.vault.heads(context.store.read, id), before);
  });

  test('a verdict that does not fit the rules changes nothing', async (db, t) => {
    const context = await reviewHall(db, t);
    const one = await newOfficer(context);
    await newOfficer(context);
    const { id } = await sendApplication(context);
    const { token } = await openNext(context, one.staffId);
    const wrong: Decision[] = [
      { verdict: 'approve', unmet: ['residency'] },
      { verdict: 'deny', unmet: [] },
      { verdict: 'ask', unmet: [] },
      { verdict: 'deny', unmet: ['passport-of-freedonia'] },
      { verdict: 'approve', unmet: [], face: true },
      { verdict: 'deny', unmet: ['residency'], face: true },
      { verdict: 'ask', unmet: [], face: false },
    ];
    for (const decision of wrong)
      await assert.rejects(decide(context, one.staffId, token, decision), code('review-requirement-unknown'));
    assert.equal((await rowOf(context, id)).state, 'waiting');
  });

  test('withdrawn while it was open: there is nothing to decide any more', async (db, t) => {
    const context = await reviewHall(db, t);
    const one = await newOfficer(context);
    await newOfficer(context);
    const { id } = await sendApplication(context);
    const { token } = await openNext(context, one.staffId);
    await context.store.write(async (tx) => {
      const gone = {
        state: 'withdrawn',
        waiting_since: null,
        reserved_by: null,
        reserved_until: null,
      } as const;
      await tx.updateTable('applications').set(gone).where('id', '=', id).execute();
      await context.vault.end(tx, { application: id }, 'withdrawn');
    });
    await assert.rejects(decide(context, one.staffId, token, APPROVE), code('review-over'));
    assert.equal((await rowOf(context, id)).state, 'withdrawn');
  });
});
