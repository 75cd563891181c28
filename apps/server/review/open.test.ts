import assert from 'node:assert/strict';
import type { Program } from '@commonkey/program';
import { cityDay } from '../testing/city-day.ts';
import { forOneServer } from '../testing/database.ts';
import { openFile } from './browser/open-file.ts';
import { decide } from './decide.ts';
import { release } from './lease.ts';
import { openNext } from './open.ts';
import { askerOf, waitingHours } from './queue.ts';
import { PLANTED, sendApplication } from './testing/application.ts';
import { APPROVE, later, MINUTE, review, rowOf } from './testing/deciding.ts';
import { reviewHall, withSecondLooks } from './testing/hall.ts';
import { keyOf, newOfficer } from './testing/officers.ts';
import { words } from './words.ts';

const code = (code: string) => ({ code });

/** Openings kept for other days than the shipped city's. */
function keptFor(openingDays: number, program: Program): Program {
  const { portal } = program.channels;
  if (!portal) throw new Error('no channel');
  return { ...program, channels: { ...program.channels, portal: { ...portal, openingDays } } };
}

forOneServer('review', (test) => {
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

  test('of one full hour it is one of those that came in it, and the page says no more than that', async (db, t) => {
    const context = await reviewHall(db, t);
    const one = await newOfficer(context);
    await newOfficer(context);
    const sent: string[] = [];
    for (let nth = 0; nth < 3; nth += 1) {
      sent.push((await sendApplication(context)).id);
      const { waiting_since } = await rowOf(context, sent.at(-1) ?? '');
      assert.equal((waiting_since?.getTime() ?? 1) % (60 * MINUTE), 0);
    }
    assert.equal((await openNext(context, one.staffId)).application, sent.toSorted()[0], 'by a random id');
    assert.match(words.en?.['review.open-note'] ?? '', /^You open one of those that have waited longest\./);
    assert.match(words.es?.['review.open-note'] ?? '', /^Abres una de las que más tiempo llevan esperando\./);
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

  test('a reservation ends with its quarter of an hour or when given back, and its token with it', async (db, t) => {
    const context = await reviewHall(db, t);
    const [one, two] = [await newOfficer(context), await newOfficer(context)];
    const { id } = await sendApplication(context);
    const first = await openNext(context, one.staffId);
    await assert.rejects(openNext(context, two.staffId), code('review-nothing-waits'));
    later(context, 36 * MINUTE);
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
    await decide(context, one.staffId, token, APPROVE);
    await assert.rejects(decide(context, two.staffId, token, APPROVE), code('review-over'));
  });

  test('papers that the person had destroyed hold nobody up: the rest opens', async (db, t) => {
    const context = await reviewHall(db, t);
    const one = await newOfficer(context);
    await newOfficer(context);
    const { id } = await sendApplication(context);
    const which = { application: id, kinds: ['papers'] } as const;
    await context.store.write((tx) => context.vault.end(tx, which, 'withdrawn'));
    const { card, papers } = await openFile(await openNext(context, one.staffId), keyOf(one));
    assert.equal(card.person.name, PLANTED.person.name);
    assert.deepEqual(papers, []);
  });

  test('each opening is written down: who, when, what for, and nothing that leads to whom', async (db, t) => {
    const change = (program: Program) => keptFor(9, withSecondLooks(100)(program));
    const context = await reviewHall(db, t, { change });
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
    for (const row of openings) {
      assert.deepEqual(Object.keys(row).sort(), [
        'by_salt',
        'ends_on',
        'id',
        'ledger_salt',
        'opened_at',
        'purpose',
        'staff_id',
      ]);
      assert.equal(row.ends_on, cityDay(context, 9), 'by the program’s rule');
    }
  });

  test('T10: a copy of the database does not tell by the second who opened whose', async (db, t) => {
    const context = await reviewHall(db, t);
    const one = await newOfficer(context);
    await newOfficer(context);
    const { id } = await sendApplication(context);
    const at = Math.ceil(context.clock.now().getTime() / 900_000) * 900_000;
    const seen = new Set<number>();
    let before = '';
    for (const seconds of [61, 73, 300, 599]) {
      context.setTime(new Date(at + seconds * 1000 + 7));
      const { token, until } = await openNext(context, one.staffId);
      const now = context.clock.now().getTime();
      assert.equal(Date.parse(until), now + 20 * MINUTE, 'the page closes as it says');
      if (before !== '')
        await assert.rejects(decide(context, one.staffId, before, APPROVE), code('review-over'));
      before = token;
      const kept = (await rowOf(context, id)).reserved_until ?? assert.fail();
      assert.ok(kept.getTime() >= Date.parse(until), 'nobody else opens it meanwhile');
      seen.add(Math.floor(kept.getTime() / 900_000));
    }
    assert.equal(seen.size, 1, 'one quarter of an hour for all of them');
    const openings = await context.store.read.selectFrom('evidence_openings').selectAll().execute();
    for (const { opened_at } of openings) assert.equal(opened_at.getTime() % MINUTE, 0);
  });
});
