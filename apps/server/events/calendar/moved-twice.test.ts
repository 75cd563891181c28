import assert from 'node:assert/strict';
import { addDays } from '@commonkey/program';
import { testContext } from '../../testing/context.ts';
import { forOneServer } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { oneDay } from '../days.ts';
import { announced } from '../testing/day.ts';
import { moveDay } from './move-day.ts';

forOneServer('a day that is moved more than once', (test) => {
  test('tells where and when it was first announced; moved back there, where it was in between', async (db) => {
    const context = testContext(db.store, await modelCity());
    const mark = await announced(context);
    const look = () => oneDay(context, db.store.read, mark);
    const { day, opens, place, address } = await look();
    const first = { day, opens, place, address };
    const second = { ...first, day: addDays(day, 3), opens: 600 };
    await moveDay(context, { mark, version: 1 }, second);
    await moveDay(context, { mark, version: 2 }, { ...second, day: addDays(day, 5), place: 'Town Hall' });
    const said = async () => {
      const { moved } = await look();
      return moved && [moved.day, moved.opens, moved.place];
    };
    assert.deepEqual(await said(), [day, opens, place]);
    await moveDay(context, { mark, version: 3 }, first);
    assert.deepEqual(await said(), [addDays(day, 5), 600, 'Town Hall']);
  });
});
