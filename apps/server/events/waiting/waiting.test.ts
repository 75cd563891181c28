import assert from 'node:assert/strict';
import type { TestContext as NodeTest } from 'node:test';
import { addDays } from '@commonkey/program';
import { outbox } from '../../notices/testing/outbox.ts';
import { CARRIED, portalHall } from '../../portal/testing/hall.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { cancelPlaces, confirmPlaces, keepPlaces, movePlaces } from '../booking/book.ts';
import { changeDay } from '../calendar/change-day.ts';
import { leaveContact } from '../contact/leave.ts';
import { tellDue } from '../contact/tell-due.ts';
import { oneDay } from '../days.ts';
import { announced } from '../testing/day.ts';
import { offerDue } from './offer.ts';
import { findWait, stopWaiting, waitForPlaces } from './wait.ts';

const HOUR = 3_600_000;

async function town(db: TestDatabase, t: NodeTest) {
  const box = await outbox(t);
  const hall = await portalHall(db, t, { notices: { ...CARRIED, mail: box.settings } });
  const { context } = hall;
  context.setTime(new Date('2026-03-02T16:00:00Z'));
  const mark = await announced(context, { opens: 540, closes: 600, walkInShare: 60, helperShare: 0 });
  const day = await oneDay(context, db.store.read, mark);
  const codes: string[] = [];
  for (const { starts, free } of day.times)
    for (let n = 0; n < free; n += 1) {
      const { code } = await keepPlaces(context, { mark, starts, party: 1 });
      await confirmPlaces(context, code);
      codes.push(code);
    }
  const wait = (party = 1, wish: number[] = []) => waitForPlaces(context, { mark, party, wish });
  const stateOf = async (code: string) => (await findWait(context, db.store.read, code))?.state;
  const pass = async (ms: number) => {
    context.setTime(new Date(context.clock.now().getTime() + ms));
    await offerDue(context);
  };
  const [first = '', second = '', third = ''] = codes;
  return { ...{ box, hall, context, mark, day, codes, wait, stateOf, pass }, first, second, third };
}

forOneServer('waiting for places', (test) => {
  test('a place that is given back is offered at once to one who waits, told to their contact, and booked by a yes', async (db, t) => {
    const { box, hall, context, mark, first, wait, stateOf } = await town(db, t);
    const person = hall.visitor();
    const page = await person.get(`/events/${mark}?lang=en`);
    assert.match(page.body, /Wait for places that others give back/);
    const entered = await person.form(`/events/${mark}`, `/events/${mark}/wait?lang=en`, { party: '1' });
    assert.match(entered.body, /You wait for places/);
    const code = /<code>([0-9A-Z-]{11})<\/code>/.exec(entered.body)?.[1] ?? assert.fail(entered.body);
    await leaveContact(context, code, { by: 'mail', address: 'w@home.example', language: 'en', open: 1 });
    await cancelPlaces(context, first);
    assert.equal(await stateOf(code), 'offered');
    assert.deepEqual(
      (await oneDay(context, db.store.read, mark)).times.map(({ free }) => free),
      [0, 0],
      'whoever is quick finds nothing',
    );
    await assert.rejects(keepPlaces(context, { mark, starts: 540, party: 1 }), { code: 'time-full' });
    assert.equal(await tellDue(context), 1);
    const open = (act = '') => person.form('/booking', `/booking${act}?lang=en`, { code });
    assert.match((await open()).body, /Others gave back 1 place on/);
    assert.match((await open('/confirm')).body, /Your places are booked/);
    assert.equal(box.carried.length, 1);
    assert.equal(await stateOf((await wait()).code), 'waiting');
  });

  test('what nobody says yes to in time goes to the next, and a lot decides who that is', async (db, t) => {
    const { context, first, wait, stateOf, pass, hall } = await town(db, t);
    const codes = [];
    for (let n = 0; n < 6; n += 1) codes.push((await wait()).code);
    await cancelPlaces(context, first);
    const lots = await db.store.read.selectFrom('event_waits').selectAll().orderBy('id').execute();
    const order: string[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      for (const code of codes)
        if ((await stateOf(code)) === 'offered' && !order.includes(code)) order.push(code);
      assert.equal(order.length, turn + 1, 'one at a time');
      await pass(23 * HOUR);
      assert.equal(lots.length, 6);
      await pass(2 * HOUR);
    }
    const ids = await Promise.all(
      order.map(async (code) => (await findWait(context, db.store.read, code))?.id),
    );
    assert.deepEqual(
      ids,
      lots.slice(0, 3).map(({ id }) => id),
    );
    const lapsed = await hall.visitor().form('/booking', '/booking?lang=en', { code: order[0] ?? '' });
    assert.match(lapsed.body, /we offered the places to the next/);
  });

  test('a party waits for room for all of them; times that do not suit, and codes that left, are passed over', async (db, t) => {
    const { context, first, second, third, codes, wait, stateOf } = await town(db, t);
    const four = (await wait(2)).code;
    const late = (await wait(1, [570])).code;
    const left = (await wait(1)).code;
    const row = await findWait(context, db.store.read, left);
    await stopWaiting(context, row ?? assert.fail());
    await cancelPlaces(context, first);
    assert.deepEqual(
      [await stateOf(four), await stateOf(late), await stateOf(left)],
      ['waiting', 'waiting', 'left'],
    );
    await assert.rejects(
      wait(1, [540]),
      { code: 'waiting-needless' },
      'a place that suits nobody who waits is free',
    );
    await cancelPlaces(context, second);
    assert.equal(await stateOf(four), 'offered');
    await cancelPlaces(context, codes.at(-1) ?? '');
    assert.equal(await stateOf(late), 'offered');
    await assert.rejects(wait(5), { code: 'party-too-large' });
    await cancelPlaces(context, third);
  });

  test('whoever moves to another time leaves their place to one who waits; nothing is offered of a day that is stopped, nor in the last hours', async (db, t) => {
    const { context, mark, day, codes, first, second, wait, stateOf, pass } = await town(db, t);
    const one = (await wait(1, [570])).code;
    await cancelPlaces(context, first);
    await movePlaces(context, codes.at(-1) ?? '', 540);
    assert.equal(await stateOf(one), 'offered');
    const other = (await wait()).code;
    const stop = await oneDay(context, db.store.read, mark);
    await changeDay(context, { mark, version: stop.version }, 'stopped', 'safety');
    await cancelPlaces(context, second);
    await pass(HOUR);
    assert.equal(await stateOf(other), 'waiting');
    await changeDay(context, { mark, version: stop.version + 1 }, 'announced', null);
    context.setTime(new Date(`${day.day}T14:00:00Z`));
    await offerDue(context);
    assert.equal(await stateOf(other), 'waiting', 'an hour before');
  });

  test('the night after, nobody waits', async (db, t) => {
    const { context, day, wait } = await town(db, t);
    await wait();
    context.setTime(new Date(`${addDays(day.day, 1)}T17:00:00Z`));
    await context.holds.sweep(db.store);
    assert.deepEqual(await db.store.read.selectFrom('event_waits').select('id').execute(), []);
  });
});
