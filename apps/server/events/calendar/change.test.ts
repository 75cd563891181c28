import assert from 'node:assert/strict';
import type { TestContext as NodeTest } from 'node:test';
import { addDays } from '@commonkey/program';
import { colleagues } from '../../legal/testing/colleagues.ts';
import { bodyOf, outbox } from '../../notices/testing/outbox.ts';
import { CARRIED, portalHall } from '../../portal/testing/hall.ts';
import { testContext } from '../../testing/context.ts';
import { forEachServer, forOneServer, type TestDatabase } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { moveToDay } from '../booking/another-day.ts';
import { confirmPlaces, keepPlaces } from '../booking/book.ts';
import { findBooking } from '../booking/find.ts';
import { contactOf, leaveContact } from '../contact/leave.ts';
import { tellDue } from '../contact/tell-due.ts';
import { oneDay } from '../days.ts';
import { openDoor } from '../door/testing/door.ts';
import { drawDue, yesUntil } from '../draw/draw.ts';
import { enterDraw } from '../draw/enter.ts';
import { type aDay, announced } from '../testing/day.ts';
import { findWait, waitForPlaces } from '../waiting/wait.ts';
import { type Move, moveDay } from './move-day.ts';
import { type Room, setRoom } from './set-room.ts';

const HOUR = 3_600_000;

async function town(db: TestDatabase, t: NodeTest, change: Parameters<typeof aDay>[1] = {}) {
  const box = await outbox(t);
  const hall = await portalHall(db, t, { notices: { ...CARRIED, mail: box.settings } });
  const { context } = hall;
  context.setTime(new Date('2026-03-02T16:00:00Z'));
  const mark = await announced(context, {
    opens: 540,
    closes: 660,
    walkInShare: 60,
    helperShare: 0,
    ...change,
  });
  const { read } = db.store;
  const now = () => oneDay(context, read, mark);
  const move = async (to: Partial<Move>, version?: number) => {
    const day = await now();
    const { opens, place, address } = day;
    const whole = { day: day.day, opens, place, address, ...to };
    await moveDay(context, { mark, version: version ?? day.version }, whole);
  };
  const room = async (wish: Room) => setRoom(context, { mark, version: (await now()).version }, wish);
  const book = async (starts = 540, party = 1) => {
    const { code } = await keepPlaces(context, { mark, starts, party });
    await confirmPlaces(context, code);
    return code;
  };
  const booking = (code: string) => findBooking(context, read, code);
  const freeAt = async (starts: number) => (await now()).times.find((one) => one.starts === starts)?.free;
  return { box, hall, context, mark, read, now, move, room, book, booking, freeAt };
}

