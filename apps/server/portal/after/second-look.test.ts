import assert from 'node:assert/strict';
import { lapse } from '../../review/service.ts';
import { withSecondLooks } from '../../review/testing/hall.ts';
import { forOneServer } from '../../testing/database.ts';
import { portalHall } from '../testing/hall.ts';
import { back, decided, sent } from './testing/sent.ts';

const DESTROYED = /destroyed that day/;

forOneServer('while somebody looks a second time', (test) => {
  test('no page threatens with a day on which nothing is destroyed: a look that nobody takes leaves the first yes', async (db, t) => {
    const hall = await portalHall(db, t, { change: withSecondLooks(100) });
    const { context } = hall;
    const { code, id } = await sent(hall);
    assert.match((await (await back(hall, code)).open('/apply/follow')).body, DESTROYED, 'before, it is so');
    await decided(hall, hall.officers[0], { verdict: 'approve', unmet: [] });
    const state = async () =>
      (
        await context.store.read
          .selectFrom('applications')
          .select('state')
          .where('id', '=', id)
          .executeTakeFirst()
      )?.state;
    assert.equal(await state(), 'second-look');
    const page = await (await back(hall, code)).open('/apply/follow');
    assert.match(page.body, /You have an answer here before/);
    assert.doesNotMatch(page.body, DESTROYED);
    const { days } = context.program.program.channels.portal?.secondLook ?? assert.fail();
    context.setTime(new Date(context.clock.now().getTime() + (days + 1) * 86_400_000));
    await lapse(context);
    assert.equal(await state(), 'approved');
  });
});
