import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import { askCityHall, fetchFile } from './city-hall.ts';

const answering = (make: () => Response) => ({ fetch: async () => make() }) as { fetch: typeof fetch };
const html = () =>
  new Response('<html>Welcome to FreeWifi</html>', { headers: { 'content-type': 'text/html' } });
const json = (value: unknown, status = 200) => Response.json(value, { status });
const code = (expected: string) => (error: unknown) => isFault(error) && error.code === expected;

test('F-21: a captive portal is not city hall', async () => {
  await assert.rejects(askCityHall('/x', {}, answering(html)), code('desk-city-hall-foreign'));
  const lying = () => new Response('<html>', { headers: { 'content-type': 'application/json' } });
  await assert.rejects(askCityHall('/x', {}, answering(lying)), code('desk-city-hall-foreign'));
  const moved = () => new Response(null, { status: 302, headers: { location: 'http://portal.example' } });
  await assert.rejects(askCityHall('/x', {}, answering(moved)), code('desk-city-hall-foreign'));
  await assert.rejects(
    fetchFile('/status/1', async () => html()),
    code('desk-city-hall-foreign'),
  );
});

test('no network, a sign-in that ended and a refusal are three different things', async () => {
  const dead = {
    fetch: async () => {
      throw new TypeError('fetch failed');
    },
  };
  await assert.rejects(askCityHall('/x', {}, dead), code('desk-city-hall-silent'));
  await assert.rejects(
    askCityHall(
      '/x',
      {},
      answering(() => json({}, 401)),
    ),
    code('desk-sign-in-needed'),
  );
  await assert.rejects(
    askCityHall(
      '/x',
      {},
      answering(() => json({ code: 'quota-exceeded' }, 422)),
    ),
    (error) =>
      isFault(error) && error.code === 'desk-city-hall-refused' && error.params.reason === 'quota-exceeded',
  );
  await assert.rejects(
    askCityHall(
      '/x',
      {},
      answering(() => json({ code: 'María López' }, 422)),
    ),
    (error) => isFault(error) && error.params.reason === 'unknown',
  );
});

test('a text body goes out as the bytes it is', async () => {
  const sent: unknown[] = [];
  const reach = (async (_path: unknown, init?: RequestInit) => {
    sent.push(init?.body);
    return json({ fine: true });
  }) as typeof fetch;
  await askCityHall('/x', '{"a":1}', { fetch: reach });
  assert.deepEqual(sent, ['{"a":1}']);
});
