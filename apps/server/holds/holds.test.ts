import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { describe, test as plainTest } from 'node:test';
import type { Program } from '@commonkey/program';
import { isFault } from '@commonkey/words';
import fc from 'fast-check';
import { sql } from 'kysely';
import { openPool } from '../store/connect.ts';
import type { Store } from '../store/store.ts';
import { sureClock } from '../testing/clock.ts';
import { forEachServer } from '../testing/database.ts';
import { askRelease, confirmHold, placeHold, releaseHold } from './holding.ts';
import { openHolds } from './holds.ts';
import { lockForDestroying } from './locks.ts';
import { type ActiveHold, type Certificate, decide, type RecordRef } from './may-destroy.ts';
import { noMirror } from './mirror.ts';
import { EVERYTHING } from './scope.ts';
import { certifyAll } from './testing/certify.ts';
import { ofDays, over } from './testing/scope.ts';

const random = (size: number) => new Uint8Array(randomBytes(size));
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;

/** The part of a program that rules on destruction: one series that wants a certificate and one that does not. */
const program = {
  series: [
    { id: 'applications', certificate: { daysBefore: 30, authority: 'records-commission' } },
    { id: 'shift-papers' },
  ],
} as unknown as Pick<Program, 'series'>;

function room(start = '2026-03-02T12:00:00Z') {
  let now = new Date(start);
  const clock = sureClock(() => now);
  return {
    holds: openHolds(program, clock, random, noMirror),
    parts: { clock, random },
    at: (time: string) => {
      now = new Date(time);
    },
  };
}

const record = (series: string, date: string | null = null, due = '2026-03-01'): RecordRef => ({
  series,
  date,
  due,
});
const session = (ends_at: string) => ({
  token_hash: random(32),
  staff_id: randomUUID(),
  ends_at: new Date(ends_at),
});

/** A member with one-time links, the nearest thing to a record that ends by date. */
async function storeLinks(store: Store, ends: readonly string[]): Promise<string> {
  const staff_id = randomUUID();
  await store.write(async (tx) => {
    await tx.insertInto('staff_members').values({ id: staff_id, called: 'A' }).execute();
    for (const end of ends)
      await tx
        .insertInto('staff_invites')
        .values({ ...session(end), staff_id })
        .execute();
  });
  return staff_id;
}
const linksLeft = async (store: Store) =>
  (await store.read.selectFrom('staff_invites').select('ends_at').orderBy('ends_at').execute()).map((row) =>
    row.ends_at.toISOString(),
  );

describe('T6: the decision', () => {
  const days = fc.constantFrom('2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01');
  const series = fc.constantFrom('a', 'b');
  const paper = fc.constantFrom('first', 'second');
  const channel = fc.constantFrom('events' as const, 'portal' as const);
  const hold = fc.record({
    series: fc.option(fc.uniqueArray(series, { minLength: 1 })),
    from: fc.option(days),
    until: fc.option(days),
    channel: fc.option(channel),
  });

  /** What a clerk with the holds on paper would do: look at each day a record may be of. */
  const heldByHand = (ref: RecordRef, came: 'events' | 'portal' | null, holds: readonly ActiveHold[]) => {
    const maybe =
      ref.date === null ? ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01', 'unknown'] : [ref.date];
    return holds.some(
      (h) =>
        (h.series ?? [ref.series]).includes(ref.series) &&
        (came === null || (h.channel ?? came) === came) &&
        maybe.some((d) => d === 'unknown' || ((h.from ?? d) <= d && d <= (h.until ?? d))),
    );
  };

  plainTest('equals the slow reading of every hold and certificate', () => {
    const input = fc.record({
      ref: fc.record({ series, date: fc.option(days), due: days, certificate: fc.option(paper) }),
      holds: fc.array(hold, { maxLength: 3 }),
      certificates: fc.array(fc.record({ id: paper, series, dueThrough: days }), { maxLength: 2 }),
      needsCertificate: fc.boolean(),
      // Of the series, as the rules tell; null where they do not.
      came: fc.option(channel),
    });
    fc.assert(
      fc.property(input, ({ ref, holds, certificates, needsCertificate, came }) => {
        const answer = decide(
          ref,
          { series: ref.series, certificate: needsCertificate, channel: came },
          holds,
          certificates,
        );
        const has = (certificates as Certificate[]).some(
          (c) => c.id === ref.certificate && c.series === ref.series && c.dueThrough >= ref.due,
        );
        const byHand = heldByHand(ref, came, holds)
          ? 'held'
          : (needsCertificate || ref.certificate !== null) && !has
            ? 'awaiting-certificate'
            : 'yes';
        assert.equal(answer.answer, byHand);
      }),
      { numRuns: 2000, seed: 3 },
    );
  });
});

