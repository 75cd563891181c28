import assert from 'node:assert/strict';
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, type TestContext, test } from 'node:test';
import { startKeeper } from '../index.ts';
import { pkcs11Cell } from './cell-pkcs11.ts';
import { addresses, ground, leaseFrom, openKeys } from './testing/fresh.ts';
import { type Pkcs11Settings, type SoftHsm, softHsm } from './testing/softhsm.ts';

const hsm = softHsm(after);
let made = 0;

/** Gets a token of its own and a maker of more. Where the machine has no HSM, the test says so instead of passing. */
const withHsm = (
  name: string,
  work: (t: TestContext, cell: Pkcs11Settings, hsm: SoftHsm) => Promise<void>,
): void => {
  test(name, async (t) => {
    const device = await hsm;
    if (typeof device === 'string') return t.skip(device);
    made += 1;
    await work(t, await device.token(`hall-${made}`), device);
  });
};

describe('roots in an HSM (PKCS #11, SoftHSM2)', () => {
  withHsm('a root seals, does not leave the token, and is gone once destroyed', async (_, settings) => {
    const cell = pkcs11Cell(settings);
    const first = await cell.writeNext(undefined);
    const sealed = await first.wrap(Buffer.alloc(32, 7));
    assert.deepEqual(await first.unwrap(sealed), Buffer.alloc(32, 7));
    const next = await cell.writeNext(first);
    assert.equal(await next.unwrap(sealed), undefined, 'another root’s');
    assert.equal((await cell.read()).length, 2);
    await cell.destroyOld(next);
    assert.equal((await pkcs11Cell(settings).read()).length, 1);
    await assert.rejects(first.unwrap(sealed), { code: 'vault-root-missing' });
    // Neither another city's root under the same label is touched by ours, nor ours by theirs.
    const other = await cell.writeNext(undefined);
    await cell.destroyOld(next);
    assert.deepEqual(await other.unwrap(await other.wrap(sealed.subarray(0, 32))), sealed.subarray(0, 32));
  });

  withHsm(
    'lease, shred and open with two tokens; nothing of the keys is on the disk',
    async (t, hall, device) => {
      const at = ground(t);
      const replicas = [{ ...at.replica, cell: await device.token('cellar') }];
      const settings = { cell: hall, replicas };
      const vault = at.open({ settings });
      const held = await leaseFrom(vault, 5);
      assert.deepEqual((await vault['vault-shred']({ items: addresses(held.slice(0, 1)) })).acknowledged, [
        'main',
        'cellar',
      ]);
      const again = at.open({ settings });
      assert.deepEqual(
        await openKeys(again, held),
        held.map(({ key }, i) => (i === 0 ? null : key)),
      );
      assert.equal((await again['vault-drill']({ replica: 'cellar' })).keys, 4);
      assert.equal((await pkcs11Cell(hall).read()).length, 1, 'one root, however many changes');
      const files = readdirSync(at.folder, { recursive: true, encoding: 'utf8' }).map((name) =>
        join(at.folder, name),
      );
      for (const file of files.filter((path) => statSync(path).isFile()))
        for (const { key } of held) assert.ok(!readFileSync(file).includes(Buffer.from(key, 'base64url')));
    },
  );

  withHsm('a token that is away is said so, and works when it is back', async (t, hall) => {
    const at = ground(t);
    const settings = { cell: hall };
    const held = await leaseFrom(at.open({ settings }), 2);
    const absent = { ...hall, token: 'nowhere' };
    await assert.rejects(openKeys(at.open({ settings: { cell: absent } }), held), {
      code: 'vault-root-away',
    });
    const vault = at.open({ settings });
    assert.equal((await openKeys(vault, held)).length, 2);
  });

  withHsm('a refused PIN is tried once and never again: tokens count', async (t, hall) => {
    const at = ground(t);
    await leaseFrom(at.open({ settings: { cell: hall } }), 1);
    writeFileSync(hall.pinFile, '000000');
    const folder = join(at.folder, 'process');
    const running = await startKeeper({
      folder,
      issuer: 'https://city.example',
      practice: true,
      vault: { cell: hall },
    });
    t.after(() => running.stop());
    const wish = { series: 'papers', lock: 'papers' as const, month: '2026-12', count: 1 };
    await assert.rejects(running.keeper.ask('vault-lease', wish), { code: 'vault-root-locked' });
    // Put right meanwhile: what would open now shows that nothing was tried.
    writeFileSync(hall.pinFile, '271828');
    await assert.rejects(running.keeper.ask('vault-lease', wish), { code: 'vault-root-locked' });
    assert.equal((await running.keeper.ask('public-keys', {})).practice, true, 'signing goes on');
  });

  withHsm('a token taken away while the process runs is refused, not a crash', async (t, hall, device) => {
    const at = ground(t);
    const vault = at.open({ settings: { cell: hall } });
    const held = await leaseFrom(vault, 1);
    renameSync(device.tokens, `${device.tokens}-away`);
    const outcome = await openKeys(vault, held).catch((error: { code: string }) => error.code);
    renameSync(`${device.tokens}-away`, device.tokens);
    assert.ok(['vault-root-away', 'vault-root-missing'].includes(String(outcome)), String(outcome));
    assert.deepEqual(await openKeys(at.open({ settings: { cell: hall } }), held), [held[0]?.key]);
  });

  withHsm('killed between a new root and the switch, the next start ends the leftover', async (t, hall) => {
    const at = ground(t);
    const settings = { cell: hall };
    const held = await leaseFrom(at.open({ settings }), 2);
    const cell = pkcs11Cell(hall);
    const [inUse] = await cell.read();
    await cell.writeNext(inUse);
    assert.equal((await cell.read()).length, 2);
    assert.deepEqual(
      await openKeys(at.open({ settings }), held),
      held.map(({ key }) => key),
    );
    assert.equal((await cell.read()).length, 1);
  });
});
