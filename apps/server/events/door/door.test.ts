import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { HOLDINGS } from '../../store/holdings.ts';
import { openStore } from '../../store/store.ts';
import { forEachServer } from '../../testing/database.ts';
import { cancelPlaces, confirmPlaces, keepPlaces } from '../booking/book.ts';
import { changeDay } from '../calendar/change-day.ts';
import { announceDay } from '../calendar/make-day.ts';
import { aDay } from '../testing/day.ts';
import { changeTicket, doAtStation, openStation } from './call.ts';
import { openDoor, outcome } from './testing/door.ts';

forEachServer('the door of an event day', (test) => {
  test('walk-ins are called in the order of coming, and who goes first soon, by no mark that is kept', async (db) => {
    const door = await openDoor(db);
    const walkIns = [];
    for (let i = 0; i < 12; i++) walkIns.push((await door.give()).number);
    assert.deepEqual(
      walkIns,
      walkIns.toSorted((a, b) => a - b),
    );
    const first = await door.give({ first: true, party: 3 });
    assert.ok(first.number < (walkIns[6] ?? 0), `${first.number} of ${walkIns}`);
    const desk = await door.desk(1);
    const called: (number | null)[] = [];
    for (let i = 0; i < 13; i++) {
      await desk.press('next');
      called.push(await desk.now());
    }
    assert.deepEqual(
      called,
      [...walkIns, first.number].toSorted((a, b) => a - b),
    );
    const alike = (await door.view()).tickets.map(
      ({ id: _, tag: __, number: ___, place: ____, calls: _____, ...rest }) => ({ ...rest, party: 0 }),
    );
    const done = alike.filter(({ state }) => state === 'served');
    assert.equal(done.length, 12);
    for (const row of done) assert.deepEqual(row, done[0], 'but for its number a row is like every other');
  });

  test('many desks that press at once, on one row lock: each ticket is called to one of them, and none twice', async (db, t) => {
    const store = openStore(db.address, { read: 4, write: 20 });
    t.after(() => store.close());
    const door = await openDoor({ ...db, store }, { stations: 20, printers: 20 });
    for (let i = 0; i < 40; i++) await door.give();
    const desks = await Promise.all(Array.from({ length: 20 }, (_, at) => door.desk(at + 1)));
    for (let round = 0; round < 2; round++) {
      await Promise.all(desks.map((desk) => desk.press('next')));
      const at = (await door.view()).tickets.filter(({ state }) => state === 'called');
      assert.equal(at.length, 20);
      assert.equal(new Set(at.map(({ station }) => station)).size, 20);
    }
    const { tickets } = await door.view();
    assert.deepEqual(tickets.map(({ state, calls }) => [state, calls]).sort(), [
      ...Array(20).fill(['called', 1]),
      ...Array(20).fill(['served', 1]),
    ]);
  });

  test('many tickets at once have numbers of their own, and a press that is sent twice is one ticket', async (db) => {
    const door = await openDoor(db);
    const presses = Array.from({ length: 30 }, () => randomUUID());
    const given = await Promise.all([...presses, ...presses].map((press) => door.give({ press })));
    assert.equal(new Set(given.map(({ number }) => number)).size, 30);
    for (const [at, press] of presses.entries()) {
      const [one, two] = given.filter(({ id }) => id === press);
      assert.ok(one && two && one.code === two.code && one.number === two.number, `${at}`);
    }
    assert.equal((await door.view()).tickets.length, 30);
  });

  test('a double press calls once, and a page that is behind does nothing', async (db) => {
    const door = await openDoor(db);
    await door.give();
    await door.give();
    const desk = await door.desk(4);
    const at = { station: 4, claim: desk.claim, press: 0 };
    await Promise.all([1, 2, 3].map(() => doAtStation(door.context, door.mark, at, 'next')));
    const { tickets } = await door.view();
    assert.deepEqual(tickets.map(({ state }) => state).sort(), ['called', 'waiting']);
    await doAtStation(door.context, door.mark, at, 'missed');
    assert.equal((await door.view()).tickets.filter(({ state }) => state === 'missed').length, 0);
  });

  test('two stations cannot have one number: the second is told, and may take it, and then the first is told', async (db) => {
    const door = await openDoor(db);
    await door.give();
    const desk = await door.desk(2);
    await desk.press('next');
    const number = await desk.now();
    const second = { station: 2, claim: randomUUID() };
    const open = (take: boolean) => outcome(openStation(door.context, door.mark, { ...second, take }));
    assert.equal(await open(false), 'station-taken');
    assert.equal(await open(true), 'done');
    assert.equal(await outcome(desk.press('again')), 'station-taken');
    assert.equal(await desk.now(), number, 'whoever stands there is not lost');
  });

  test('a ticket is called again, missed, comes back behind three, goes back, and is given back', async (db) => {
    const door = await openDoor(db);
    const numbers: number[] = [];
    for (let i = 0; i < 6; i++) numbers.push((await door.give()).number);
    const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0] = numbers;
    const desk = await door.desk(1);
    await desk.press('next');
    await desk.press('again');
    const [called] = (await door.view()).tickets;
    assert.deepEqual([called?.number, called?.calls, called?.state], [a, 2, 'called']);
    await desk.press('missed');
    assert.equal(await desk.now(), null);
    await changeTicket(door.context, door.mark, a, 'returns');
    await changeTicket(door.context, door.mark, e, 'gives-back');
    await desk.press('next');
    await desk.press('back');
    assert.equal(await desk.now(), null);
    const order: (number | null)[] = [];
    for (let i = 0; i < 5; i++) {
      await desk.press('next');
      order.push(await desk.now());
    }
    assert.deepEqual(order, [b, c, d, a, f]);
    assert.equal(await outcome(changeTicket(door.context, door.mark, c, 'returns')), 'ticket-elsewhere');
    assert.equal(
      await outcome(changeTicket(door.context, door.mark, 9999, 'returns')),
      'ticket-number-unknown',
    );
  });

  test('numbers that are caught up with after an hour without a network are served, and make nobody’s time shorter', async (db) => {
    const door = await openDoor(db);
    for (let i = 0; i < 9; i++) await door.give();
    const desk = await door.desk(1);
    await desk.press('next');
    door.at(576);
    await desk.press('next');
    const { pace } = (await door.view()).line;
    door.at(636);
    for (let i = 0; i < 5; i++) await desk.press('next');
    const after = await door.view();
    assert.equal(after.tickets.filter(({ state }) => state === 'served').length, 6);
    assert.equal(after.line.pace, pace);
  });

  test('a booking is checked in once and comes in its time; every other code is told apart and harms nothing', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    door.at(530);
    const book = async (of: string, starts: number, party: number) => {
      const { code } = await keepPlaces(context, { mark: of, starts, party });
      await confirmPlaces(context, code);
      return code;
    };
    const [now, later, cancelled] = [
      await book(mark, 570, 2),
      await book(mark, 840, 1),
      await book(mark, 600, 1),
    ];
    await cancelPlaces(context, cancelled);
    const other = await announceDay(context, aDay(context));
    const [elsewhere, returned] = [await book(other, 540, 1), await book(other, 540, 1)];
    await cancelPlaces(context, returned);
    const away = await book(await announceDay(context, aDay(context, { day: door.day })), 570, 1);
    const dropped = await announceDay(context, aDay(context));
    const [off, offReturned] = [await book(dropped, 540, 1), await book(dropped, 540, 1)];
    await cancelPlaces(context, offReturned);
    await changeDay(context, { mark: dropped, version: 1 }, 'cancelled', 'weather');
    door.at(571);
    for (let i = 0; i < 8; i++) await door.give();
    const came = await door.give({ booking: now.toLowerCase() });
    assert.equal(came.party, 2);
    const early = await door.give({ booking: later });
    const { tickets } = await door.view();
    const order = tickets.map(({ number }) => number);
    assert.ok(order.indexOf(came.number) < 6, `${order} ${came.number}`);
    assert.equal(order.at(-1), early.number, 'hours too early is no reason to pass anybody');
    for (const [booking, answer] of [
      [now, 'booking-came'],
      [cancelled, 'booking-given-back'],
      [elsewhere, 'booking-other-day'],
      [away, 'booking-other-place'],
      [returned, 'booking-given-back'],
      [off, 'booking-day-cancelled'],
      [offReturned, 'booking-day-cancelled'],
      ['ABCDE-FGHJK', 'booking-code-unknown'],
    ] as const)
      assert.equal(await outcome(door.give({ booking })), answer);
    assert.equal((await door.view()).tickets.length, 10);
    const both = await book(mark, 660, 1);
    const twice = await Promise.all([1, 2].map(() => outcome(door.give({ booking: both }))));
    assert.deepEqual(twice.sort(), ['booking-came', 'done']);
  });

  test('yesterday’s page, a day still to come, a stop and a cancelled day are each told, and what was begun is ended', async (db) => {
    const door = await openDoor(db);
    await door.give();
    await door.give();
    const desk = await door.desk(1);
    await desk.press('next');
    const state = (to: 'announced' | 'stopped' | 'cancelled') =>
      db.store.write((tx) =>
        tx
          .updateTable('event_days')
          .set({ state: to, reason: to === 'announced' ? null : 'safety' })
          .where('mark', '=', door.mark)
          .execute(),
      );
    await state('stopped');
    assert.equal(await outcome(door.give()), 'door-stopped');
    assert.equal(await outcome(desk.press('next')), 'door-stopped');
    assert.equal((await door.view()).line.stations, 0, 'nothing is foretold of a stop');
    await desk.press('done');
    assert.equal(await desk.now(), null);
    await state('announced');
    await desk.press('next');
    door.at(570 + 24 * 60);
    assert.equal(await outcome(desk.press('next')), 'door-other-day');
    assert.equal(await outcome(door.give()), 'door-other-day');
    door.at(570 - 24 * 60);
    assert.equal(await outcome(door.give()), 'door-other-day');
    door.at(570);
    await state('cancelled');
    assert.equal(await outcome(door.give()), 'door-cancelled');
  });

  test('no column could hold a person: numbers, times, random names, and one word out of five', async () => {
    const tables = ['event_doors', 'event_stations', 'event_halves', 'event_paces', 'event_tickets'] as const;
    const free = tables.flatMap((table) =>
      Object.entries(HOLDINGS[table].columns)
        .filter(([, { type }]) => ['text', 'jsonb', 'ARRAY', 'bytea'].includes(type))
        .map(([column]) => `${table}.${column}`),
    );
    // Numbers alone; a hash under a key, 32 bytes; and a state, which the database refuses unless it is one of five.
    assert.deepEqual(free.sort(), ['event_paces.paces', 'event_tickets.state', 'event_tickets.tag']);
  });

  test('times follow what was measured today, and stations that open and close', async (db) => {
    const door = await openDoor(db, { stations: 2, printers: 2 });
    for (let i = 0; i < 30; i++) await door.give();
    const supposed = (await door.view()).line;
    assert.equal(supposed.stations, 2, 'as planned, before the first opens');
    const desk = await door.desk(1);
    assert.equal((await door.view()).line.stations, 1);
    let minute = 570;
    for (let i = 0; i < 20; i++) {
      await desk.press('next');
      minute += 12;
      door.at(minute);
    }
    await desk.press('done');
    const { line } = await door.view();
    assert.ok(line.pace > 8 && line.pace < 12, `${line.pace}`);
    await desk.press('close');
    assert.equal((await door.view()).line.stations, 0);
  });

  test('in the night in which clocks change an hour is as long as it is, and no time is told that never comes', async (db) => {
    // Doors from one to five: three hours in March, five in November.
    for (const [day, hours] of [
      ['2026-03-08', 3],
      ['2026-11-01', 5],
    ] as const) {
      const door = await openDoor(db, { day, opens: 180, closes: 300, stations: 1, printers: 1 });
      // No new day is announced for an hour that comes twice; of one that was before, the hours are as long as they are.
      await db.store.write((tx) =>
        tx.updateTable('event_days').set({ opens: 60 }).where('opens', '=', 180).execute(),
      );
      door.at(60);
      for (let i = 0; i < 6; i++) await door.give();
      const desk = await door.desk(1);
      await desk.press('next');
      const { line } = await door.view();
      assert.equal(line.closes - line.opens, hours * 60, day);
      assert.equal(line.now, line.opens);
      door.context.setTime(new Date((line.opens + 90) * 60_000));
      await desk.press('done');
      assert.equal((await door.view()).line.now - line.now, 90);
    }
  });

  test('tickets end in the night after, whatever was done with them, and the counts stay', async (db) => {
    const door = await openDoor(db);
    for (let i = 0; i < 3; i++) await door.give();
    const desk = await door.desk(1);
    await desk.press('next');
    door.at(23 * 60 + 59);
    await door.context.holds.sweep(db.store);
    assert.equal((await door.view()).tickets.length, 3);
    door.at(24 * 60 + 6 * 60);
    await door.context.holds.sweep(db.store);
    assert.deepEqual((await door.view()).tickets, []);
    assert.equal((await door.view()).stations.length, 1);
  });
});