forOneServer('an announced day that changes', (test) => {
  test('moved to another date, hour and place: each code keeps its places, everybody reads what it was, contacts are told', async (db, t) => {
    const { box, hall, context, mark, now, move, book, booking } = await town(db, t);
    const before = await now();
    const codes = [await book(540), await book(570, 2), await book(630)];
    await leaveContact(context, codes[0] ?? '', {
      by: 'mail',
      address: 'a@home.example',
      language: 'en',
      open: 1,
    });
    const day = addDays(before.day, 3);
    await move({ day, opens: 570, place: 'South Hall', address: '2 Example Street' });
    const after = await now();
    assert.deepEqual([after.day, after.opens, after.closes], [day, 570, 690]);
    assert.deepEqual(
      after.times.map(({ starts, free }) => [starts, free]),
      before.times.map(({ starts, free }) => {
        const gone = { 540: 1, 570: 2, 630: 1 }[starts] ?? 0;
        return [starts + 30, free - gone];
      }),
    );
    const rows = await Promise.all(codes.map(booking));
    assert.deepEqual(
      rows.map(({ starts, ends_on }) => [starts, ends_on]),
      [570, 600, 660].map((starts) => [starts, addDays(day, 1)]),
    );
    assert.equal(await tellDue(context), 1);
    assert.match(bodyOf(box.carried[0] ?? assert.fail()), /Something changed about the day/);
    const person = hall.visitor();
    const page = await person.form('/booking', '/booking?lang=en', { code: codes[0] ?? '' });
    assert.match(page.body, /This day was moved\. It was to be on .* at 9:00.*North Branch Library/);
    assert.match(page.body, /South Hall/);
    for (const path of ['/events', `/events/${mark}`])
      assert.match((await person.get(`${path}?lang=en`)).body, /This day was moved/);
    assert.equal(
      await contactOf(context, db.store.read, codes[0] ?? ''),
      before.day,
      'as was said when it was left',
    );
  });

  test('moved nearer: its contacts end nearer as well; what is released later, and what helpers hold, moves with it', async (db, t) => {
    const { context, now, move, book, read } = await town(db, t, { releases: [30, 2] });
    const before = await now();
    const code = await book();
    await leaveContact(context, code, { by: 'text', address: '3125550100', language: 'en', open: 0 });
    const day = addDays(before.day, -3);
    await move({ day });
    assert.equal(await contactOf(context, read, code), day);
    const { ends_on } = await read.selectFrom('vault_records').select('ends_on').executeTakeFirstOrThrow();
    assert.equal(ends_on, addDays(day, 1));
    assert.equal((await now()).nextRelease?.getTime(), (before.nextRelease?.getTime() ?? 0) - 3 * 24 * HOUR);
    await move({ opens: 525 });
    assert.deepEqual(
      (await now()).times.map(({ starts }) => starts),
      [525, 555, 585, 615],
    );
  });

  test('a day that is drawn: winners have until the evening before its new date, and it is not moved before its draw', async (db, t) => {
    const { context, now, move, mark, read } = await town(db, t, { drawDays: 3, helperShare: 0 });
    const { code } = await enterDraw(context, { mark, party: 1, wish: [600] });
    const before = await now();
    await assert.rejects(move({ day: addDays(before.day, -4) }), { code: 'event-draw-impossible' });
    await move({ opens: 570 });
    context.setTime(new Date((before.draw?.closes_at.getTime() ?? 0) + 1000));
    await drawDue(context);
    assert.equal((await findBooking(context, read, code)).starts, 630);
    const day = addDays(before.day, 2);
    await move({ day });
    assert.deepEqual((await findBooking(context, read, code)).keptUntil, yesUntil(context, day));
  });

  test('of two who change it at once the second is told; a day that is over, cancelled or has begun stays where it is', async (db, t) => {
    const { context, now, move, mark, room } = await town(db, t);
    const { version, day } = await now();
    const both = await Promise.allSettled([
      move({ opens: 600 }, version),
      setRoom(context, { mark, version }, { 540: 1 }),
      move({ opens: 630 }, version),
    ]);
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1);
    for (const one of both)
      if (one.status === 'rejected') assert.equal(Object(one.reason).code, 'event-changed');
    await assert.rejects(move({}), { code: 'event-same' });
    await assert.rejects(move({ day: '2026-03-01' }), { code: 'event-day-impossible' });
    await assert.rejects(move({ opens: 1380 }), { code: 'event-past-midnight' });
    context.setTime(new Date(`${addDays(day, 1)}T18:00:00Z`));
    await assert.rejects(move({ opens: 540 }), { code: 'event-over' });
    await assert.rejects(room({}), { code: 'event-over' });
  });

  test('a day does not move under people who have a number from its door', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    const day = () => oneDay(context, db.store.read, mark);
    const before = await day();
    await door.give();
    const to = { opens: before.opens, place: 'South Hall', address: '2 Example Street' };
    await assert.rejects(moveDay(context, { mark, version: 1 }, { ...to, day: before.day }), {
      code: 'event-begun',
    });
    const manager = (await (await colleagues(context))(['event-manager'])).visitor;
    const path = `/event-days/of/${mark}/change`;
    const pressed = await manager.form(`${path}?lang=en`, `${path}/move?lang=en`, {
      ...{ version: '1', opens: '9:00', place: to.place, address: to.address },
      day: addDays(before.day, 1),
    });
    assert.equal(pressed.statusCode, 409);
    assert.match(pressed.body, /href="#day">/);
    assert.match(pressed.body, /value="South Hall"/, 'nothing that was typed is lost');
    const after = await day();
    assert.deepEqual([after.day, after.place, after.version], [before.day, before.place, 1]);
  });

  test('fewer places takes away what nobody has; more is offered first to those who wait', async (db, t) => {
    const { context, now, room, book, freeAt, booking, mark } = await town(db, t);
    const free = (await freeAt(540)) ?? 0;
    const codes = [await book(), await book()];
    assert.deepEqual(await room({ 540: 1 }), [{ starts: 540, places: 2 }]);
    assert.equal(await freeAt(540), 0);
    for (const code of codes) assert.equal((await booking(code)).starts, 540);
    assert.deepEqual(await room({ 540: 0, 570: 0, 600: 0, 630: 0 }), [{ starts: 540, places: 2 }]);
    const { code } = await waitForPlaces(context, { mark, party: 2, wish: [] });
    assert.deepEqual(await room({ 540: free + 5 }), []);
    assert.equal((await findWait(context, db.store.read, code))?.state, 'offered');
    assert.equal(await freeAt(540), free + 5 - 4);
    assert.equal((await now()).version, 4);
  });

  test('a booking goes to another day under its code, with its contact, and its places come back', async (db, t) => {
    const { hall, context, mark, read, book, freeAt, booking } = await town(db, t);
    const other = await announced(context, {
      day: '2026-03-06',
      opens: 600,
      closes: 660,
      walkInShare: 60,
      helperShare: 0,
    });
    const free = await freeAt(540);
    const code = await book(540, 2);
    await leaveContact(context, code, { by: 'mail', address: 'a@home.example', language: 'en', open: 0 });
    const person = hall.visitor();
    const page = await person.form('/booking', '/booking?lang=en', { code });
    assert.match(page.body, /Choose another day/);
    const moved = await person.form('/booking', '/booking/another-day?lang=en', { code, to: `${other} 630` });
    assert.equal(moved.statusCode, 200);
    assert.match(moved.body, /March 6/);
    assert.equal(await freeAt(540), free);
    const row = await booking(code);
    assert.deepEqual([row.starts, row.ends_on], [630, '2026-03-07']);
    assert.equal(await contactOf(context, read, code), '2026-03-06');
    const full = await person.form('/booking', '/booking/another-day?lang=en', { code, to: `${mark} 1000` });
    assert.equal(full.statusCode, 422);
    await assert.rejects(moveToDay(context, code, { mark: other, starts: 600 }), { code: 'event-unknown' });
  });
});

