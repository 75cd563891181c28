import assert from 'node:assert/strict';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { testContext } from '../../testing/context.ts';
import { forOneServer } from '../../testing/database.ts';
import { modelCity } from '../../testing/model-city.ts';
import { announced } from '../testing/day.ts';
import { confirmPlaces, keepPlaces } from './book.ts';
import { newBookingCode } from './code.ts';
import { BOOKING_LIMIT } from './throttle.ts';

forOneServer('many who type a code at once', (test) => {
  test('two hundred who mistype keep nobody else out; one network that guesses is slowed, and it alone', async ({
    store,
  }) => {
    const context = testContext(store, await modelCity());
    const { public: app } = await cityHall(context);
    const { code } = await keepPlaces(context, { mark: await announced(context), starts: 540, party: 1 });
    await confirmPlaces(context, code);
    const type = async (typed: string, remoteAddress: string) => {
      const page = await app.inject({ url: '/booking?lang=en', remoteAddress });
      const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
      const { origin } = context.config.origins.public;
      return app.inject({
        ...{ method: 'POST', url: '/booking?lang=en', remoteAddress },
        cookies: Object.fromEntries(page.cookies.map(({ name, value }) => [name, value])),
        headers: {
          ...{ accept: 'text/html', origin, 'sec-fetch-site': 'same-origin' },
          'content-type': 'application/x-www-form-urlencoded',
        },
        payload: new URLSearchParams({ code: typed, _csrf: token }).toString(),
      });
    };
    const guess = () => newBookingCode(context.random);
    const all = await Promise.all(Array.from({ length: 200 }, (_, at) => type(guess(), `10.9.${at}.7`)));
    assert.deepEqual([...new Set(all.map(({ statusCode }) => statusCode))], [422]);
    assert.match(all[0]?.body ?? '', /This code opens nothing/);
    const script = [];
    for (let tries = 0; tries < BOOKING_LIMIT.burst + 5; tries++)
      script.push((await type(guess(), '10.10.0.7')).statusCode);
    assert.equal(script.at(-1), 429);
    assert.ok(
      script.filter((status) => status === 429).length <= 6,
      'a library’s people are let through first',
    );
    const own = await type(code, '10.11.0.7');
    assert.equal(own.statusCode, 200);
    assert.match(own.body, /<h1[^>]*>Your places are booked/);
  });
});
