import assert from 'node:assert/strict';
import { colleagues } from '../legal/testing/colleagues.ts';
import { testContext } from '../testing/context.ts';
import { forOneServer } from '../testing/database.ts';
import { modelCity } from '../testing/model-city.ts';

const HOUR = 3_600_000;

forOneServer('the clock on the first staff page', (test) => {
  test('I13: it says when something waits for a second clock, or nothing is taken, and what to do; else nothing', async ({
    store,
  }) => {
    const context = testContext(store, {
      program: (await modelCity()).program,
      time: new Date('2026-03-05T15:00:00Z'),
    });
    let behind = 0;
    let sure = true;
    const clock = {
      ...context.clock,
      trusted: () => sure,
      earliest: () => new Date(context.clock.now().getTime() - behind),
    };
    const { visitor } = await (await colleagues({ ...context, clock }))(['records-officer']);
    const said = async () => /data-clock="(\w+)">([^<]*)/.exec((await visitor.get('/?lang=en')).body);
    assert.equal(await said(), null);
    behind = HOUR / 5;
    assert.equal(await said(), null, 'what is worth no word');
    behind = 60 * HOUR;
    const [, which, words = ''] = (await said()) ?? [];
    assert.equal(which, 'waits');
    assert.match(words, /from another computer/);
    assert.match(words, /COMMONKEY_TODAY=2026-03-05/);
    assert.match(words, /2026-03-03/);
    sure = false;
    const [, doubt, inDoubt = ''] = (await said()) ?? [];
    assert.equal(doubt, 'doubt');
    assert.match(inDoubt, /commonkey doctor/);
  });
});
