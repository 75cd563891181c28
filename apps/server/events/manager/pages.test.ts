import assert from 'node:assert/strict';
import { closeShift } from '../../desks/close-shift.ts';
import { city } from '../../desks/testing/city.ts';
import { workShift } from '../../desks/testing/shift.ts';
import { colleagues } from '../../legal/testing/colleagues.ts';
import { forOneServer } from '../../testing/database.ts';
import { changeDay } from '../calendar/change-day.ts';
import { openDoor } from '../door/testing/door.ts';
import { closedDays } from './closed-day.ts';
import { eventToday } from './testing/event-today.ts';

forOneServer('the pages of whoever runs an event day', (test) => {
  test('how it goes: figures without a number of a ticket, anew by itself without scripts, and the stop one press away', async (db) => {
    const door = await openDoor(db);
    const join = await colleagues(door.context);
    const manager = (await join(['event-manager'])).visitor;
    await door.give({ party: 3 });
    // No figure of the page is as large by chance.
    const number = 777;
    await door.context.store.write((tx) => tx.updateTable('event_tickets').set({ number }).execute());
    const desk = await door.desk(4);
    await desk.press('next');
    const page = await manager.get(`/event-days/of/${door.mark}/live?lang=en`);
    assert.equal(page.statusCode, 200, page.body);
    assert.match(page.body, /<noscript><meta http-equiv="refresh" content="60"/);
    assert.match(page.body, /People an hour, lately/);
    assert.match(page.body, /Somebody is there/);
    assert.match(
      page.body,
      new RegExp(`href="/event-days/of/${door.mark}\\?lang=en#acts"[^>]*>Stop the line`),
    );
    assert.match((await manager.get(`/event-days/of/${door.mark}?lang=en`)).body, /id="acts"/);
    const live = page.body.slice(page.body.indexOf('id="live"'));
    assert.doesNotMatch(live, new RegExp(`>${number}<`), 'no number of a ticket');
    const clerk = (await join(['clerk'])).visitor;
    assert.equal((await clerk.get(`/event-days/of/${door.mark}/live`)).statusCode, 403);
    assert.equal((await clerk.get('/event-days/closings')).statusCode, 403);
    assert.equal((await manager.get('/event-days/of/000000/live')).statusCode, 404);
  });

  test('how it goes says of a stopped day that it is stopped, before the day too, and offers no second stop', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    const join = await colleagues(context);
    const look = async () =>
      (await (await join(['event-manager'])).visitor.get(`/event-days/of/${mark}/live?lang=en`)).body;
    await changeDay(context, { mark, version: 1 }, 'stopped', 'weather');
    const onTheDay = await look();
    assert.match(onTheDay, /The day is stopped: nobody is called/);
    assert.doesNotMatch(onTheDay, /Stop the line/);
    door.at(-1440);
    const before = await look();
    assert.match(before, /This day is still to come\./);
    assert.match(
      before,
      /It is stopped: nobody gets a place until somebody lets it go on\. The weather does not/,
    );
    assert.match(before, new RegExp(`href="/event-days/of/${mark}\\?lang=en#acts"[^>]*>Let it go on`));
    await changeDay(context, { mark, version: 2 }, 'announced', null);
    const goesOn = await look();
    assert.match(goesOn, /This day is still to come\./);
    assert.doesNotMatch(goesOn, /It is stopped|Let it go on|Stop the line/);
  });

  test('a station tells what it has left; what is no number is said at its field and nothing is lost', async (db) => {
    const door = await openDoor(db);
    const clerk = (await (await colleagues(door.context))(['clerk'])).visitor;
    const desk = await door.desk(4);
    const page = `/door/${door.mark}?lang=en`;
    const tell = (cards: string, ribbons: string) =>
      clerk.form(page, `/door/${door.mark}/stock?lang=en`, {
        station: '4',
        claim: desk.claim,
        cards,
        ribbons,
      });
    const wrong = await tell('40', '');
    assert.equal(wrong.statusCode, 422);
    assert.match(wrong.body, /Give a whole number from 0 to 999/);
    assert.match(wrong.body, /name="cards"[^>]*value="40"/);
    assert.match((await tell('40', '2')).body, /40 cards, 2 ribbons/);
    const [station] = (await door.view()).stations;
    assert.deepEqual([station?.cards, station?.ribbons, station?.told_at], [40, 2, 570]);
  });

  test('a day is looked at, closed with what does not agree in words, and added to', async (db) => {
    const { context, open, store } = await city(db);
    const { mark } = await eventToday(context);
    const manager = (await (await colleagues(context))(['event-manager'])).visitor;
    const [one, late] = [await open(12), await open(12)];
    await closeShift(context, (await workShift(one.offer, one.desk, { print: 4 })).signed);
    const path = `/event-days/of/${mark}/close?lang=en`;
    assert.match((await manager.get('/event-days/closings?lang=en')).body, /Not closed/);
    const first = await manager.get(path);
    const short = one.offer.shift.slice(0, 8);
    assert.match(
      first.body,
      new RegExp(`checked[^>]*>\\s*<code dir="ltr">${short}<`),
      'it is the only event',
    );
    const send = (more: Record<string, string>) =>
      manager.form(path, path, { version: '1', desks: '2', shifts: one.offer.shift, do: 'look', ...more });
    const none = await send({ desks: '0' });
    assert.equal(none.statusCode, 422);
    assert.match(
      none.body,
      new RegExp(`checked[^>]*>\\s*<code dir="ltr">${short}<`),
      'what was ticked stays',
    );
    const looked = await send({});
    assert.match(looked.body, /Together: 4 cards handed over/);
    assert.match(looked.body, /One desk has not reported/);
    assert.match(looked.body, new RegExp(`has not reported: ${late.offer.shift.slice(0, 8)}`));
    assert.deepEqual(await closedDays(store.read), [], 'to look writes nothing');
    assert.equal((await send({ do: 'close' })).statusCode, 303);
    const again = await send({ do: 'close' });
    assert.equal(again.statusCode, 409);
    assert.match(again.body, /Nothing of yours was written/);
    assert.match((await manager.get('/event-days/closings?lang=en')).body, /Closed, one desk is missing/);
    await closeShift(context, (await workShift(late.offer, late.desk, { print: 2 })).signed);
    const added = await send({ version: '2', shifts: late.offer.shift, do: 'close' });
    assert.equal(added.statusCode, 303, added.body);
    const done = await manager.get(path);
    assert.match(done.body, /Added later/);
    assert.match(done.body, /Every desk has reported, and the counts agree/);
    assert.match((await manager.get(path.replace('lang=en', 'lang=es'))).body, /Añadido después/);
  });
});
