import assert from 'node:assert/strict';
import { addDays, addYears } from '@commonkey/program';
import { testContext } from '../../testing/context.ts';
import { forOneServer } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { cityNow } from '../days.ts';
import { outcome } from '../door/testing/door.ts';
import { announced } from '../testing/day.ts';

forOneServer('how far ahead a day is announced', (test) => {
  test('at most a year, as the words say', async (db) => {
    const context = testContext(db.store, await modelCity());
    const year = addYears(cityNow(context).day, 1);
    assert.equal(await outcome(announced(context, { day: year })), 'done');
    assert.equal(await outcome(announced(context, { day: addDays(year, 1) })), 'event-day-impossible');
  });
});
