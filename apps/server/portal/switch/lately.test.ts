import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lately } from './lately.ts';

test('a question that hangs is asked once, and only who came first waits for it', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let now = 0;
  t.mock.method(performance, 'now', () => now);
  const asked: ((answer: boolean) => void)[] = [];
  const door = lately(() => new Promise((answer) => asked.push(answer)));
  const first = door.now();
  now = 250;
  t.mock.timers.tick(250);
  assert.equal(await first, false, 'silence is no');
  const second = door.now();
  t.mock.timers.tick(1);
  assert.equal(await second, false);
  assert.equal(asked.length, 1);
  asked[0]?.(true);
  await new Promise((done) => setImmediate(done));
  const third = door.now();
  assert.equal(asked.length, 2, 'answered, so that it is asked anew');
  asked[1]?.(true);
  assert.equal(await third, true);
});

test('a question that fails is a no; no answer is kept', async () => {
  let fails = true;
  const door = lately(async () => {
    if (fails) throw new Error('away');
    return true;
  });
  assert.equal(await door.now(), false);
  fails = false;
  assert.equal(await door.now(), true);
});
