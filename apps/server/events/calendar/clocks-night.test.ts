import assert from 'node:assert/strict';
import { colleagues } from '../../legal/testing/colleagues.ts';
import { testContext } from '../../testing/context.ts';
import { forOneServer } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { keepPlaces } from '../booking/book.ts';
import { oneDay } from '../days.ts';
import { openDoor, outcome } from '../door/testing/door.ts';
import { newDayId } from './make-day.ts';
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

  test('hours that clocks leave out or show twice are refused beside their field, and nothing is announced', async (db) => {
    const context = testContext(db.store, await modelCity());
    context.setTime(new Date('2027-02-20T15:00:00Z'));
    const join = await colleagues(context);
    let manager = (await join(['event-manager'])).visitor;
    const path = '/event-days/new?lang=en';
    const wished = (opens: string, closes: string, day = '2027-03-14') =>
      manager.form(path, path, {
        ...{ id: newDayId(), do: 'look', day, opens, closes, place: 'Hall', address: '1 Example Street' },
        ...{ 'speaks-en': 'on', stations: '6', printers: '6', slot: '30', walkIns: '40', helpers: '10' },
        releases: '14',
      });
    for (const [opens, closes, field, words] of [
      ['01:00', '02:30', 'closes', /leave this hour out, so nobody would know when it closes/],
      ['01:00', '02:00', 'closes', /leave this hour out/],
      ['02:30', '05:00', 'opens', /leave this hour out, so nobody could come at it/],
    ] as const) {
      const page = await wished(opens, closes);
      assert.equal(page.statusCode, 422, `${opens} to ${closes}`);
      assert.match(page.body, new RegExp(`id="${field}-error"[^>]*>[^<]*(<[^>]*>[^<]*)*?${words.source}`));
      assert.match(page.body, new RegExp(`id="${field}"[^>]*value="${field === 'opens' ? opens : closes}"`));
    }
    const through = await wished('00:30', '05:00');
    assert.equal(through.statusCode, 200, through.body);
    assert.match(through.body, />1:30\sAM</);
    assert.doesNotMatch(through.body, />2:[03]0\sAM</);
    context.setTime(new Date('2027-10-20T15:00:00Z'));
    manager = (await join(['event-manager'])).visitor;
    for (const [opens, closes] of [
      ['00:30', '04:00'],
      ['00:30', '01:30'],
      ['01:30', '04:00'],
    ] as const) {
      const page = await wished(opens, closes, '2027-11-07');
      assert.equal(page.statusCode, 422, `${opens} to ${closes}`);
      assert.match(page.body, /id="opens-error"/);
      assert.match(page.body, /show an hour between opening and closing twice/);
    }
    assert.equal((await wished('02:00', '04:00', '2027-11-07')).statusCode, 200);
    assert.equal((await wished('09:00', '15:00', '2027-11-07')).statusCode, 200);
    assert.equal((await db.store.read.selectFrom('event_days').select('id').execute()).length, 0);
  });
});
