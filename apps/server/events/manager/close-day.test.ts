import assert from 'node:assert/strict';
import { leafOf } from '@commonkey/ledger';
import { addDays } from '@commonkey/program';
import { closeShift } from '../../desks/close-shift.ts';
import { city } from '../../desks/testing/city.ts';
import { workShift } from '../../desks/testing/shift.ts';
import { committedLeaves } from '../../store/committed.ts';
import { forEachServer } from '../../testing/database.ts';
import { cityNow } from '../days.ts';
import { outcome } from '../door/testing/door.ts';
import { closeDay } from './close-day.ts';
import { closedDayEvent, closedDays, shiftsDigest } from './closed-day.ts';
import { closingView } from './closing-view.ts';
import { eventToday } from './testing/event-today.ts';

type City = Awaited<ReturnType<typeof city>>;

/** A desk that worked and reported. */
async function reported({ open, context }: City, print: number, spoil = false): Promise<string> {
  const { offer, desk } = await open(12);
  await closeShift(context, (await workShift(offer, desk, { print, spoil })).signed);
  return offer.shift;
}

forEachServer('closing an event day', (test) => {
  test('what desks reported is added up once, and the sum is one entry of the ledger', async (db) => {
    const here = await city(db);
    const { context, store } = here;
    const { mark, id } = await eventToday(context);
    const before = await store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    const shifts = [await reported(here, 5, true), await reported(here, 3)];
    const made = (await store.read.selectFrom('ledger_unsequenced').select('commitment').execute()).length;
    assert.deepEqual(await closeDay(context, { mark, version: 1 }, { shifts, desks: 2 }), { turn: 1 });
    const leaves = await store.read.selectFrom('ledger_unsequenced').select('commitment').execute();
    assert.equal(leaves.length, made + 1, `one more than ${made}, of ${before.length} at first`);
    const [row] = await closedDays(store.read);
    assert.ok(row);
    assert.equal(row.event, id);
    assert.deepEqual([row.desks, row.missing], [2, 0]);
    const { cards, spoiled, unused, handedOver } = row.counts;
    assert.deepEqual(
      { cards, spoiled, unused, handedOver },
      { cards: 8, spoiled: { jam: 1 }, unused: 15, handedOver: 0 },
    );
    const digests = await store.read.selectFrom('desk_shifts').select('statement_digest').execute();
    assert.equal(row.shifts, shiftsDigest(digests.map(({ statement_digest }) => statement_digest ?? '')));
    const leaf = leafOf({ salt: new Uint8Array(row.ledger_salt), event: closedDayEvent(row) });
    assert.equal((await committedLeaves(store.read, [leaf])).size, 1, 'its row opens the entry');
    const shift = await store.read.selectFrom('desk_shifts').select('ends_on').executeTakeFirstOrThrow();
    assert.equal(row.ends_on, shift.ends_on, 'a sum does not outlive what it was added up from');
    const day = await store.read.selectFrom('event_days').select('state').executeTakeFirstOrThrow();
    assert.equal(day.state, 'over');
  });

  test('a day is closed with a desk missing; what it reports later is added, and counted to no other day', async (db) => {
    const here = await city(db);
    const { context, store, open } = here;
    const [event, other] = [await eventToday(context), await eventToday(context)];
    const late = await open(12);
    const first = await reported(here, 4);
    await closeDay(context, { mark: event.mark, version: 1 }, { shifts: [first], desks: 2 });
    const view = await closingView(context, store.read, event.mark, null);
    assert.deepEqual(view.shifts.open, [late.offer.shift]);
    assert.deepEqual(view.differences, [{ what: 'missing', count: 1 }]);
    await closeShift(context, (await workShift(late.offer, late.desk, { print: 2 })).signed);
    const again = { mark: event.mark, version: 2 };
    assert.equal(await outcome(closeDay(context, again, { shifts: [], desks: 2 })), 'closing-nothing-new');
    assert.equal(
      await outcome(closeDay(context, again, { shifts: [first, late.offer.shift], desks: 3 })),
      'closing-desk-gone',
    );
    assert.deepEqual(await closeDay(context, again, { shifts: [late.offer.shift], desks: 2 }), { turn: 2 });
    const rows = await closedDays(store.read);
    assert.deepEqual(
      rows.map(({ turn, desks, missing, counts }) => [turn, desks, missing, counts.cards]),
      [
        [1, 1, 1, 4],
        [2, 1, 0, 2],
      ],
    );
    const elsewhere = closeDay(context, { mark: other.mark, version: 1 }, { shifts: [first], desks: 1 });
    assert.equal(await outcome(elsewhere), 'closing-desk-gone');
    assert.deepEqual((await closingView(context, store.read, event.mark, null)).differences, []);
    assert.equal((await closingView(context, store.read, other.mark, null)).shifts.elsewhere, 2);
  });

  test('a desk that reports yesterday is said to be of yesterday, and is counted to no day but its own', async (db) => {
    const here = await city(db);
    const { context, store } = here;
    const shift = await reported(here, 3);
    const { day } = cityNow(context);
    context.setTime(new Date(context.clock.now().getTime() + 24 * 3_600_000));
    assert.equal(cityNow(context).day, addDays(day, 1));
    const { mark } = await eventToday(context);
    const view = await closingView(context, store.read, mark, null);
    assert.deepEqual(view.shifts.free, []);
    assert.deepEqual(
      view.shifts.beside.map((one) => [one.shift, one.day, one.counts.cards]),
      [[shift, day, 3]],
    );
    assert.equal(
      await outcome(closeDay(context, { mark, version: 1 }, { shifts: [shift], desks: 1 })),
      'closing-desk-gone',
    );
    assert.deepEqual(await closedDays(store.read), []);
  });

  test('of two managers who close at once one does, and the other is told; nothing is counted twice', async (db) => {
    const here = await city(db);
    const { context, store } = here;
    const { mark } = await eventToday(context);
    const shifts = [await reported(here, 4), await reported(here, 2)];
    const one = () => outcome(closeDay(context, { mark, version: 1 }, { shifts, desks: 2 }));
    assert.deepEqual((await Promise.all([one(), one(), one()])).sort(), [
      'closing-changed',
      'closing-changed',
      'done',
    ]);
    const rows = await closedDays(store.read);
    assert.deepEqual(
      rows.map(({ counts }) => counts.cards),
      [6],
    );
  });

  test('what cannot be closed says why: a day to come, a cancelled one, fewer desks than are counted', async (db) => {
    const here = await city(db);
    const { context, store } = here;
    const shifts = [await reported(here, 2), await reported(here, 2)];
    const { mark } = await eventToday(context);
    const few = closeDay(context, { mark, version: 1 }, { shifts, desks: 1 });
    assert.equal(await outcome(few), 'closing-desks-impossible');
    const free = store.read.selectFrom('desk_shifts').select('event').where('event', 'is not', null);
    assert.deepEqual(await free.execute(), [], 'nothing of it is kept');
    const later = await eventToday(context, { day: addDays(cityNow(context).day, 1) });
    const early = closeDay(context, { mark: later.mark, version: 1 }, { shifts: [], desks: 1 });
    assert.equal(await outcome(early), 'closing-too-early');
    await store.write((tx) =>
      tx
        .updateTable('event_days')
        .set({ state: 'cancelled', reason: 'weather' })
        .where('mark', '=', mark)
        .execute(),
    );
    const cancelled = closeDay(context, { mark, version: 1 }, { shifts, desks: 2 });
    assert.equal(await outcome(cancelled), 'closing-cancelled');
  });
});
