import assert from 'node:assert/strict';
import { forOneServer } from '../../testing/database.ts';
import { keepPlaces } from '../booking/book.ts';
import { oneDay } from '../days.ts';
import { openDoor, outcome } from '../door/testing/door.ts';
import { moveDay } from './move-day.ts';

forOneServer('an event in a night in which clocks change', (test) => {
  test('a time that there is not cannot be booked, and no day is moved onto one', async (db) => {
    const door = await openDoor(db, { day: '2026-03-08', opens: 60, closes: 300, releases: [30] });
    const { context, mark } = door;
    context.setTime(new Date('2026-03-02T15:00:00Z'));
    const day = await oneDay(context, db.store.read, mark);
    assert.deepEqual(
      day.times.map(({ starts }) => starts),
      [60, 90, 180, 210, 240, 270],
    );
    assert.equal(await outcome(keepPlaces(context, { mark, starts: 120, party: 1 })), 'time-full');
    const other = await openDoor(db, { day: '2026-03-07', opens: 60, closes: 300, releases: [30] });
    context.setTime(new Date('2026-03-02T15:00:00Z'));
    const { place, address } = day;
    const move = (opens: number) =>
      outcome(
        moveDay(context, { mark: other.mark, version: 1 }, { day: '2026-03-08', opens, place, address }),
      );
    assert.equal(await move(60), 'event-clocks-change');
    assert.equal(await move(600), 'done');
  });
});
