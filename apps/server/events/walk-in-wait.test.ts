import assert from 'node:assert/strict';
import { addDays } from '@commonkey/program';
import { cityHall } from '../staff/testing/city-hall.ts';
import { Visitor } from '../staff/testing/visitor.ts';
import { forOneServer } from '../testing/database.ts';
import { changeDay } from './calendar/change-day.ts';
import { comingDays, oneDay, openFirst } from './days.ts';
import { openDoor } from './door/testing/door.ts';
import { announced } from './testing/day.ts';
import { openWalkInWaits } from './walk-in-wait.ts';

forOneServer('a day for whoever just comes', (test) => {
  test('how long they wait is said in fives, tried out once, and not where nobody can say', async (db) => {
    const door = await openDoor(db, { stations: 3, printers: 3 });
    const { context, mark } = door;
    const { read } = db.store;
    door.at(-24 * 60);
    const waits = openWalkInWaits(context);
    const of = async (which: string) => waits(read, await oneDay(context, read, which));
    const wait = await of(mark);
    assert.ok(wait);
    assert.ok(wait.median % 5 === 0 && wait.median >= 5 && wait.slow >= wait.median);
    assert.equal(wait.service.days, null, 'supposed');
    assert.equal(await of(mark), wait, 'known from before');
    const none = await announced(context, { walkInShare: 0 });
    assert.equal(await of(none), null, 'no places are kept for them');
    await changeDay(context, { mark, version: 1 }, 'stopped', 'weather');
    assert.equal(await of(mark), null);
    await changeDay(context, { mark, version: 2 }, 'announced', null);
    assert.ok(await of(mark));
    door.at(540);
    assert.equal(await of(mark), null, 'from its opening on the board tells');
  });

  test('slow desks make it long, and what was learned is said on the page', async (db) => {
    const door = await openDoor(db, { stations: 2, printers: 2 });
    const { context } = door;
    const next = await announced(context, { day: addDays(door.day, 3), stations: 2, printers: 2 });
    const hall = await cityHall(context);
    const resident = new Visitor(hall.public, context.config.origins.public.origin);
    const page = async () => (await resident.get(`/events/${next}?lang=en`)).body;
    assert.match(await page(), /How long one person takes is our guess/);
    const before = await openWalkInWaits(context)(db.store.read, await oneDay(context, db.store.read, next));
    const desk = await door.desk(1);
    for (let at = 0; at < 55; at++) {
      await door.give();
      await desk.press('next');
      door.at(570 + (at + 1) * 12);
    }
    await desk.press('done');
    assert.match(await page(), /we learned at our desks on one day/);
    const after = await openWalkInWaits(context)(db.store.read, await oneDay(context, db.store.read, next));
    // The day has as many places as when it was announced, and now each takes three times as long.
    assert.ok(before && after && after.slow > before.slow * 2 && after.late, JSON.stringify([before, after]));
    const none = await announced(context, { walkInShare: 0 });
    assert.match(
      (await resident.get(`/events/${none}?lang=en`)).body,
      /We cannot say how long you would wait/,
    );
  });

  test('what is truly open stands first: bookable, then to just come, then full or stopped', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    door.at(-24 * 60);
    await changeDay(context, { mark, version: 1 }, 'stopped', 'weather');
    const comeOnly = await announced(context, { day: addDays(door.day, 1), releases: [0], walkInShare: 40 });
    const free = await announced(context, { day: addDays(door.day, 2), releases: [30] });
    const days = await comingDays(context, db.store.read);
    assert.deepEqual(
      days.map((day) => day.mark),
      [mark, comeOnly, free],
    );
    assert.deepEqual(
      openFirst(context, days).map((day) => day.mark),
      [free, comeOnly, mark],
    );
    const hall = await cityHall(context);
    const resident = new Visitor(hall.public, context.config.origins.public.origin);
    const { body } = await resident.get('/events?lang=en');
    const at = (which: string) => body.indexOf(`/events/${which}`);
    assert.ok(at(free) < at(comeOnly) && at(comeOnly) < at(mark));
  });
});
