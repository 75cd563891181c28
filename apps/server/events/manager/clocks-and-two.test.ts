import assert from 'node:assert/strict';
import { instantIn } from '@commonkey/program';
import { forEachServer } from '../../testing/database.ts';
import { changeDay } from '../calendar/change-day.ts';
import { openDoor, outcome } from '../door/testing/door.ts';
import { liveDay } from './live.ts';

const HOUR = 3_600_000;

forEachServer('a night in which clocks change, and two who press at once', (test) => {
  test('clocks put back: the hour that they show twice is two hours, of people and of waiting', async (db) => {
    const door = await openDoor(db, { day: '2026-11-01', opens: 150, closes: 300 });
    const { context, mark } = door;
    // No new day is announced for these hours, but a door does not shut at the stroke of a plan.
    await db.store.write((tx) => tx.updateTable('event_days').set({ opens: 30 }).execute());
    const { timeZone } = context.program.program.city;
    const half = instantIn(timeZone, door.day, 60).getTime();
    const at = (minutes: number) => context.setTime(new Date(half + minutes * 60_000));
    at(0);
    const desk = await door.desk(1);
    for (let minutes = 0; minutes < 120; minutes += 10) {
      at(minutes);
      await door.give();
      await desk.press('next');
    }
    at(119);
    const live = await liveDay(context, db.store.read, mark);
    assert.deepEqual(
      live.halves.map(({ half: from, came }) => [from, came]),
      [
        [60, 3],
        [90, 3],
        [120, 3],
        [150, 3],
      ],
    );
    assert.deepEqual(
      live.halves.map(({ from }) => from),
      [60, 90, 60, 90],
      'as clocks show them',
    );
    assert.ok(live.anHour !== null && Math.abs(live.anHour - 6) <= 1, `${live.anHour} people an hour`);
    assert.ok(live.pace && live.pace.median > 7 && live.pace.median < 12, JSON.stringify(live.pace));
    assert.equal(live.stations[0]?.minutes, 9);
    assert.equal(context.clock.now().getTime() - half, 2 * HOUR - 60_000);
  });

  test('clocks put forward: the hour that is not there is nobody’s waiting', async (db) => {
    const door = await openDoor(db, { day: '2026-03-08', opens: 30, closes: 300 });
    const { context, mark } = door;
    door.at(115);
    const desk = await door.desk(1);
    await door.give();
    await desk.press('next');
    // Ten minutes on clocks show 3:05.
    door.at(185);
    await desk.press('done');
    const live = await liveDay(context, db.store.read, mark);
    assert.ok(live.pace && live.pace.median > 8 && live.pace.median < 11, JSON.stringify(live.pace));
    assert.deepEqual(
      live.halves.map(({ half, from }) => [half, from]),
      [
        [90, 90],
        [120, 180],
      ],
    );
    assert.deepEqual(
      await db.store.read.selectFrom('event_doors').select(['people', 'minutes']).executeTakeFirst(),
      { people: 1, minutes: 10 },
    );
  });

  test('two managers who stop and let go on at once: a stop is never lost, each press is done or told, and desks call only while it goes on', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    for (let at = 0; at < 12; at++) await door.give();
    const desk = await door.desk(1);
    let done = 0;
    for (let round = 0; round < 6; round++) {
      const { version, state } = await db.store.read
        .selectFrom('event_days')
        .select(['version', 'state'])
        .where('mark', '=', mark)
        .executeTakeFirstOrThrow();
      const stop = () => outcome(changeDay(context, { mark, version }, 'stopped', 'safety'));
      const goOn = () => outcome(changeDay(context, { mark, version }, 'announced', null));
      const [calls, ...pressed] = await Promise.all([
        outcome(desk.press('next')),
        stop(),
        goOn(),
        stop(),
        goOn(),
      ]);
      const stops = [pressed[0], pressed[2]].toSorted();
      const others = [pressed[1], pressed[3]].toSorted();
      const stopped = stops.filter((one) => one === 'done').length;
      if (state === 'announced') {
        assert.deepEqual(stops, ['done', 'event-stopped']);
        assert.deepEqual(others, ['event-changed', 'event-changed'], 'its page was older than the stop');
      } else {
        assert.ok(stopped <= 1, 'a stop after the first of those who let it go on, or the day was stopped');
        assert.deepEqual(others, ['done', 'event-changed']);
      }
      done += pressed.filter((one) => one === 'done').length;
      assert.ok(calls === 'done' || calls === 'door-stopped', calls);
      const now = await db.store.read
        .selectFrom('event_days')
        .select(['version', 'state'])
        .where('mark', '=', mark)
        .executeTakeFirstOrThrow();
      assert.deepEqual(now, { version: 1 + done, state: stopped > 0 ? 'stopped' : 'announced' });
      assert.equal(await outcome(desk.press('next')), now.state === 'stopped' ? 'door-stopped' : 'done');
    }
  });
});
