import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { RunningKeeper } from '@commonkey/keeper';
import { startTestKeeper } from '@commonkey/keeper/testing/start.ts';
import { catalogueFaults } from '@commonkey/words';
import { main } from '../main.ts';
import { vaultWords } from './words.ts';

const folder = mkdtempSync(join(tmpdir(), 'ck-vault-cli-'));
const cellar = join(folder, 'cellar');
let running: RunningKeeper;
const held = process.env.COMMONKEY_DATA;
const start = async () => {
  running = await startTestKeeper({
    folder: join(folder, 'keeper'),
    issuer: 'http://localhost:8080',
    practice: true,
    vault: {
      replicas: [
        { name: 'cellar', folder: cellar, cell: { kind: 'file', path: join(folder, 'cellar.cell') } },
      ],
    },
  });
};
before(async () => {
  process.env.COMMONKEY_DATA = folder;
  await start();
});
after(async () => {
  await running.stop();
  if (held === undefined) delete process.env.COMMONKEY_DATA;
  else process.env.COMMONKEY_DATA = held;
  rmSync(folder, { recursive: true, force: true });
});

async function commonkey(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  const printed = { out: '', err: '' };
  const code = await main(argv, {
    out: (text) => {
      printed.out += `${text}\n`;
    },
    err: (text) => {
      printed.err += `${text}\n`;
    },
    now: () => new Date(),
  });
  return { code, ...printed };
}

test('every sentence is there in English and Spanish', () => {
  assert.deepEqual(catalogueFaults(vaultWords, 'en'), []);
});

test('status before the first key, and after', async () => {
  const before = await commonkey('vault', 'status');
  assert.equal(before.code, 0);
  assert.match(before.out, /Nothing has been sealed yet/);
  const wish = { series: 'papers', lock: 'papers' as const, month: '2026-12', count: 5 };
  const { slots } = await running.keeper.ask('vault-lease', wish);
  await running.keeper.ask('vault-shred', {
    items: slots.slice(0, 2).map(({ epoch, slot }) => ({ epoch, slot })),
  });
  const status = await commonkey('vault', 'status');
  assert.equal(status.code, 0);
  assert.match(status.out, /papers\.papers\.2026-12\.1 {2}3 of 5 keys live/);
  assert.match(status.out, /cellar {2}cell file {2}has destroyed all/);
  const json = JSON.parse((await commonkey('vault', 'status', '--json')).out);
  assert.deepEqual(json.warnings, ['cell-on-disk']);
  for (const { key } of slots) assert.ok(!`${status.out}${JSON.stringify(json)}`.includes(key));
});

test('holds are counted, and one that was put back is said until somebody has looked', async () => {
  const [id, by] = [randomUUID(), randomUUID()];
  const at = '2026-11-20T09:00:00.000Z';
  const hold = {
    ...{ id, series: null, from: null, until: null, placedAt: at, placedBy: by, salt: 'A'.repeat(43) },
    ...{ provisionalUntil: at, confirmed: { at, by }, released: null, lapsed: false, putBackAt: null },
  };
  await running.keeper.ask('vault-hold', { hold });
  const known = await commonkey('vault', 'status');
  assert.equal(known.code, 0);
  assert.match(known.out, /1 legal hold is in force\./);
  await running.keeper.ask('vault-hold', { hold: { ...hold, putBackAt: '2026-11-21T09:00:00.000Z' } });
  const back = await commonkey('vault', 'status');
  assert.equal(back.code, 1);
  assert.match(back.out, /A hold was put back: the database had forgotten it/);
  const released = { at, by, askedBy: randomUUID() };
  await running.keeper.ask('vault-hold', { hold: { ...hold, released } });
  const settled = await commonkey('vault', 'status');
  assert.equal(settled.code, 0);
  assert.match(settled.out, /No legal hold is in force/);
});

test('the drill says what it proved, and fails when the replica is not whole', async () => {
  const proved = await commonkey('vault', 'drill');
  assert.equal(proved.code, 0);
  assert.match(proved.out, /^Proved: cellar alone opens all 3 keys that live, in 1 table\./);
  assert.match(proved.out, /1 hold, the same/);
  const tables = join(cellar, 'tables');
  const saved = join(folder, 'saved');
  cpSync(tables, saved, { recursive: true });
  for (const file of readdirSync(tables)) writeFileSync(join(tables, file), 'x');
  const failed = await commonkey('vault', 'drill', '--replica', 'cellar');
  assert.equal(failed.code, 1);
  assert.match(failed.out, /NOT proved/);
  cpSync(saved, tables, { recursive: true });
  assert.equal((await commonkey('vault', 'drill')).code, 0);
});

test('a lost cell: status says so, restore brings it back, and the drill proves it', async () => {
  assert.match((await commonkey('vault', 'restore', '--replica', 'cellar')).err, /\[vault-not-lost\]/);
  await running.stop();
  rmSync(join(folder, 'keeper', 'vault.cell'));
  await start();
  const status = await commonkey('vault', 'status');
  assert.equal(status.code, 2);
  assert.match(status.err, /No root key opens the vault.*\[vault-root-missing\]/);
  const restored = await commonkey('vault', 'restore', '--replica', 'cellar');
  assert.match(restored.out, /^Restored from cellar: /);
  assert.equal((await commonkey('vault', 'drill')).code, 0);
});

test('what only an operator may say: the clock is right, a replica is gone', async () => {
  assert.match((await commonkey('vault', 'confirm-clock')).out, /^Confirmed: it is 20/);
  assert.match(
    (await commonkey('vault', 'retire', '--replica', 'cellar')).err,
    /\[vault-replica-configured\]/,
  );
  assert.match((await commonkey('vault', 'retire')).err, /\[cli-flag-missing\]/);
});