forEachServer('holds', (test) => {
  test('T6: answers yes with its authority, held, or awaiting a certificate', async ({ store }) => {
    const { holds, parts } = room();
    const ask = (ref: RecordRef) => holds.mayDestroy(store.read, ref);
    assert.deepEqual(await ask(record('shift-papers')), { answer: 'yes', authority: 'schedule' });
    assert.deepEqual(await ask(record('applications')), { answer: 'awaiting-certificate' });
    const paper = { series: 'applications', dueThrough: '2026-03-01', by: randomUUID() };
    const certificate = await store.write((tx) => certifyAll(tx, paper, parts));
    const listed = { ...record('applications'), certificate };
    assert.deepEqual(await ask(listed), { answer: 'yes', authority: 'certificate' });
    for (const other of [
      record('applications'),
      { ...listed, due: '2026-03-02' },
      { ...listed, certificate: randomUUID() },
    ])
      assert.deepEqual(await ask(other), { answer: 'awaiting-certificate' });
    await placeHold(store, over('applications'), randomUUID(), parts);
    assert.deepEqual(await ask(listed), { answer: 'held' });
    assert.deepEqual(await ask(record('shift-papers')), { answer: 'yes', authority: 'schedule' });
    await assert.rejects(ask(record('nobody-knows')), coded('series-unknown'));
  });

  test('T6: a record that cannot be shown to lie outside a hold is held', async ({ store }) => {
    const { holds, parts } = room();
    await placeHold(store, ofDays(null, '2026-01-01', '2026-01-31'), randomUUID(), parts);
    const answer = async (date: string | null) =>
      (await holds.mayDestroy(store.read, record('shift-papers', date))).answer;
    assert.equal(await answer('2026-01-31'), 'held');
    assert.equal(await answer('2026-02-01'), 'yes');
    assert.equal(await answer(null), 'held');
  });

  test('T6: rows end when their date comes, and under hold only after its release by two people', async ({
    store,
  }) => {
    const { holds, parts, at } = room();
    await storeLinks(store, ['2026-03-02T11:00:00.000Z', '2026-03-02T13:00:00.000Z']);
    const [first, second] = [randomUUID(), randomUUID()];
    const { id } = await placeHold(store, EVERYTHING, first, parts);
    await store.write((tx) => confirmHold(tx, id, second, parts));
    at('2026-03-20T12:00:00Z');
    assert.deepEqual((await holds.sweep(store)).staff_invites, { destroyed: 0, held: 2, awaiting: 0 });
    await assert.rejects(
      store.write((tx) => releaseHold(tx, id, first, parts)),
      coded('release-not-asked'),
    );
    await store.write((tx) => askRelease(tx, id, first));
    await assert.rejects(
      store.write((tx) => releaseHold(tx, id, first, parts)),
      coded('release-needs-second-person'),
    );
    await store.write((tx) => releaseHold(tx, id, second, parts));
    assert.deepEqual((await holds.sweep(store)).staff_invites, { destroyed: 2, held: 0, awaiting: 0 });
    await assert.rejects(
      store.write((tx) => releaseHold(tx, id, second, parts)),
      coded('hold-already-released'),
    );
  });

  test('nothing ends before its time', async ({ store }) => {
    const { holds, at } = room();
    await storeLinks(store, ['2026-03-02T12:00:00.000Z', '2026-03-02T12:00:01.000Z']);
    await holds.sweep(store);
    assert.deepEqual(await linksLeft(store), ['2026-03-02T12:00:01.000Z']);
    at('2026-03-02T12:00:01Z');
    await holds.sweep(store);
    assert.deepEqual(await linksLeft(store), []);
  });

  test('a provisional hold lapses after 72 hours, and a lapsed one is not revived', async ({ store }) => {
    const { holds, parts, at } = room();
    const { id } = await placeHold(store, EVERYTHING, randomUUID(), parts);
    at('2026-03-05T11:59:59Z');
    assert.equal((await holds.mayDestroy(store.read, record('shift-papers'))).answer, 'held');
    at('2026-03-05T12:00:00Z');
    assert.equal((await holds.mayDestroy(store.read, record('shift-papers'))).answer, 'yes');
    await assert.rejects(
      store.write((tx) => confirmHold(tx, id, randomUUID(), parts)),
      coded('hold-lapsed'),
    );
  });

  test('T6: no route passes a hold: an event that ends rows early is asked too', async ({ store }) => {
    const { holds, parts } = room();
    const staff_id = await storeLinks(store, ['2026-03-02T13:00:00.000Z']);
    await placeHold(store, EVERYTHING, randomUUID(), parts);
    const ended = await store.write((tx) =>
      holds.destroy(tx, { table: 'staff_invites', where: { staff_id }, because: 'superseded' }),
    );
    assert.deepEqual(ended, { destroyed: 0, held: 1, awaiting: 0 });
    assert.equal((await linksLeft(store)).length, 1);
  });

  test('T6: a hold is acknowledged only after erasures in flight have ended, and what starts later sees it', async ({
    store,
  }) => {
    const { holds, parts } = room();
    const staff_id = await storeLinks(store, ['2026-03-02T13:00:00.000Z', '2026-03-02T14:00:00.000Z']);
    const erasing = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<void>();
    const inFlight = store.write(async (tx) => {
      await lockForDestroying(tx);
      erasing.resolve();
      await finish.promise;
    });
    await erasing.promise;
    let acknowledged = false;
    const placing = placeHold(store, EVERYTHING, randomUUID(), parts).then((hold) => {
      acknowledged = true;
      return hold;
    });
    // The hold must be seen waiting for the lock, not merely be slow.
    for (;;) {
      const waits = await store.read
        .selectFrom(
          sql<{
            n: number;
          }>`(select count(*)::int as n from pg_locks where locktype = 'advisory' and not granted
              and database = (select oid from pg_database where datname = current_database()))`.as('w'),
        )
        .select('w.n')
        .executeTakeFirstOrThrow();
      if (waits.n === 1 || acknowledged) break;
    }
    const early = acknowledged;
    finish.resolve();
    await inFlight;
    await placing;
    assert.equal(early, false);
    const later = await store.write((tx) =>
      holds.destroy(tx, { table: 'staff_invites', where: { staff_id }, because: 'superseded' }),
    );
    assert.deepEqual(later, { destroyed: 0, held: 2, awaiting: 0 });
  });

  test('what ends is receipted and committed to in the same transaction, or does not end', async ({
    store,
  }) => {
    const { holds } = room();
    const table = 'review_counts';
    const month = { month: '2026-02', decided: 1, second_looks: 0, disagreed: 0 };
    await store.write((tx) => tx.insertInto(table).values(month).execute());
    const end = (fail: boolean) =>
      store.write(async (tx) => {
        const ended = await holds.destroy(tx, { table, where: {}, because: 'superseded' });
        if (fail) throw new Error('after the deletion');
        return ended;
      });
    const counts = async () =>
      Promise.all(
        ([table, 'disposal_receipts', 'ledger_unsequenced'] as const).map(
          async (name) => (await store.read.selectFrom(name).selectAll().execute()).length,
        ),
      );
    await assert.rejects(end(true), /after the deletion/);
    assert.deepEqual(await counts(), [1, 0, 0]);
    assert.equal((await end(false)).destroyed, 1);
    assert.deepEqual(await counts(), [0, 1, 1]);
    const receipt = await store.read.selectFrom('disposal_receipts').selectAll().executeTakeFirstOrThrow();
    assert.deepEqual(
      { ...receipt, id: null, ledger_salt: null },
      {
        id: null,
        series: 'review-counts',
        destroyed_on: '2026-03-02',
        count: 1,
        authority: 'superseded',
        under: 'schedule',
        certificate: null,
        ledger_salt: null,
      },
    );
  });

  test('T10: the database itself refuses a release by one person', async ({ store, address }) => {
    const { parts } = room();
    const one = randomUUID();
    const { id } = await placeHold(store, EVERYTHING, one, parts);
    const pool = openPool(address, { max: 1, readOnly: false });
    const alone = pool.query(
      'update legal_holds set release_asked_by = $1, released_by = $1, released_at = now() where id = $2',
      [one, id],
    );
    await assert.rejects(alone, (e) => Object(e).constraint === 'legal_holds_two_release');
    await pool.end();
  });
});
