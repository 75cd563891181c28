import assert from 'node:assert/strict';
import type { TestContext } from '../testing/context.ts';
import { forEachServer } from '../testing/database.ts';
import { openFile } from './browser/open-file.ts';
import { type Decision, decide } from './decide.ts';
import { lapse } from './lapse.ts';
import { release } from './lease.ts';
import { openNext } from './open.ts';
import { askerOf, waitingHours } from './queue.ts';
import { evidenceReadiness } from './service.ts';
import { PLANTED, sendApplication } from './testing/application.ts';
import { reviewHall, withSecondLooks } from './testing/hall.ts';
import { keyOf, newOfficer, type Officer } from './testing/officers.ts';

const APPROVE: Decision = { verdict: 'approve', unmet: [] };
const DENY: Decision = { verdict: 'deny', unmet: ['residency'] };
const ASK: Decision = { verdict: 'ask', unmet: ['residency'] };
const code = (code: string) => ({ code });

const rowOf = ({ store }: TestContext, id: string) =>
  store.read.selectFrom('applications').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
const kindsOf = async ({ store, vault }: TestContext, id: string) =>
  (await vault.heads(store.read, id))
    .filter(({ ending }) => !ending)
    .map(({ kind }) => kind)
    .sort();
const later = (context: TestContext, ms: number) =>
  context.setTime(new Date(context.clock.now().getTime() + ms));
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** Opens the next one and decides about it. */
async function review(context: TestContext, { staffId }: Officer, decision: Decision): Promise<string> {
  const { token, application } = await openNext(context, staffId);
  await decide(context, staffId, token, decision);
  return application;
}

