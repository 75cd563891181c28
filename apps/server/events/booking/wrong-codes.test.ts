import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { cityHall } from '../../staff/testing/city-hall.ts';
import { type TestContext, testContext } from '../../testing/context.ts';
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
    const press = await formOf(context, app);
    const type = (typed: string, from: string) => press('/booking?lang=en', { code: typed }, from);
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

  test('whoever one network let keep places is let say yes, however many of them press in that minute', async ({
    store,
  }) => {
    const context = testContext(store, await modelCity());
    const { public: app } = await cityHall(context);
    const mark = await announced(context, { stations: 20, printers: 20 });
    const press = await formOf(context, app);
    const codes: string[] = [];
    for (let n = 0; n < BOOKING_LIMIT.burst; n++) {
      const asked = { time: String(540 + 30 * (n % 8)), party: '1', form: randomUUID() };
      const { body } = await press(`/events/${mark}?lang=en`, asked, '10.12.0.7');
      codes.push(/class="code-said"[\s\S]*?<code[^>]*>([^<]+)</.exec(body)?.[1] ?? body);
    }
    for (const code of codes) {
      const { statusCode, body } = await press('/booking/confirm?lang=en', { code }, '10.12.0.7');
      assert.equal(statusCode, 200, body);
    }
    const seats = await store.read
      .selectFrom('event_bookings')
      .select('id')
      .where('state', '=', 'booked')
      .execute();
    assert.equal(seats.length, BOOKING_LIMIT.burst);
  });
});

/** Presses of the resident's forms, each from an address of a network. One page is read for all of them. */
async function formOf(context: TestContext, app: FastifyInstance) {
  const { origin } = context.config.origins.public;
  const page = await app.inject({ url: '/booking?lang=en', remoteAddress: '10.8.0.7' });
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  return (url: string, typed: Record<string, string>, remoteAddress: string) =>
    app.inject({
      ...{ method: 'POST', url, remoteAddress },
      cookies: Object.fromEntries(page.cookies.map(({ name, value }) => [name, value])),
      headers: {
        ...{ accept: 'text/html', origin, 'sec-fetch-site': 'same-origin' },
        'content-type': 'application/x-www-form-urlencoded',
      },
      payload: new URLSearchParams({ ...typed, _csrf: token }).toString(),
    });
}
