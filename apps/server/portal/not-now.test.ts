import assert from 'node:assert/strict';
import { forOneServer } from '../testing/database.ts';
import { portalHall } from './testing/hall.ts';

forOneServer('the keys are away', (test) => {
  test('F-14: a resident is told in their language that nothing is lost, and what was saved is there again', async (db, t) => {
    const { visitor, context, keeper } = await portalHall(db, t);
    const person = visitor();
    await person.begin();
    await person.answer({ who: 'self' });
    await keeper.stop();
    for (const [path, sentence] of [
      ['/apply/ask/name', /What you saved or sent is still there/],
      ['/apply/ask/name?lang=es', /Lo que guardó o envió sigue ahí/],
    ] as const) {
      const page = await person.get(path);
      assert.equal(page.statusCode, 503);
      assert.match(page.body, sentence);
      assert.doesNotMatch(page.body, /keeper|vault/);
    }
    const inside = context.events.filter((event) => event.event === 'fault').map(({ code }) => code);
    assert.ok(inside.includes('keeper-silent'), 'the log says what it was');
    await keeper.start();
    const back = await person.open('/apply/next');
    assert.equal(person.pathname(), '/apply/ask/name', back.body);
  });
});
