import assert from 'node:assert/strict';
import { colleagues } from '../../legal/testing/colleagues.ts';
import { forOneServer } from '../../testing/database.ts';
import { openDoor } from './testing/door.ts';

forOneServer('a number that was given back', (test) => {
  test('counts again when it is typed as missed, behind all who wait, as the page says', async (db) => {
    const door = await openDoor(db);
    const numbers: number[] = [];
    for (let i = 0; i < 6; i++) numbers.push((await door.give()).number);
    const [a = 0, ...others] = numbers;
    const clerk = (await (await colleagues(door.context))(['clerk'])).visitor;
    const page = `/door/${door.mark}?lang=en`;
    assert.match((await clerk.get(page)).body, /typed as missed: that undoes the giving back/);
    const type = (deed: string) =>
      clerk.form(page, `/door/${door.mark}/number?lang=en`, { number: `${a}`, deed });
    const state = async () => (await door.view()).tickets.find(({ number }) => number === a)?.state;
    assert.equal((await type('gives-back')).statusCode < 400, true);
    assert.equal(await state(), 'back');
    await type('returns');
    assert.equal(await state(), 'waiting');
    const desk = await door.desk(1);
    const order: (number | null)[] = [];
    for (let i = 0; i < 6; i++) {
      await desk.press('next');
      order.push(await desk.now());
    }
    assert.deepEqual(order, [...others, a]);
  });
});
