import assert from 'node:assert/strict';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { Visitor } from '../../staff/testing/visitor.ts';
import { forOneServer } from '../../testing/database.ts';
import { changeDay } from '../calendar/change-day.ts';
import { changeTicket } from '../door/call.ts';
import { openDoor } from '../door/testing/door.ts';

const CHANGES = /It may change/;
const OTHERS = /href="\/events\?lang=en">See the other days/;

forOneServer('the page of a number that is over', (test) => {
  test('says what became of it and nothing of coming; on a cancelled day that too, with the other days for everybody', async (db) => {
    const door = await openDoor(db);
    const { context, mark } = door;
    const [served, there] = [await door.give(), await door.give()];
    const [waits, back] = [await door.give(), await door.give()];
    await changeTicket(context, mark, back.number, 'gives-back');
    const desk = await door.desk(1);
    await desk.press('next');
    assert.equal(await desk.now(), served.number);
    await desk.press('done');
    await desk.press('next');
    assert.equal(await desk.now(), there.number);
    const hall = await cityHall(context);
    const person = new Visitor(hall.public, context.config.origins.public.origin);
    const look = async ({ code }: { code: string }) =>
      (await person.form('/ticket?lang=en', '/ticket?lang=en', { code })).body;
    for (const [ticket, words] of [
      [served, /This number was served/],
      [back, /This number was given back/],
    ] as const) {
      const told = await look(ticket);
      assert.match(told, words);
      assert.match(told, /As of /);
      assert.doesNotMatch(told, CHANGES);
    }
    assert.match(await look(waits), CHANGES);
    await changeDay(context, { mark, version: 1 }, 'cancelled', 'safety');
    for (const ticket of [served, there, waits, back]) {
      const told = await look(ticket);
      assert.match(told, /This day is cancelled/);
      assert.match(told, OTHERS);
      assert.doesNotMatch(told, CHANGES);
    }
    assert.match(await look(served), /This number was served/);
    assert.match(await look(back), /This number was given back/);
    assert.doesNotMatch(await look(there), /was served/);
  });
});
