import assert from 'node:assert/strict';
import { addDays } from '@commonkey/program';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import { testContext } from '../../testing/context.ts';
import { forOneServer } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { cityNow } from '../days.ts';
import { announced } from '../testing/day.ts';

forOneServer('a party of nobody', (test) => {
  test('is answered as one that is too large: in words that fit both, at its field, and nothing is written', async (db) => {
    const context = testContext(db.store, await modelCity());
    const hall = await cityHall(context);
    const person = new Visitor(hall.public, context.config.origins.public.origin);
    const booked = await announced(context);
    const drawn = await announced(context, { day: addDays(cityNow(context).day, 9), drawDays: 4 });
    for (const [mark, act] of [
      [booked, ''],
      [drawn, '/enter'],
    ])
      for (const party of ['0', '00', '5']) {
        const page = `/events/${mark}`;
        const answer = await person.form(page, `${page}${act}?lang=en`, { party, time: '540' });
        assert.equal(answer.statusCode, 422, `${act} ${party}`);
        assert.match(answer.body, /href="#party">From 1 to 4 people can book together/);
      }
    for (const table of ['event_bookings', 'event_entries'] as const)
      assert.deepEqual(await db.store.read.selectFrom(table).select('id').execute(), []);
  });
});
