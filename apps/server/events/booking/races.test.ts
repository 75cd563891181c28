import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { testContext } from '../../testing/context.ts';
import { forEachServer } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { oneDay } from '../days.ts';
import { announced } from '../testing/day.ts';
import { cancelPlaces, confirmPlaces, keepPlaces, movePlaces } from './book.ts';

/** Runs of the race of two hundred; each begins anew. The other server’s locks are the same, and it is tried less often. */
const RUNS = { embedded: 50, 'debian-15': 5 };

const codeOf = (error: unknown): string => String(Object(error).code);

forEachServer('many who want the same places', (test) => {
  test('two hundred at once on twenty places, fifty times: always twenty, and no place twice', async ({
    store,
    server,
  }) => {
    const context = testContext(store, await modelCity());
    for (let run = 0; run < RUNS[server]; run += 1) {
      // Four stations and half an hour make 27; the shares leave 20 to book.
      const mark = await announced(context, { opens: 540, closes: 570, walkInShare: 26, helperShare: 0 });
      const day = await oneDay(context, store.read, mark);
      assert.deepEqual(
        day.times.map(({ starts, free }) => ({ starts, free })),
        [{ starts: 540, free: 20 }],
      );
      const asked = Array.from({ length: 200 }, () => keepPlaces(context, { mark, starts: 540, party: 1 }));
      const got = await Promise.allSettled(asked);
      const codes = got.flatMap((one) => (one.status === 'fulfilled' ? [one.value.code] : []));
      const refused = got.flatMap((one) => (one.status === 'rejected' ? [codeOf(one.reason)] : []));
      assert.equal(codes.length, 20, `run ${run}`);
      assert.deepEqual([...new Set(refused)], ['time-full']);
      await Promise.all(codes.map((code) => confirmPlaces(context, code)));
      const seats = await store.read
        .selectFrom('event_seats')
        .select([
          sql<number>`count(distinct booking)::integer`.as('bookings'),
          sql<number>`count(booking)::integer`.as('seats'),
        ])
        .where('event', '=', day.id)
        .where('kept_until', 'is', null)
        .executeTakeFirstOrThrow();
      assert.deepEqual(seats, { bookings: 20, seats: 20 });
    }
  });

  test('parties of every size, yes, no and another time at once: no place twice, and no booking with fewer than it has people', async ({
    store,
  }) => {
    const context = testContext(store, await modelCity());
    const mark = await announced(context, { walkInShare: 0, helperShare: 0 });
    const day = await oneDay(context, store.read, mark);
    const times = day.times.map(({ starts }) => starts);
    const total = day.times.reduce((sum, { free }) => sum + free, 0);
    const one = async (at: number) => {
      const starts = times[at % times.length] ?? 540;
      const { code } = await keepPlaces(context, { mark, starts, party: 1 + (at % 4) });
      if (at % 5 === 0) return cancelPlaces(context, code);
      await confirmPlaces(context, code);
      if (at % 3 === 0)
        await movePlaces(context, code, times[(at + 1) % times.length] ?? 540).catch(() => {});
    };
    await Promise.allSettled(Array.from({ length: 300 }, (_, at) => one(at)));
    const rows = await store.read
      .selectFrom('event_bookings as b')
      .leftJoin('event_seats as s', 's.booking', 'b.id')
      .select([
        'b.party',
        'b.state',
        sql<number>`count(s.seat)::integer`.as('seats'),
        sql<number>`count(distinct s.starts)::integer`.as('times'),
      ])
      .groupBy(['b.id', 'b.party', 'b.state'])
      .execute();
    for (const row of rows) {
      assert.equal(row.seats, row.state === 'cancelled' ? 0 : row.party, JSON.stringify(row));
      assert.ok(row.times <= 1, 'all of them at one time');
    }
    const left = (await oneDay(context, store.read, mark)).times.reduce((sum, { free }) => sum + free, 0);
    const given = rows.reduce((sum, { seats }) => sum + seats, 0);
    assert.equal(left + given, total);
  });
});
