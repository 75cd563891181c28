import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { isFault } from '@commonkey/words';
import type { Context } from '../context.ts';
import { whileKeysAnswer } from './keys-answer.ts';

const STEP_MS = 50;

/** How many milliseconds have to pass until nobody waits any more for keys that take every question and answer none. */
async function waited(t: TestContext, more: Pick<Context, 'keysPatienceMs'>): Promise<number> {
  const folder = await mkdtemp(join(tmpdir(), 'ck-keys-'));
  const keeperSocket = join(folder, 'keeper.sock');
  const hung = createServer((socket) => void socket.unref()).listen(keeperSocket);
  await once(hung, 'listening');
  t.after(async () => {
    hung.close();
    await rm(folder, { recursive: true, force: true });
  });
  let now = 0;
  t.mock.timers.enable({ apis: ['setTimeout'] });
  t.mock.method(performance, 'now', () => now);
  let over = false;
  const wait = assert
    .rejects(
      whileKeysAnswer({ ...more, config: { keeperSocket } } as Context, new Promise(() => {})),
      (error) => isFault(error) && error.code === 'keeper-silent',
    )
    .then(() => {
      over = true;
    });
  for (; !over && now < 60_000; now += STEP_MS) {
    t.mock.timers.tick(STEP_MS);
    for (let turn = 0; turn < 4; turn += 1) await new Promise((done) => setImmediate(done));
  }
  await wait;
  return now;
}

test('F-14: whoever waits for keys that hang is answered within two seconds', async (t) => {
  const ms = await waited(t, {});
  assert.ok(ms <= 2000, `${ms} ms`);
  assert.ok(ms >= 1000, 'and keys that are only slow are given time');
});

test('a service that is told to be more patient is', async (t) => {
  assert.ok((await waited(t, { keysPatienceMs: 20_000 })) > 10_000 / 2);
});
