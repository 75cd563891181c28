import assert from 'node:assert/strict';
import { addDays } from '@commonkey/program';
import { colleagues } from '../../legal/testing/colleagues.ts';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import { openPool } from '../../store/connect.ts';
import type { Writer } from '../../store/store.ts';
import { forOneServer } from '../../testing/database.ts';
import { boardState } from '../board/state.ts';
import { confirmPlaces, keepPlaces } from '../booking/book.ts';
import { atDoor } from '../door/change.ts';
import { today } from '../door/line.ts';
import { openDoor } from '../door/testing/door.ts';
import { closeDay } from '../manager/close-day.ts';

forOneServer('ending a day over those who wait', (test) => {
  test('cancelling names who booked, wants a reason, keeps what was chosen, and counts once', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    door.at(500);
    await confirmPlaces(context, (await keepPlaces(context, { mark, starts: 600, party: 3 })).code);
    const manager = (await (await colleagues(context))(['event-manager'])).visitor;
    const own = `/event-days/of/${mark}?lang=en`;
    const path = `/event-days/of/${mark}/cancel?lang=en`;
    const state = () =>
      db.store.read
        .selectFrom('event_days')
        .select(['state', 'reason', 'version'])
        .where('mark', '=', mark)
        .executeTakeFirstOrThrow();
    const first = await manager.get(own);
    assert.doesNotMatch(first.body, /<form[^>]*\/cancel/, 'no form of the day’s page cancels it');
    const page = await manager.get(path);
    assert.match(page.body, /3 people have booked places on this day/);
    assert.match(page.body, /Nobody waits for places on it/);
    assert.doesNotMatch(page.body, /<option[^>]*selected/, 'no reason beforehand');
    const press = (version: string, reason: string) => manager.form(path, path, { version, reason });
    const without = await press('1', '');
    assert.equal(without.statusCode, 422);
    assert.match(without.body, /Choose a reason\. Everybody reads it/);
    const behind = await press('7', 'weather');
    assert.equal(behind.statusCode, 409);
    assert.match(behind.body, /value="weather"[^>]*selected/);
    assert.equal((await state()).state, 'announced', 'nothing was changed');
    for (const reason of ['weather', 'safety']) assert.equal((await press('1', reason)).statusCode, 303);
    assert.deepEqual(await state(), { state: 'cancelled', reason: 'weather', version: 2 });
  });

  test('stopping wants a reason that somebody chose; what is over says so on its own page, with the way back', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    const manager = (await (await colleagues(context))(['event-manager'])).visitor;
    const own = `/event-days/of/${mark}?lang=en`;
    const act = (name: string, more = {}) =>
      manager.form(own, `/event-days/of/${mark}/${name}?lang=en`, { version: '1', ...more });
    const state = async () =>
      (await db.store.read.selectFrom('event_days').select('state').executeTakeFirstOrThrow()).state;
    assert.doesNotMatch((await manager.get(own)).body, /<option[^>]*selected/);
    assert.match((await manager.get(own)).body, /<select[^>]*name="reason"[^>]*><option value(="")?>/);
    const without = await act('stop', { reason: '' });
    assert.equal(without.statusCode, 422);
    assert.match(without.body, /href="#reason">Choose a reason\. Everybody reads it/);
    assert.equal(await state(), 'announced');
    assert.equal((await act('stop', { reason: 'safety' })).statusCode, 303);
    const behind = await act('go-on');
    assert.equal(behind.statusCode, 409);
    assert.match(behind.body, /Somebody else changed this day/);
    await db.store.write((tx) =>
      tx
        .updateTable('event_days')
        .set({ day: addDays(today(context), -1) })
        .execute(),
    );
    const back = new RegExp(`class="back" href="/event-days(/of/${mark})?\\?lang=en"`);
    for (const [path, more] of [
      ['go-on', {}],
      ['cancel', { reason: 'weather' }],
    ] as const) {
      const over = await act(path, { version: '2', ...more });
      assert.equal(over.statusCode, 409, path);
      assert.match(over.body, /role="alert">This day is over\. Nothing about it can be changed/);
      assert.match(over.body, back);
      assert.doesNotMatch(over.body, /<form[^>]*action="[^"]*\/(stop|go-on|cancel)/);
    }
    assert.doesNotMatch((await manager.get(own)).body, /\/change\?lang/, 'nothing is offered on it');
  });

  test('a stop counts however old its page is; one that is needless says why, and to let it go on wants a page of now', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    const manager = (await (await colleagues(context))(['event-manager'])).visitor;
    const own = `/event-days/of/${mark}?lang=en`;
    const act = (name: string, version: string, more = {}) =>
      manager.form(own, `/event-days/of/${mark}/${name}?lang=en`, { version, ...more });
    const state = () =>
      db.store.read
        .selectFrom('event_days')
        .select(['state', 'reason', 'version'])
        .where('mark', '=', mark)
        .executeTakeFirstOrThrow();
    assert.equal((await act('stop', '1', { reason: 'weather' })).statusCode, 303);
    assert.equal((await act('go-on', '2')).statusCode, 303);
    assert.equal((await act('stop', '1', { reason: 'safety' })).statusCode, 303, 'of a page from before');
    assert.deepEqual(await state(), { state: 'stopped', reason: 'safety', version: 4 });
    const again = await act('stop', '1', { reason: 'weather' });
    assert.equal(again.statusCode, 409);
    assert.match(again.body, /role="alert">This day is stopped already/);
    assert.match((await act('go-on', '2')).body, /Somebody else changed this day/);
    assert.deepEqual(await state(), { state: 'stopped', reason: 'safety', version: 4 });
    await act('cancel', '4', { reason: 'weather' });
    const late = await act('stop', '1', { reason: 'safety' });
    assert.equal(late.statusCode, 409);
    assert.match(late.body, /role="alert">This day is cancelled already/);
    assert.deepEqual(await state(), { state: 'cancelled', reason: 'weather', version: 5 });
  });

  test('who stands at the door is said before the press, which wants a tick; the board says that the day is cancelled and no more', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    const manager = (await (await colleagues(context))(['event-manager'])).visitor;
    const path = `/event-days/of/${mark}/cancel?lang=en`;
    assert.doesNotMatch((await manager.get(path)).body, /with a number|is busy|name="sure"/);
    await door.give({ party: 2 });
    await door.give({ party: 3 });
    await door.give();
    await (await door.desk(1)).press('next');
    const { tickets } = await door.view();
    const left = tickets
      .filter(({ state }) => state === 'waiting')
      .reduce((sum, { party }) => sum + party, 0);
    const page = (await manager.get(path)).body;
    assert.match(page, new RegExp(`2 parties wait with numbers \\(${left} people\\)`));
    assert.match(page, /One station is busy/);
    const unread = await manager.form(path, path, { version: '1', reason: 'safety' });
    assert.equal(unread.statusCode, 422);
    assert.match(unread.body, /href="#sure">People are there with numbers/);
    assert.match(unread.body, /value="safety"[^>]*selected/, 'what was chosen stays');
    const pressed = await manager.form(path, path, { version: '1', reason: 'safety', sure: 'yes' });
    assert.equal(pressed.statusCode, 303);
    assert.equal(
      (await manager.form(path, path, { version: '1', reason: 'safety' })).statusCode,
      303,
      'once more is no error',
    );
    const hall = await cityHall(context);
    const board = (await hall.public.inject({ method: 'GET', url: `/board/${mark}?langs=en` })).body;
    assert.match(board, /This day is cancelled\./);
    assert.doesNotMatch(board, /Nobody is called|stay near|not expect to reach/);
  });

  test('whoever gets a number while the day is being cancelled is counted before it is', async (db, t) => {
    const pool = openPool(db.address, { max: 1, readOnly: true });
    t.after(() => pool.end());
    const door = await openDoor(db);
    const { context, mark } = door;
    const manager = (await (await colleagues(context))(['event-manager'])).visitor;
    const path = `/event-days/of/${mark}/cancel?lang=en`;
    await door.give();
    const become = (tx: Pick<Writer, 'updateTable'>, state: 'served' | 'waiting') =>
      tx.updateTable('event_tickets').set({ state }).execute();
    await db.store.write((tx) => become(tx, 'served'));
    const waits = async (): Promise<void> => {
      const { rows } = await pool.query(
        `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      if (rows.length === 0) return waits();
    };
    let pressed = manager.form(path, path, { version: '7', reason: 'safety' });
    assert.equal((await pressed).statusCode, 409, 'nobody stands there yet');
    await atDoor(context, mark, { calling: true }, async (tx) => {
      pressed = manager.form(path, path, { version: '1', reason: 'safety' });
      await Promise.race([pressed, waits()]);
      await become(tx, 'waiting');
    });
    const told = await pressed;
    assert.equal(told.statusCode, 422);
    assert.match(told.body, /href="#sure">People are there with numbers/);
  });

  test('whoever waits when a day is closed early is told that they were not reached, and where other days are', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    const { code } = await door.give();
    await closeDay(context, { mark, version: 1 }, { shifts: [], desks: 1, early: true });
    const hall = await cityHall(context);
    const resident = new Visitor(hall.public, context.config.origins.public.origin);
    const told = await resident.form('/ticket?lang=en', '/ticket?lang=en', { code });
    assert.match(told.body, /This day is over\. We did not reach you/);
    assert.match(told.body, /href="\/events\?lang=en">See the other days/);
  });

  test('a board with one number to come shows that number alone', async (db) => {
    const door = await openDoor(db);
    const { number } = await door.give();
    await db.store.write((tx) => tx.updateTable('event_tickets').set({ number: 1, place: 1 }).execute());
    const { next } = boardState(door.context, await door.view());
    assert.deepEqual(next, { from: 1, until: 1 }, `${number}`);
    const hall = await cityHall(door.context);
    const board = await hall.public.inject({ method: 'GET', url: `/board/${door.mark}?langs=en` });
    assert.match(board.body, /<bdi dir="ltr">1<\/bdi>/);
    assert.match(board.body, /Number 1: stay near/);
  });

  test('a party that is too large does not take away what whoever just comes is told', async (db) => {
    const door = await openDoor(db);
    door.at(480);
    const hall = await cityHall(door.context);
    const resident = new Visitor(hall.public, door.context.config.origins.public.origin);
    const page = `/events/${door.mark}?lang=en`;
    assert.match((await resident.get(page)).body, /id="walk-in"/);
    const wrong = await resident.form(page, page, { time: '600', party: '99' });
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /id="walk-in"/);
  });

  test('an hour of today that has passed is said beside the hour', async (db) => {
    const door = await openDoor(db);
    door.at(600);
    const manager = (await (await colleagues(door.context))(['event-manager'])).visitor;
    const path = `/event-days/of/${door.mark}/change?lang=en`;
    const moved = await manager.form(path, `/event-days/of/${door.mark}/change/move?lang=en`, {
      ...{ version: '1', day: door.day, opens: '08:00', place: 'P', address: 'A' },
    });
    assert.equal(moved.statusCode, 422);
    assert.match(moved.body, /href="#opens">This hour has passed/);
    assert.doesNotMatch(moved.body, /at most a year ahead/);
  });

  test('what nobody has said is no zero', async (db) => {
    const door = await openDoor(db);
    await door.desk(1);
    const manager = (await (await colleagues(door.context))(['event-manager'])).visitor;
    const live = (await manager.get(`/event-days/of/${door.mark}/live?lang=en`)).body;
    assert.match(live, /Blank cards left<\/dt><dd>–/);
    assert.match(live, /Ribbons left<\/dt><dd>–/);
  });
});