forEachServer('review', (test) => {
  test('a reviewer opens in the browser what was sealed for them, and nobody else does', async (db, t) => {
    const context = await reviewHall(db, t);
    const [one, two] = [await newOfficer(context), await newOfficer(context)];
    const papers = [context.random(300_000), context.random(10)];
    await sendApplication(context, { papers });
    const late = await newOfficer(context);
    const opened = await openNext(context, one.staffId);
    const { card, papers: seen } = await openFile(opened, keyOf(one));
    assert.equal(card.person.name, PLANTED.person.name);
    assert.deepEqual(
      seen.map(({ jpeg }) => Buffer.from(jpeg)),
      papers.map((jpeg) => Buffer.from(jpeg)),
    );
    await assert.rejects(openFile(opened, keyOf(late)), code('box-unopenable'));
    const confused = { ...keyOf(one), privateKey: keyOf(two).privateKey };
    await assert.rejects(openFile(opened, confused), code('box-unopenable'));
  });

  test('what city hall answers with opens nothing by itself, nor with another application’s box', async (db, t) => {
    const context = await reviewHall(db, t);
    const [one, two] = [await newOfficer(context), await newOfficer(context)];
    await sendApplication(context);
    await sendApplication(context);
    const [first, second] = [await openNext(context, one.staffId), await openNext(context, two.staffId)];
    assert.ok(!JSON.stringify(first).toLowerCase().includes('quakenbush'));
    const boxOf = ({ records }: typeof first) => records.filter(({ kind }) => kind === 'review-box');
    const rest = first.records.filter(({ kind }) => kind !== 'review-box');
    const crossed = { ...first, records: [...rest, ...boxOf(second)] };
    await assert.rejects(openFile(crossed, keyOf(one)), code('box-unopenable'));
    const renamed = { ...crossed, application: second.application };
    await assert.rejects(openFile(renamed, keyOf(one)), code('record-unopenable'));
  });

  test('the queue is waiting time and nothing else: the longest first', async (db, t) => {
    const context = await reviewHall(db, t);
    const one = await newOfficer(context);
    await newOfficer(context);
    const old = await sendApplication(context);
    later(context, 30 * 60 * MINUTE);
    await sendApplication(context);
    const asker = await askerOf(context.store.read, one.staffId);
    assert.deepEqual(await waitingHours(context.store.read, asker, context.clock.now()), [30, 0]);
    assert.equal((await openNext(context, one.staffId)).application, old.id);
  });

  test('two reviewers at once get two applications; the last one waits for one of them', async (db, t) => {
    const context = await reviewHall(db, t);
    const reviewers = [await newOfficer(context), await newOfficer(context), await newOfficer(context)];
    await sendApplication(context);
    await sendApplication(context);
    const tries = await Promise.allSettled(reviewers.map(({ staffId }) => openNext(context, staffId)));
    const given = tries.flatMap((one) => (one.status === 'fulfilled' ? [one.value.application] : []));
    assert.equal(new Set(given).size, given.length);
    assert.equal(given.length, 2);
    for (const one of tries)
      if (one.status === 'rejected') assert.equal(one.reason.code, 'review-nothing-waits');
  });

  test('a reservation ends after twenty minutes or when given back, and its token with it', async (db, t) => {
    const context = await reviewHall(db, t);
    const [one, two] = [await newOfficer(context), await newOfficer(context)];
    const { id } = await sendApplication(context);
    const first = await openNext(context, one.staffId);
    await assert.rejects(openNext(context, two.staffId), code('review-nothing-waits'));
    later(context, 20 * MINUTE + 1);
    const second = await openNext(context, two.staffId);
    assert.equal(second.application, id);
    await assert.rejects(decide(context, one.staffId, first.token, APPROVE), code('review-over'));
    await context.store.write((tx) => release(tx, two.staffId));
    await assert.rejects(decide(context, two.staffId, second.token, APPROVE), code('review-over'));
    assert.equal((await openNext(context, one.staffId)).application, id);
    assert.equal((await rowOf(context, id)).state, 'waiting');
  });

  test('a token is worth nothing to somebody else, altered, or made up', async (db, t) => {
    const context = await reviewHall(db, t);
    const [one, two] = [await newOfficer(context), await newOfficer(context)];
    await sendApplication(context);
    const { token } = await openNext(context, one.staffId);
    const altered = token.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    await assert.rejects(decide(context, two.staffId, token, APPROVE), code('review-over'));
    await assert.rejects(decide(context, one.staffId, altered, APPROVE), code('review-over'));
    await assert.rejects(decide(context, one.staffId, 'a'.repeat(109), APPROVE), code('review-over'));
  });

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
    const today = context.clock.now().toISOString().slice(0, 10);
    const inThirty = new Date(Date.parse(today) + 30 * DAY).toISOString().slice(0, 10);
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
    await lapse(context);
    assert.equal((await rowOf(context, picked.id)).state, 'approved');
    assert.equal((await rowOf(context, waiting.id)).state, 'waiting');
    later(context, 38 * DAY);
    await lapse(context);
    assert.deepEqual(await kindsOf(context, waiting.id), []);
    assert.equal((await rowOf(context, waiting.id)).state, 'withdrawn');
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

  test('each opening is written down: who, when, what for, and nothing that leads to whom', async (db, t) => {
    const context = await reviewHall(db, t, { change: withSecondLooks(100) });
    const [one, two] = [await newOfficer(context), await newOfficer(context)];
    const { id } = await sendApplication(context);
    await review(context, one, APPROVE);
    await review(context, two, APPROVE);
    const openings = await context.store.read.selectFrom('evidence_openings').selectAll().execute();
    assert.deepEqual(
      openings.map(({ staff_id, purpose }) => [staff_id, purpose]).sort(),
      [
        [one.staffId, 'review'],
        [two.staffId, 'second-look'],
      ].sort(),
    );
    assert.ok(!JSON.stringify(openings).includes(id));
  });
});

/** What the portal does when a resident appeals by their code: a box for others, and a place in the queue. */
async function appeal(context: TestContext, id: string): Promise<void> {
  const { boxesForReviewers } = await import('./service.ts');
  const row = await rowOf(context, id);
  const share = context.random(32);
  const except = row.first_reviewer === null ? {} : { except: row.first_reviewer };
  const plain = await boxesForReviewers(context.store.read, share, id, except);
  const sealed = await context.vault.seal({
    application: id,
    kind: 'review-box',
    endsOn: row.ends_on,
    plain,
    share: null,
  });
  const since = new Date(context.clock.now());
  since.setUTCMinutes(0, 0, 0);
  await context.store.write(async (tx) => {
    await context.vault.keep(tx, sealed);
    const back = { state: 'appealed', waiting_since: since } as const;
    await tx.updateTable('applications').set(back).where('id', '=', id).execute();
  });
}
