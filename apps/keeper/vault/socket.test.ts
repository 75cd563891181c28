import assert from 'node:assert/strict';
import { closeSync, existsSync, mkdtempSync, openSync, readFileSync, readSync, rmSync } from 'node:fs';
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

test('what is no question is refused before anything is looked at', async (t) => {
  const at = mkdtempSync(join(tmpdir(), 'ck-vault-'));
  t.after(() => rmSync(at, { recursive: true, force: true }));
  const running = await startKeeper({
    folder: join(at, 'keeper'),
    issuer: 'https://city.example',
    practice: true,
  });
  t.after(() => running.stop());
  const item = { epoch: 'papers.papers.2026-12.1', slot: 0 };
  const ask = running.keeper.ask as (op: string, input: unknown) => Promise<unknown>;
  const lease = { series: 'papers', lock: 'papers', month: '2026-12', count: 1 };
  for (const [op, input] of [
    ['vault-lease', { ...lease, series: '../x' }],
    ['vault-lease', { ...lease, lock: 'door' }],
    ['vault-lease', { ...lease, month: '2026-13' }],
    ['vault-lease', { ...lease, count: 257 }],
    ['vault-lease', { ...lease, name: 'x' }],
    ['vault-open', { items: [item], approvals: ['A Name'], purpose: 'review' }],
    ['vault-open', { items: [item], approvals: [], purpose: 'curiosity' }],
    ['vault-shred', { items: [] }],
    ['vault-shred', { items: [{ ...item, slot: -1 }] }],
    ['vault-alive', { items: [{ ...item, epoch: 'papers.papers.2026-12.0' }] }],
    ['vault-carry', { to: item.epoch, items: [item] }],
    ['vault-expire', { epoch: 'hold:../../x' }],
  ] as const)
    await assert.rejects(ask(op, input), { code: 'keeper-request-malformed' }, JSON.stringify(input));
  assert.ok(!existsSync(join(at, 'keeper', 'vault')), 'a city that seals nothing has no vault');
});

test('a crash of the key process writes no memory to a disk', async (t) => {
  const at = mkdtempSync(join(tmpdir(), 'ck-vault-'));
  t.after(() => rmSync(at, { recursive: true, force: true }));
  const running = await startKeeper({
    folder: join(at, 'keeper'),
    issuer: 'https://city.example',
    practice: true,
  });
  t.after(() => running.stop());
  const limits = `/proc/${running.pid}/limits`;
  if (!existsSync(limits)) return t.skip('this system does not show a process’s limits');
  assert.match(readFileSync(limits, 'utf8'), /^Max core file size +0 +0 /m);
});

test('between two questions the process holds no key of the vault (T9)', async (t) => {
  const at = mkdtempSync(join(tmpdir(), 'ck-vault-'));
  t.after(() => rmSync(at, { recursive: true, force: true }));
  const running = await startKeeper({
    folder: join(at, 'keeper'),
    issuer: 'https://city.example',
    practice: true,
  });
  t.after(() => running.stop());
  const wish = { series: 'papers', lock: 'papers' as const, month: '2026-12', count: 8 };
  const { slots } = await running.keeper.ask('vault-lease', wish);
  const items = slots.map(({ epoch, slot }) => ({ epoch, slot }));
  await running.keeper.ask('vault-shred', { items: items.slice(0, 2) });
  await running.keeper.ask('vault-carry', { to: 'hold:1', items: items.slice(2, 4) });
  await running.keeper.ask('vault-open', { items: items.slice(4), approvals: [], purpose: 'resident' });
  const memory = memoryOf(running.pid);
  if (!memory) return t.skip('this system does not show a process’s memory');
  assert.ok(
    memory.some((part) => part.includes('commonkey-vault-table-v1')),
    'the search finds what is there',
  );
  // The next keys of the same table: they were decrypted with it, and never went out.
  const { slots: next } = await running.keeper.ask('vault-lease', { ...wish, count: 16 });
  const found = next.filter(({ key }) => memory.some((part) => part.includes(Buffer.from(key, 'base64url'))));
  assert.equal(found.length, 0);
});

/** What a process has in its writable memory (proc(5)); null where that is not to be had. */
function memoryOf(pid: number): Buffer[] | null {
  try {
    const file = openSync(`/proc/${pid}/mem`, 'r');
    const ranges = readFileSync(`/proc/${pid}/maps`, 'utf8').matchAll(/^([0-9a-f]+)-([0-9a-f]+) rw/gm);
    const parts: Buffer[] = [];
    for (const [, from = '', to = ''] of ranges) {
      const start = Number.parseInt(from, 16);
      const part = Buffer.alloc(Number.parseInt(to, 16) - start);
      try {
        parts.push(part.subarray(0, readSync(file, part, 0, part.length, start)));
      } catch {
        // A range that cannot be read holds nothing.
      }
    }
    closeSync(file);
    return parts;
  } catch {
    return null;
  }
}
