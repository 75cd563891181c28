import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { ASSUMED_SERVICE, averageOf } from '@commonkey/events';
import { addDays } from '@commonkey/program';
import { forOneServer } from '../testing/database.ts';
import { announceDay } from './calendar/make-day.ts';
import { requireEvent, viewDoor } from './door/line.ts';
import { openDoor } from './door/testing/door.ts';
import { serviceBefore } from './learned.ts';
import { aDay } from './testing/day.ts';

forOneServer('what desks teach of minutes at a station', (test) => {
  test('from fifty people on, on days before; the day to come is planned and told with it', async (db) => {
    const door = await openDoor(db, { stations: 2, printers: 30 });
    const { read } = db.store;
    const desk = await door.desk(1);
    const next = addDays(door.day, 7);
    const serve = async (parties: number) => {
      for (let at = 0; at < parties; at++) {
        await door.give({ party: 1 });
        await desk.press('next');
        minute += 8;
        door.at(minute);
      }
      await desk.press('done');
    };
    let minute = 540;
    door.at(minute);
    await serve(49);
    assert.deepEqual(await serviceBefore(read, next), { ...ASSUMED_SERVICE, days: null }, 'too few');
    const planned = async () => {
      const id = randomUUID();
      const wish = aDay(door.context, {
        id,
        day: next,
        stations: 2,
        printers: 30,
        walkInShare: 0,
        helperShare: 0,
      });
      await announceDay(door.context, wish);
      const seats = await read.selectFrom('event_seats').select('seat').where('event', '=', id).execute();
      return seats.length;
    };
    const supposed = await planned();
    await serve(1);
    const learned = await serviceBefore(read, next);
    assert.equal(learned.days, 1);
    assert.ok(learned.median > 6.4 && learned.median <= 8.5, `${learned.median}`);
    assert.deepEqual(
      await serviceBefore(read, door.day),
      { ...ASSUMED_SERVICE, days: null },
      'of no day before',
    );
    const places = await planned();
    assert.ok(places < supposed * 0.75, `${places} places, where ${supposed} were supposed`);
    const [day] = await read.selectFrom('event_days').select('mark').where('day', '=', next).execute();
    assert.ok(day);
    const { line } = await viewDoor(door.context, read, await requireEvent(read, day.mark));
    assert.ok(
      Math.abs(line.pace - averageOf(learned)) < 0.01,
      'the first ticket of that day is told with it',
    );
    for (const value of Object.values(learned))
      assert.ok(value === null || Number.isInteger(value * 10), 'nothing finer than a tenth of a minute');
  });
});
