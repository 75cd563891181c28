import assert from 'node:assert/strict';
import { forOneServer } from '../../testing/database.ts';
import { act, registered } from './testing/hall.ts';

forOneServer('silence that is over', (test) => {
  test('its page says that the hold may still not be spoken of, where that ends, and nothing once it has', async (db, t) => {
    const { law, demand } = await registered(db, t, { gag: 'ordered' });
    const page = async () => (await law.visitor.get(`/demands/${demand.id}`)).body;
    const told = /Silence is over; its hold may still not be spoken of/;
    assert.doesNotMatch(await page(), told, 'ordered, it is silent as it must be');
    const done = await act(law, demand, 'gag', { gag: 'none', until: '' });
    assert.equal(done.statusCode, 303);
    const after = (await law.visitor.get(done.headers.location ?? '')).body;
    assert.match(after, told);
    const words = `/holds/${demand.hold}/words`;
    assert.ok(after.includes(`href="${words}`), 'with the way to end it');
    await law.visitor.form(words, words, {});
    assert.doesNotMatch(await page(), told);
  });
});
