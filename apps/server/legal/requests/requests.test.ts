import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test as plain } from 'node:test';
import { canonicalEvent, commit } from '@commonkey/ledger';
import { catalogueFaults } from '@commonkey/words';
import { requestLoggedEvent, requestStepEvent } from '../../register/service.ts';
import { forOneServer } from '../../testing/database.ts';
import { readWords, reviewAnswered, reviewAsked, withdraw } from './after.ts';
import { extend } from './letters.ts';
import { hall, TYPED, ZOFIA } from './testing/hall.ts';
import { words } from './words.ts';

plain('every word of these pages and letters is there in both languages', () => {
  assert.deepEqual(catalogueFaults(words, 'en'), []);
});
forOneServer('the public-records office', (test) => {
  test('a request is logged with its clock; who asked and their words are nowhere outside the vault (T9)', async (db, t) => {
    const { log, of } = await hall(db, t);
    const id = await log();
    await log({ id });
    const one = await of(id);
    assert.deepEqual([one.number, one.state, one.due], ['2026-1', 'open', '2026-12-02'], 'F-07: logged once');
    const commercial = await of(await log({ requester: 'commercial' }));
    assert.deepEqual([commercial.number, commercial.due], ['2026-2', '2026-12-24']);
    const rows = await db.store.read.selectFrom('vault_records').selectAll().execute();
    assert.deepEqual(
      rows.map(({ kind, matter, application, ends_on }) => [kind, matter !== null, application, ends_on]),
      [
        ['request', true, null, '2029-11-23'],
        ['request', true, null, '2029-11-23'],
      ],
    );
    const everything = JSON.stringify([
      await db.store.read.selectFrom('record_requests').selectAll().execute(),
      rows.map(({ sealed }) => Buffer.from(sealed ?? []).toString('latin1')),
    ]);
    assert.doesNotMatch(everything, /zofia|canary/i);
    await assert.rejects(log({ receivedOn: '2026-11-24' }), { code: 'request-day-impossible' });
    await assert.rejects(log({ classes: [] }), { code: 'request-class-missing' });
  });

  test('six logged at once each get a number, and none twice', async (db, t) => {
    const { log, of } = await hall(db, t);
    const ids = await Promise.all(Array.from({ length: 6 }, () => log()));
    const numbers = await Promise.all(ids.map(async (id) => (await of(id)).number));
    assert.deepEqual(
      numbers.sort(),
      Array.from({ length: 6 }, (_, n) => `2026-${n + 1}`),
    );
  });

  test('extended once, in time, for a reason of the law; never a commercial one', async (db, t) => {
    const { context, log, of, ann } = await hall(db, t);
    const id = await log();
    await assert.rejects(extend(context, id, 'zofia', ann), { code: 'extension-reason-unknown' });
    await extend(context, id, 'many', ann);
    assert.deepEqual([(await of(id)).state, (await of(id)).due], ['extended', '2026-12-09']);
    await assert.rejects(extend(context, id, 'many', ann), { code: 'extension-twice' });
    await assert.rejects(extend(context, await log({ requester: 'commercial' }), 'many', ann), {
      code: 'extension-not-allowed',
    });
    const late = await log();
    context.setTime(new Date('2026-12-03T18:00:00Z'));
    await assert.rejects(extend(context, late, 'many', ann), { code: 'extension-late' });
  });

  test('a review runs its own clock after the answer, one at a time; taken back ends it', async (db, t) => {
    const { context, log, of, ann } = await hall(db, t);
    const id = await log();
    await assert.rejects(reviewAsked(context, id, '2026-11-23', ann), { code: 'request-not-over' });
    await withdraw(context, id, ann);
    await assert.rejects(reviewAnswered(context, id, ann), { code: 'review-not-asked' });
    await reviewAsked(context, id, '2026-11-23', ann);
    assert.equal((await of(id)).steps.at(-1)?.due_on, '2026-12-04');
    await assert.rejects(reviewAsked(context, id, '2026-11-23', ann), { code: 'review-asked-already' });
    await reviewAnswered(context, id, ann);
  });

  test('the words open for an officer, each opening a step; rows and leaves are added and never changed', async (db, t) => {
    const { context, log, of, dates, ann } = await hall(db, t);
    const id = await log();
    assert.deepEqual(await readWords(context, id, ann), { what: 'asked', contact: ZOFIA, words: TYPED });
    const one = await of(id);
    assert.deepEqual(
      one.steps.map(({ step, moved_by }) => [step, moved_by]),
      [['opened', ann]],
    );
    await extend(context, id, 'many', ann);
    await dates(id, '2001-01-01');
    const leaves = await db.store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    const known = new Set(leaves.map(({ commitment }) => Buffer.from(commitment).toString('hex')));
    const held = (salt: Uint8Array, event: Parameters<typeof canonicalEvent>[0]) =>
      known.has(Buffer.from(commit(new Uint8Array(salt), canonicalEvent(event))).toString('hex'));
    const { steps, ...row } = await of(id);
    assert.ok(held(row.ledger_salt, requestLoggedEvent(row)));
    for (const step of steps) assert.ok(held(step.ledger_salt, requestStepEvent(step)), step.step);
    for (const table of ['record_requests', 'record_request_steps'] as const)
      await assert.rejects(
        db.store.write((tx) => tx.updateTable(table).set({ id: randomUUID() }).execute()),
        { code: 'database-refused' },
      );
  });
});
