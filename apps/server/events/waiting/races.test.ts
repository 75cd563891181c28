import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { testContext } from '../../testing/context.ts';
import { forEachServer } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { cancelPlaces, confirmPlaces, keepPlaces, movePlaces } from '../booking/book.ts';
import { oneDay } from '../days.ts';
import { announced } from '../testing/day.ts';
import { offerDue } from './offer.ts';
import { findWait, stopWaiting, waitForPlaces } from './wait.ts';

const RUNS = { embedded: 12, 'debian-15': 3 };

forEachServer('places that come back while many want them', (test) => {
  test('given back, taken, moved, waited for and left at once: no place twice, nobody offered twice, and nobody quick before one who waits', async ({
    store,
    server,
  }) => {
    const context = testContext(store, await modelCity());
    for (let run = 0; run < RUNS[server]; run += 1) {
      const mark = await announced(context, { opens: 540, closes: 600, walkInShare: 60, helperShare: 0 });
      const { id, times } = await oneDay(context, store.read, mark);
      const booked: { code: string; starts: number }[] = [];
      for (const { starts, free } of times)
        for (let n = 0; n < free; n += 1) {
          const { code } = await keepPlaces(context, { mark, starts, party: 1 });
          await confirmPlaces(context, code);
          booked.push({ code, starts });
        }
      const waits: string[] = [];
      for (let n = 0; n < 30; n += 1)
        waits.push((await waitForPlaces(context, { mark, party: 1 + (n % 4), wish: [] })).code);
      const quick: string[] = [];
      const one = async (at: number): Promise<void> => {
        const mine = booked[at % booked.length] ?? assert.fail();
        if (at % 3 === 0) return cancelPlaces(context, mine.code);
        if (at % 3 === 1)
          return void quick.push((await keepPlaces(context, { mark, starts: mine.starts, party: 1 })).code);
        if (at % 5 === 0) return offerDue(context);
        if (at % 7 === 0) {
          const row = await findWait(context, store.read, waits[at % waits.length] ?? '');
          return stopWaiting(context, row ?? assert.fail());
        }
        return movePlaces(context, mine.code, mine.starts === 540 ? 570 : 540);
      };
      const done = await Promise.allSettled(Array.from({ length: 120 }, (_, at) => one(at)));
      const codes = done.flatMap((each) =>
        each.status === 'rejected' ? [String(Object(each.reason).code)] : [],
      );
      for (const code of codes)
        assert.ok(['time-full', 'booking-cancelled', 'booking-lapsed', 'event-changed'].includes(code), code);
      await offerDue(context);
      const rows = await store.read
        .selectFrom('event_bookings as b')
        .leftJoin('event_seats as s', 's.booking', 'b.id')
        .select(['b.tag', 'b.party', 'b.state', sql<number>`count(s.seat)::integer`.as('seats')])
        .where('b.event', '=', id)
        .groupBy('b.id')
        .execute();
      for (const row of rows)
        assert.equal(row.seats, row.state === 'cancelled' ? 0 : row.party, `run ${run}: all places or none`);
      const { rows: kept } = await sql<{ state: string; bookings: number }>`
        select w.state, count(b.id)::integer as bookings from event_waits as w
        left join event_bookings as b on b.tag = w.tag where w.event = ${id} group by w.id, w.state`.execute(
        store.read as never,
      );
      for (const { state, bookings } of kept) assert.equal(bookings, state === 'offered' ? 1 : 0, state);
      const free = (await oneDay(context, store.read, mark)).times.map((time) => time.free);
      const smallest = kept.some(({ state }) => state === 'waiting')
        ? Math.min(
            ...(
              await store.read
                .selectFrom('event_waits')
                .select('party')
                .where('event', '=', id)
                .where('state', '=', 'waiting')
                .execute()
            ).map(({ party }) => party),
          )
        : 99;
      assert.ok(
        free.every((left) => left < smallest),
        `run ${run}: nothing is free that suits one who waits`,
      );
      if (smallest === 1) assert.equal(quick.length, 0, 'somebody waited for one place all the while');
    }
  });
});
