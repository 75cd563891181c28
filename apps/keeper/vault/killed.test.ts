import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { addresses, ground, leaseFrom, openKeys } from './testing/fresh.ts';

const SCRIPT = fileURLToPath(new URL('./testing/shred-and-die.ts', import.meta.url));

test('F-01 with a real SIGKILL: after each step of a shred, all or none of it, and a repetition ends it', async (t) => {
  const at = ground(t);
  const settings = { replicas: [at.replica] };
  const vault = at.open({ settings });
  const held = await leaseFrom(vault, 20);
  await vault['vault-status']({});
  const [doomed, others] = [held.slice(10, 18), [...held.slice(0, 10), ...held.slice(18)]];
  const saved = at.save();
  let killed = 0;
  for (const how of ['before', 'half'])
    for (let n = 1; ; n++) {
      at.load(saved);
      const told = [at.folder, String(n), how, JSON.stringify(addresses(doomed)), JSON.stringify(at.replica)];
      const { signal, status } = spawnSync(process.execPath, [SCRIPT, ...told], { timeout: 20_000 });
      assert.ok(signal === 'SIGKILL' || status === 0, `${how} ${n}: ${signal} ${status}`);
      const again = at.open({ settings });
      assert.deepEqual(
        await openKeys(again, others),
        others.map(({ key }) => key),
      );
      const gone = (await openKeys(again, doomed)).filter((key) => key === null).length;
      assert.ok(gone === 0 || gone === doomed.length, `${how} ${n}: ${gone} of ${doomed.length}`);
      if (status === 0) break;
      killed += 1;
      assert.deepEqual((await again['vault-shred']({ items: addresses(doomed) })).acknowledged, [
        'main',
        'cellar',
      ]);
    }
  assert.ok(killed > 20, `${killed}`);
  t.diagnostic(`killed ${killed} times`);
});
