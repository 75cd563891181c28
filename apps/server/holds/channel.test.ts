import assert from 'node:assert/strict';
import { test } from 'node:test';
import { modelCity } from '../testing/model-city.ts';
import { onlineCity } from '../vault/testing/hall.ts';
import { channelsIn } from './channel.ts';
import { takesSeries } from './scope.ts';

test('T6: the channel of a series is known only where nothing of the other can be in it', async () => {
  const online = channelsIn(await onlineCity());
  assert.equal(online('portal-papers'), 'portal');
  assert.equal(online('camera-card'), 'events');
  // A card that was applied for online is printed at a desk, has a row in the register and is in the shift's counts.
  for (const either of ['card-register', 'used-ribbon', 'print-spool', 'spoiled-card', 'shift-statement'])
    assert.equal(online(either), null, either);
  assert.equal(online('online-notices'), null, 'of the service itself');
  const inPerson = channelsIn((await modelCity()).program);
  assert.equal(inPerson('card-register'), 'events');
  const { channels: _, ...unknown } = await onlineCity();
  assert.equal(channelsIn(unknown)('card-register'), null, 'where nobody says which channels there are');
});

test('T6: what cannot be shown to have come by another channel is taken', () => {
  const hold = { series: null, channel: 'portal' } as const;
  assert.equal(
    takesSeries(hold, 'a', () => 'events'),
    false,
  );
  assert.equal(
    takesSeries(hold, 'a', () => null),
    true,
  );
  assert.equal(takesSeries(hold, 'a'), true);
  assert.equal(
    takesSeries({ series: ['b'], channel: 'portal' }, 'a', () => 'portal'),
    false,
  );
});
