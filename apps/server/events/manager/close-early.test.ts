import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { instantIn } from '@commonkey/program';
import { colleagues } from '../../legal/testing/colleagues.ts';
import { CARRIED, portalHall } from '../../portal/testing/hall.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { confirmPlaces, keepPlaces } from '../booking/book.ts';
import { leaveContact } from '../contact/leave.ts';
import { giveTicket } from '../door/give.ts';
import { outcome } from '../door/testing/door.ts';
import { announced } from '../testing/day.ts';
import { closeDay } from './close-day.ts';
import { stillOpen } from './still-open.ts';

/** A day from nine to one; of three people two booked for ten, and one waits with a number. */
async function town(db: TestDatabase, t: Parameters<typeof portalHall>[1]) {
  const { context } = await portalHall(db, t, { notices: CARRIED });
  const mark = await announced(context);
  const { read } = db.store;
  const day = () =>
    read.selectFrom('event_days').selectAll().where('mark', '=', mark).executeTakeFirstOrThrow();
  const { day: date } = await day();
  const at = (minute: number) =>
    context.setTime(instantIn(context.program.program.city.timeZone, date, minute));
  const { code } = await keepPlaces(context, { mark, starts: 600, party: 2 });
  await confirmPlaces(context, code);
  await leaveContact(context, code, { by: 'mail', address: 'a@home.example', language: 'en', open: 1 });
  const close = (early = false) =>
    outcome(closeDay(context, { mark, version: 1 }, { shifts: [], desks: 1, early }));
  const number = () =>
    giveTicket(context, mark, { press: randomUUID(), party: 1, first: false, booking: '' });
  const news = async () =>
    (await read.selectFrom('event_contacts').select(['about', 'due_at']).execute()).map(
      ({ about, due_at }) => [about, due_at !== null],
    );
  return {
    context,
    mark,
    at,
    day,
    close,
    number,
    news,
    open: async () => stillOpen(context, read, await day()),
  };
}

forOneServer('closing an event day early', (test) => {
  test('is refused before its hours, asked twice while somebody waits or is to come, and told to whoever left a contact', async (db, t) => {
    const { at, day, close, number, news, open } = await town(db, t);
    at(539);
    assert.equal(await close(true), 'closing-not-begun');
    at(570);
    await number();
    assert.deepEqual(await open(), { until: 780, waiting: 1, booked: 2 });
    const before = await news();
    assert.equal(await close(), 'closing-open');
    assert.deepEqual([(await day()).state, await news()], ['announced', before], 'nothing was changed');
    assert.equal(await close(true), 'done');
    assert.equal((await day()).state, 'over');
    assert.deepEqual(await news(), [['changed', true]]);
  });

  test('its hours over, it is asked only while somebody waits with a number, and nobody is told of an end that was announced', async (db, t) => {
    const { at, close, number, news, open } = await town(db, t);
    at(570);
    await number();
    at(800);
    assert.deepEqual(await open(), { until: null, waiting: 1, booked: 0 });
    assert.equal(await close(), 'closing-open');
    await db.store.write((tx) => tx.updateTable('event_tickets').set({ state: 'served' }).execute());
    assert.equal(await open(), null);
    const before = await news();
    assert.equal(await close(), 'done');
    assert.deepEqual(await news(), before);
  });

  test('the page says who waits and who is to come, asks once more, and leads to the stop', async (db, t) => {
    const { context, mark, at, day, number } = await town(db, t);
    const join = await colleagues(context);
    const signedIn = async () => (await join(['event-manager'])).visitor;
    at(530);
    const path = `/event-days/of/${mark}/close?lang=en`;
    const stop = new RegExp(`href="/event-days/of/${mark}\\?lang=en#acts"`);
    const early = await (await signedIn()).get(path);
    assert.match(early.body, /There is nothing to close/);
    assert.match(early.body, stop);
    at(570);
    await number();
    const manager = await signedIn();
    const press = (act: string) => manager.form(path, path, { version: '1', desks: '3', do: act });
    const asked = await press('close');
    assert.equal(asked.statusCode, 409);
    assert.match(asked.body, /This day is not over/);
    assert.match(asked.body, /One person has a number and is not served yet/);
    assert.match(asked.body, /2 people with a booking are still to come/);
    assert.match(asked.body, stop);
    assert.match(asked.body, /name="desks"[^>]*value="3"/, 'what was typed stays');
    assert.doesNotMatch(asked.body, /value="close"/);
    assert.equal((await day()).state, 'announced');
    assert.equal((await press('close-early')).statusCode, 303);
    assert.equal((await day()).state, 'over');
  });
});
