import assert from 'node:assert/strict';
import { forOneServer } from '../../testing/database.ts';
import { tellStock } from '../door/call.ts';
import { openDoor } from '../door/testing/door.ts';
import { liveDay, openLive } from './live.ts';

forOneServer('how an event day goes', (test) => {
  test('people an hour, waiting and station times, spoiled cards and stock, and nobody in it', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    const live = () => liveDay(context, db.store.read, mark);
    door.at(540);
    const empty = await live();
    assert.deepEqual([empty.anHour, empty.waits, empty.pace], [null, null, null]);
    const [one, two] = [await door.desk(1), await door.desk(2)];
    for (let minute = 540; minute < 600; minute += 5) {
      door.at(minute);
      await door.give({ party: 2 });
      // Two people in five minutes, by one desk; the other one only looks on.
      await one.press('next');
    }
    door.at(600);
    await one.press('spoiled');
    await tellStock(context, mark, { station: 1, claim: one.claim }, { cards: 40, ribbons: 2 });
    const now = await live();
    assert.equal(now.served, 22);
    assert.ok(now.anHour !== null && Math.abs(now.anHour - 24) < 1, `${now.anHour}`);
    assert.ok(now.pace && now.pace.median > 1.5 && now.pace.median < 3.5, JSON.stringify(now.pace));
    assert.ok(now.waits && now.waits.median < 5, 'whoever came was called at once');
    assert.deepEqual(
      now.stations.map(({ station, state, minutes, spoiled }) => ({ station, state, minutes, spoiled })),
      [
        { station: 1, state: 'busy', minutes: 5, spoiled: 1 },
        { station: 2, state: 'free', minutes: null, spoiled: 0 },
      ],
    );
    assert.deepEqual(now.stock, { cards: 40, ribbons: 2, silent: 1 });
    assert.deepEqual(now.waiting, { parties: 0, people: 0 });
    await two.press('close');
    assert.equal((await live()).stations[1]?.state, 'closed');
    const { event: _, ...said } = now;
    const tickets = (await door.view()).tickets.map(({ number }) => number);
    assert.doesNotMatch(
      JSON.stringify(said),
      /"number"|"tag"|"id"/,
      'nothing leads from a station to a ticket',
    );
    assert.ok(tickets.length === 12);
  });

  test('who waits long is seen: forty people in an hour before one desk', async (db) => {
    const door = await openDoor(db);
    door.at(540);
    for (let at = 0; at < 40; at++) await door.give();
    const desk = await door.desk(1);
    for (let minute = 540; minute <= 600; minute += 6) {
      door.at(minute);
      await desk.press('next');
    }
    const { waits, waiting } = await liveDay(door.context, db.store.read, door.mark);
    assert.equal(waiting.people, 29);
    // Eleven were called in an hour, one each six minutes: the middle of them waited about half an hour.
    assert.ok(waits && waits.median > 10 && waits.median < 40, JSON.stringify(waits));
  });

  test('missed, given back and called again: nobody is counted who is not in the line', async (db) => {
    const door = await openDoor(db);
    const desk = await door.desk(1);
    for (let at = 0; at < 3; at++) await door.give();
    await desk.press('next');
    await desk.press('missed');
    await desk.press('next');
    await desk.press('back');
    const halves = await db.store.read.selectFrom('event_halves').selectAll().execute();
    const sum = (which: 'came' | 'called') => halves.reduce((all, one) => all + one[which], 0);
    const waiting = (await door.view()).line.waiting.length;
    assert.equal(sum('came') - sum('called'), waiting);
  });

  test('a thousand looks in the same minute read the door once; a change is seen at once', async (db) => {
    const door = await openDoor(db);
    const look = openLive(door.context);
    const all = await Promise.all(Array.from({ length: 50 }, () => look(door.mark)));
    assert.equal(new Set(all).size <= 2, true, 'those who ask at once share the answer');
    const before = await look(door.mark);
    assert.equal(await look(door.mark), before);
    await door.give();
    assert.equal((await look(door.mark)).waiting.parties, 1);
    door.at(571);
    assert.notEqual(await look(door.mark), before);
  });

  test('counts by the half-hour end in the night after the day; lengths of the whole day a year later', async (db) => {
    const door = await openDoor(db);
    const desk = await door.desk(1);
    for (let at = 0; at < 2; at++) {
      await door.give();
      await desk.press('next');
      door.at(575 + 5 * at);
    }
    await desk.press('done');
    door.at(30 * 60);
    await door.context.holds.sweep(db.store);
    assert.deepEqual(await db.store.read.selectFrom('event_halves').selectAll().execute(), []);
    const { paces } = await db.store.read.selectFrom('event_paces').select('paces').executeTakeFirstOrThrow();
    assert.equal(
      paces.reduce((sum, count) => sum + count, 0),
      2,
    );
    assert.equal((await liveDay(door.context, db.store.read, door.mark)).served, 0);
    door.at(370 * 24 * 60);
    await door.context.holds.sweep(db.store);
    assert.deepEqual(await db.store.read.selectFrom('event_paces').selectAll().execute(), []);
  });
});
