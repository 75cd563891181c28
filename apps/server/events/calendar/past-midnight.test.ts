import assert from 'node:assert/strict';
import { colleagues } from '../../legal/testing/colleagues.ts';
import { forOneServer } from '../../testing/database.ts';
import { openDoor } from '../door/testing/door.ts';

forOneServer('moving a day so late that it would end after midnight', (test) => {
  test('is refused with the latest hour that it can open, and not with a field that the form does not have', async (db) => {
    const door = await openDoor(db);
    const manager = (await (await colleagues(door.context))(['event-manager'])).visitor;
    const path = `/event-days/of/${door.mark}/change?lang=en`;
    const move = (opens: string) =>
      manager.form(path, `/event-days/of/${door.mark}/change/move?lang=en`, {
        ...{ version: '1', day: door.day, opens, place: 'P', address: 'A' },
      });
    const late = await move('23:00');
    assert.equal(late.statusCode, 422);
    assert.match(late.body, /href="#opens">It lasts as long as before.*at 6:00.PM at the latest/s);
    assert.doesNotMatch(late.body, /close after it opens/);
    assert.equal((await move('18:00')).statusCode, 303);
  });
});
