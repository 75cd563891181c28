import assert from 'node:assert/strict';
import { instantIn } from '@commonkey/program';
import { closeShift } from '../../desks/close-shift.ts';
import { city } from '../../desks/testing/city.ts';
import { workShift } from '../../desks/testing/shift.ts';
import { colleagues } from '../../legal/testing/colleagues.ts';
import { forOneServer, type TestDatabase } from '../../testing/database.ts';
import { changeDay } from '../calendar/change-day.ts';
import { cityNow } from '../days.ts';
import { outcome } from '../door/testing/door.ts';
import { closeDay } from './close-day.ts';
import { closedDays } from './closed-day.ts';
import { eventToday } from './testing/event-today.ts';

/** A day from nine to one, and a clock that shows a minute of it. */
async function town(db: TestDatabase) {
  const here = await city(db);
  const { context, store } = here;
  const { timeZone } = context.program.program.city;
  const { day } = cityNow(context);
  const { mark } = await eventToday(context, { opens: 540, closes: 780 });
  const manager = async () => (await (await colleagues(context))(['event-manager'])).visitor;
  return {
    ...{ here, context, mark, manager },
    at: (minute: number) => context.setTime(instantIn(timeZone, day, minute)),
    cancel: () => changeDay(context, { mark, version: 1 }, 'cancelled', 'safety'),
    row: () =>
      store.read
        .selectFrom('event_days')
        .select(['state', 'reason', 'version'])
        .where('mark', '=', mark)
        .executeTakeFirstOrThrow(),
  };
}

const LINK = />Close the day<\/a>/;

forOneServer('closing a day that was cancelled', (test) => {
  test('once it had begun it is listed, added up into the ledger like any other, and stays cancelled', async (db) => {
    const { here, context, mark, manager, at, cancel, row } = await town(db);
    at(720);
    const { offer, desk } = await here.open(12);
    await closeShift(context, (await workShift(offer, desk, { print: 4 })).signed);
    await cancel();
    const visitor = await manager();
    const path = `/event-days/of/${mark}/close?lang=en`;
    const list = (await visitor.get('/event-days/closings?lang=en')).body;
    assert.match(list, new RegExp(`/event-days/of/${mark}/close`));
    assert.match(list, /Cancelled\. Not closed/);
    assert.match((await visitor.get(`/event-days/of/${mark}/live?lang=en`)).body, LINK);
    const page = (await visitor.get(path)).body;
    assert.match(page, /It stays cancelled/);
    assert.doesNotMatch(page, /There is nothing to close/);
    const typed = { version: '2', desks: '1', shifts: offer.shift };
    assert.match((await visitor.form(path, path, { ...typed, do: 'look' })).body, /value="close"/);
    const closed = await visitor.form(path, path, { ...typed, do: 'close' });
    assert.equal(closed.statusCode, 303, closed.body);
    assert.deepEqual(await row(), { state: 'cancelled', reason: 'safety', version: 3 });
    assert.deepEqual(
      (await closedDays(context.store.read)).map(({ turn, counts }) => [turn, counts.cards]),
      [[1, 4]],
    );
    assert.match((await visitor.get('/event-days/closings?lang=en')).body, /Cancelled\. Closed/);
  });

  test('before its hours there is nothing to close, on that day and afterwards, and nothing leads there', async (db) => {
    const { context, mark, manager, at, cancel, row } = await town(db);
    at(539);
    await cancel();
    at(800);
    const visitor = await manager();
    assert.match(
      (await visitor.get(`/event-days/of/${mark}/close?lang=en`)).body,
      /cancelled before its hours/,
    );
    assert.doesNotMatch((await visitor.get(`/event-days/of/${mark}/live?lang=en`)).body, LINK);
    assert.doesNotMatch((await visitor.get('/event-days/closings?lang=en')).body, new RegExp(mark));
    const press = closeDay(context, { mark, version: 2 }, { shifts: [], desks: 1 });
    assert.equal(await outcome(press), 'closing-cancelled');
    assert.equal((await row()).state, 'cancelled');
  });
});
