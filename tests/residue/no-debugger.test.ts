import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { listeningOn, parentOf } from './service/listening.ts';
import { startRunning } from './service/running.ts';

const skip = process.platform === 'linux' ? false : 'only Linux says which process listens where';

test('T9: no process of the service opens a debugger, on a signal or because of what is left in the environment', {
  skip,
}, async (t) => {
  const service = await startRunning(t, {
    env: { NODE_OPTIONS: '--inspect=127.0.0.1:0 --heapsnapshot-signal SIGUSR2 --no-deprecation' },
  });
  const pids = service.processes().flatMap(({ pid, role }) => (/city|keeper/.test(role) ? [pid] : []));
  const [cityHall = 0] = pids;
  assert.equal(pids.length, 2);
  const all = [parentOf(cityHall), ...pids];
  const ports = Object.values(service.origins).map((origin) => Number(new URL(origin).port));
  const more = () => all.flatMap(listeningOn).filter((port) => !ports.includes(port));
  assert.deepEqual(
    [...new Set(listeningOn(cityHall))].sort(),
    ports.sort(),
    'what does listen is seen, and a debugger that was asked for is not there',
  );
  assert.deepEqual(more(), []);
  for (const pid of all) process.kill(pid, 'SIGUSR1');
  // Node opens one from a thread of its own, in its own time.
  for (let looks = 0; looks < 20; looks += 1) {
    await pause(100);
    assert.deepEqual(more(), []);
  }
  assert.equal((await fetch(`${service.origins.public}/`)).status, 200, 'and it is alive');
  assert.doesNotMatch(service.log(), /Debugger listening on [\s\S]*Ctrl\+C[\s\S]*Debugger listening/);
});
