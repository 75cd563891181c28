import assert from 'node:assert/strict';
import { lapseOn, plainDateIn } from '@commonkey/program';
import { dayOfEnding } from '../holds/day.ts';
import { sent } from '../portal/after/testing/sent.ts';
import { portalHall } from '../portal/testing/hall.ts';
import { forOneServer } from '../testing/database.ts';
import { lapse } from './service.ts';

/** In the model city it is the evening before; and here the day has begun there too, whatever the season. */
const EVENING_BEFORE = 'T03:00:00Z';
const BEGUN = 'T06:30:00Z';

forOneServer('I13 T4: a day that a page has named', (test) => {
  test('begins at the city’s midnight: neither a lapse nor a sweep comes before it', async (db, t) => {
    const hall = await portalHall(db, t);
    const { context } = hall;
    const { store, holds, vault, clock } = context;
    const { program } = context.program;
    assert.equal(program.city.timeZone, 'America/Chicago');
    const { id } = await sent(hall);
    const at = (day: string, hour: string) => context.setTime(new Date(`${day}${hour}`));
    const row = () =>
      store.read
        .selectFrom('applications')
        .select(['state', 'ends_on'])
        .where('id', '=', id)
        .executeTakeFirst();

    const lapses = lapseOn(program, plainDateIn(program.city.timeZone, clock.now()));
    at(lapses, EVENING_BEFORE);
    await lapse(context);
    assert.equal((await row())?.state, 'waiting');
    at(lapses, BEGUN);
    await lapse(context);
    const lapsed = await row();
    assert.equal(lapsed?.state, 'lapsed');

    const sweep = async () => {
      await vault.sweep();
      await holds.sweep(store);
    };
    at(lapsed.ends_on, EVENING_BEFORE);
    await sweep();
    assert.ok(await row(), 'the outcome can be read until then');
    at(lapsed.ends_on, BEGUN);
    await sweep();
    assert.equal(await row(), undefined);
  });

  test('is never early, east of Greenwich either', async () => {
    const at = new Date('2026-03-09T03:00:00Z');
    assert.equal(dayOfEnding('America/Chicago', at), '2026-03-08');
    assert.equal(dayOfEnding('UTC', at), '2026-03-09');
    assert.equal(dayOfEnding('Asia/Tokyo', new Date('2026-03-08T20:00:00Z')), '2026-03-08');
  });
});