forEachServer('a day that changes while people book', (test) => {
  test('moved and given fewer places while fifty book, change and go to another day: nobody loses places, none is given twice', async ({
    store,
  }) => {
    const context = testContext(store, await modelCity());
    const wish = { opens: 540, closes: 660, walkInShare: 30, helperShare: 0 };
    const [mark, other] = [await announced(context, wish), await announced(context, wish)];
    const { id, version } = await oneDay(context, store.read, mark);
    const one = async (at: number): Promise<void> => {
      const starts = 540 + 30 * (at % 4);
      const { code } = await keepPlaces(context, {
        mark: at % 3 === 0 ? other : mark,
        starts,
        party: 1 + (at % 2),
      });
      await confirmPlaces(context, code);
      if (at % 4 === 1) await moveToDay(context, code, { mark: at % 3 === 0 ? mark : other, starts });
    };
    const shift = async (): Promise<void> => {
      const day = await oneDay(context, store.read, mark);
      const to = { day: addDays(day.day, 1), opens: 570, place: 'South Hall', address: '2 Example Street' };
      await moveDay(context, { mark, version }, to);
    };
    const done = await Promise.allSettled([
      ...Array.from({ length: 25 }, (_, at) => one(at)),
      shift(),
      setRoom(context, { mark, version }, { 540: 2, 570: 2 }),
      ...Array.from({ length: 25 }, (_, at) => one(at + 25)),
    ]);
    const known = ['time-full', 'time-unknown', 'event-changed', 'booking-lapsed'];
    for (const each of done)
      if (each.status === 'rejected')
        assert.ok(known.includes(String(Object(each.reason).code)), String(each.reason));
    assert.ok(done.filter(({ status }) => status === 'fulfilled').length > 10);
    const rows = await store.read
      .selectFrom('event_bookings as b')
      .leftJoin('event_seats as s', 's.booking', 'b.id')
      .select(({ fn }) => [
        'b.event',
        'b.party',
        'b.ends_on',
        's.event as at',
        fn.count('s.seat').as('seats'),
      ])
      .groupBy(['b.id', 's.event'])
      .execute();
    const ends = new Map(
      await Promise.all(
        [mark, other].map(async (one) => {
          const day = await oneDay(context, store.read, one);
          return [day.id, addDays(day.day, 1)] as const;
        }),
      ),
    );
    for (const row of rows) {
      assert.equal(Number(row.seats), row.party, 'all of them, on one day');
      assert.equal(row.at, row.event);
      assert.equal(row.ends_on, ends.get(row.event), 'and it ends with that day');
    }
    assert.ok(rows.some(({ event }) => event === id));
  });
});
