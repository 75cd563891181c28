import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { startKeeper } from '../index.ts';

test('over the socket: a leased key opens, is alive, dies alone, and stays so over a restart', async (t) => {
  const at = mkdtempSync(join(tmpdir(), 'ck-vault-'));
  t.after(() => rmSync(at, { recursive: true, force: true }));
  const settings = { folder: join(at, 'keeper'), issuer: 'https://city.example', practice: true };
  const first = await startKeeper(settings);
  t.after(() => first.stop());
  const { slots } = await first.keeper.ask('vault-lease', {
    series: 'drafts',
    lock: 'code',
    month: '2027-01',
    count: 3,
  });
  const items = slots.map(({ epoch, slot }) => ({ epoch, slot }));
  const keys = slots.map(({ key }) => key);
  const open = { items, approvals: [], purpose: 'resident' as const };
  assert.deepEqual((await first.keeper.ask('vault-open', open)).keys, keys);
  const [doomed] = items;
  assert.ok(doomed);
  assert.deepEqual(await first.keeper.ask('vault-shred', { items: [doomed] }), {
    replicas: ['main'],
    acknowledged: ['main'],
  });
  await first.stop();
  const second = await startKeeper(settings);
  t.after(() => second.stop());
  assert.deepEqual((await second.keeper.ask('vault-open', open)).keys, [null, keys[1], keys[2]]);
  assert.deepEqual((await second.keeper.ask('vault-alive', { items })).alive, [false, true, true]);
  const { slots: more } = await second.keeper.ask('vault-lease', {
    series: 'drafts',
    lock: 'code',
    month: '2027-01',
    count: 1,
  });
  assert.equal(more[0]?.slot, 3);
});
