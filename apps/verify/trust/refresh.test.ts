import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listUri, testCity } from '../testing/city.ts';
import { agesOf } from './ages.ts';
import { refresh } from './refresh.ts';

const published = Date.parse('2026-11-14T09:00:00Z');
const city = await testCity({ published });
const other = await testCity({ published });
const hour = 3_600_000;

type Answers = Record<string, Uint8Array | string | undefined>;

function surroundings(answers: Answers, date = new Date(published)) {
  const asked: string[] = [];
  const get: typeof fetch = async (path) => {
    asked.push(String(path));
    const body = answers[String(path)];
    if (body === undefined) throw new TypeError('offline');
    return new Response(typeof body === 'string' ? body : Uint8Array.from(body), {
      headers: { date: date.toUTCString() },
    });
  };
  return { around: { fetch: get, now: () => published }, asked };
}

const whole = { '/trust.json': city.trust(), '/status/1': await city.status() };

test('fetches keys and whole lists from its own origin, whatever address the list has', async () => {
  const { around, asked } = surroundings(whole);
  const { held, outcome } = await refresh(null, around);
  assert.equal(outcome, 'fresh');
  assert.deepEqual(asked, ['/trust.json', '/status/1']);
  assert.deepEqual([...(held?.lists.keys() ?? [])], [listUri]);
  assert.equal(held?.skew, 0);
  const ages = held && (await agesOf(held, new Date(published + 5 * hour)));
  assert.deepEqual(ages, { keys: 5 * 3600, lists: [{ uri: listUri, age: 5 * 3600, stale: false }] });
});

test('offline, refused and broken answers leave what was held', async () => {
  const { held } = await refresh(null, surroundings(whole).around);
  for (const [answers, wanted] of [
    [{}, 'offline'],
    [{ '/trust.json': 'nonsense' }, 'refused'],
    [{ '/trust.json': city.trust() }, 'partly'],
    [{ '/trust.json': city.trust(), '/status/1': 'nonsense' }, 'partly'],
    [{ '/trust.json': city.trust(), '/status/1': await other.status() }, 'partly'],
  ] satisfies [Answers, string][]) {
    const after = await refresh(held, surroundings(answers).around);
    assert.equal(after.outcome, wanted);
    assert.deepEqual(after.held?.lists, held?.lists, wanted);
    assert.equal(after.held?.bundle, held?.bundle);
  }
  assert.deepEqual(await refresh(null, surroundings({}).around), { held: null, outcome: 'offline' });
});

test('an older list does not displace a newer one: nobody brings a cancelled card back by serving yesterday’s', async () => {
  const { held } = await refresh(null, surroundings(whole).around);
  assert.ok(held);
  const earlier = await city.status(published - 10 * hour);
  const after = await refresh(held, surroundings({ ...whole, '/status/1': earlier }).around);
  assert.deepEqual(after.held?.lists.get(listUri), held.lists.get(listUri));
  const later = await city.status(published + hour);
  const newer = await refresh(held, surroundings({ ...whole, '/status/1': later }).around);
  assert.deepEqual(newer.held?.lists.get(listUri), later);
});

test('a neighbour whose root stands in the bundle does not push this city’s list away', async () => {
  const neighbour = await testCity({ published, signedAs: 'https://id.other-city.example' });
  const mine = JSON.parse(city.trust());
  const bundle = JSON.stringify({ ...mine, keys: [...mine.keys, ...JSON.parse(neighbour.trust()).keys] });
  const { held } = await refresh(null, surroundings({ ...whole, '/trust.json': bundle }).around);
  assert.equal(held?.pins.length, 2);
  const theirs = await neighbour.status(published + hour);
  const after = await refresh(held, surroundings({ '/trust.json': bundle, '/status/1': theirs }).around);
  assert.equal(after.outcome, 'partly');
  assert.deepEqual(after.held?.lists, held?.lists);
});

test('notices how far this device’s clock is from the city’s', async () => {
  const { held } = await refresh(null, surroundings(whole, new Date(published + 2 * hour)).around);
  assert.equal(held?.skew, 2 * hour);
});

test('asks for no path that a bundle invents', async () => {
  const bundle = JSON.stringify({
    ...JSON.parse(city.trust()),
    statusLists: [`${listUri}/../../admin`, 'https://x.example/steal?card=1', 'nonsense'],
  });
  const { around, asked } = surroundings({ '/trust.json': bundle });
  assert.equal((await refresh(null, around)).outcome, 'partly');
  assert.deepEqual(asked, ['/trust.json']);
});
