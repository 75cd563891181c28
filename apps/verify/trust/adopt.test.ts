import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import { testCity } from '../testing/city.ts';
import { adopt, confirmRoots } from './adopt.ts';
import { fingerprint } from './fingerprint.ts';
import { pinnedTrust, rootsChanged, strangeRoots } from './held.ts';

const published = Date.parse('2026-11-14T09:00:00Z');
const city = await testCity({ published });
const impostor = await testCity({ published });
const arrival = (bundle: string) => ({ bundle, now: published, skew: 0 });
const first = adopt(null, arrival(city.trust()));

function withUpdated(bundle: string, updated: number): string {
  return JSON.stringify({ ...JSON.parse(bundle), updated });
}
function withBothRoots(): string {
  const mine = JSON.parse(city.trust());
  const theirs = JSON.parse(impostor.trust()).keys.filter(
    (key: Record<string, unknown>) => key['ck:role'] === 'root',
  );
  return JSON.stringify({ ...mine, keys: [...mine.keys, ...theirs] });
}

test('the first bundle’s root is remembered by its whole thumbprint', () => {
  assert.equal(first.pins.length, 1);
  assert.match(fingerprint(first.pins[0] ?? ''), /^([0-9A-F]{4} ){15}[0-9A-F]{4}$/);
  assert.equal(rootsChanged(first), false);
});

test('another root is put aside, and what was held stays', () => {
  const warned = adopt(first, arrival(impostor.trust()));
  assert.equal(rootsChanged(warned), true);
  assert.deepEqual(warned.pins, first.pins);
  assert.equal(warned.bundle, first.bundle);
  assert.equal(strangeRoots(warned).length, 1);
  assert.equal(rootsChanged(adopt(warned, arrival(city.trust()))), false, 'the warning goes with its cause');
  const confirmed = confirmRoots(warned);
  assert.deepEqual([confirmed.bundle, rootsChanged(confirmed)], [impostor.trust(), false]);
  assert.notDeepEqual(confirmed.pins, first.pins);
});

test('a further root beside a remembered one is shown, and trusted only when confirmed', () => {
  const both = adopt(first, arrival(withBothRoots()));
  assert.equal(rootsChanged(both), false);
  assert.deepEqual(both.pins, first.pins);
  assert.equal(strangeRoots(both).length, 1);
  assert.equal(confirmRoots(both).pins.length, 2);
});

test('an older bundle does not displace a newer one', () => {
  const older = adopt(first, arrival(withUpdated(city.trust(), 1_000_000)));
  assert.equal(older.bundle, first.bundle);
});

test('a date ahead of the clock displaces nothing', () => {
  const ahead = withUpdated(city.trust(), published / 1000 + 3600);
  assert.equal(adopt(first, arrival(ahead)).bundle, first.bundle);
  const nearly = withUpdated(city.trust(), published / 1000 + 300);
  assert.equal(adopt(first, arrival(nearly)).bundle, nearly, 'clocks differ by minutes');
});

test('a false date that came first shuts out no honest bundle', () => {
  const future = withUpdated(city.trust(), Number.MAX_SAFE_INTEGER);
  const poisoned = adopt(null, arrival(future));
  const healed = adopt(poisoned, arrival(city.trust()));
  assert.equal(healed.bundle, city.trust());
  assert.equal(adopt(healed, arrival(future)).bundle, city.trust());
});

test('a distrusted key stays so when the list of them is rolled back or emptied', () => {
  const naming = (kids: string[]) => JSON.stringify({ ...JSON.parse(city.trust()), distrusted: kids });
  let held = adopt(null, arrival(naming(['one'])));
  held = adopt(held, arrival(naming(['two'])));
  held = adopt(held, arrival(city.trust()));
  assert.deepEqual(pinnedTrust(held).trust.distrusted, ['one', 'two']);
  held = adopt(held, arrival(JSON.stringify({ ...JSON.parse(impostor.trust()), distrusted: ['three'] })));
  assert.deepEqual(pinnedTrust(held).trust.distrusted, ['one', 'two'], 'another root has no say');
  assert.deepEqual(pinnedTrust(confirmRoots(held)).trust.distrusted, ['three']);
});

test('what is no bundle, or has no root, is refused', () => {
  for (const bundle of ['', '<html>', '[]', '{}', '{"keys":[]}', '{"keys":[{"kty":"EC"}]}', 'null']) {
    assert.throws(
      () => adopt(first, arrival(bundle)),
      (error) => isFault(error) && error.code === 'trust-malformed',
    );
  }
});
