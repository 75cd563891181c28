import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Disk, realDisk } from './disk.ts';
import { addresses, ground, leaseFrom, NOW, openKeys, PAST } from './testing/fresh.ts';

/** A disk of memory of its own; null where this user may mount none. */
function smallDisk(t: TestContext, size: string): string | null {
  const at = mkdtempSync(join(tmpdir(), 'ck-small-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=0700`, 'commonkey', at], {
      stdio: 'ignore',
    });
  } catch {
    rmSync(at, { recursive: true });
    return null;
  }
  t.after(() => {
    execFileSync('umount', ['-l', at]);
    rmSync(at, { recursive: true });
  });
  return at;
}

/** Not one more block can be written. */
function fill(folder: string): void {
  for (let n = 0; statfsSync(folder).bavail > 0; n++) {
    const { bavail, bsize } = statfsSync(folder);
    try {
      writeFileSync(join(folder, `filler-${n}`), Buffer.alloc(bavail * bsize));
    } catch {
      // The last block goes to the folder itself.
    }
  }
}

test('F-04: on a full disk nothing new begins, what is there opens, and destruction still works', async (t) => {
  const disk = smallDisk(t, '8m');
  if (disk === null) return t.skip('this user may mount no disk to fill');
  const at = ground(t, disk);
  const settings = { volume: 4096 };
  const vault = at.open({ settings });
  const held = await leaseFrom(vault, 8);
  const others = await leaseFrom(vault, 8, '2026-09');
  await vault.tend();
  fill(disk);
  for (const act of [
    () => leaseFrom(vault, 1, '2027-03'),
    () => vault['vault-lease']({ series: 'papers', lock: 'papers', month: '2027-03', count: 256 }),
  ])
    await assert.rejects(act(), { code: 'disk-full' });
  assert.deepEqual(
    await openKeys(vault, held),
    held.map(({ key }) => key),
  );
  const review = { items: addresses(held), approvals: ['a'], purpose: 'review' as const };
  await assert.rejects(
    vault['vault-open'](review),
    { code: 'disk-full' },
    'what cannot be journalled is not opened',
  );
  const doomed = [...held.slice(0, 2), ...others.slice(0, 2)];
  // A day on, when the clock is to be noted too.
  const next = at.open({ settings, now: new Date(NOW.getTime() + 86_400_000) });
  assert.deepEqual((await next['vault-shred']({ items: addresses(doomed) })).acknowledged, ['main']);
  assert.deepEqual(await openKeys(at.open({ settings }), [...held, ...others]), [
    ...held.map(({ key }, i) => (i < 2 ? null : key)),
    ...others.map(({ key }, i) => (i < 2 ? null : key)),
  ]);
  const { slots } = await vault['vault-carry']({ to: 'hold:1', items: addresses(held.slice(2, 3)) });
  assert.deepEqual(
    await openKeys(
      vault,
      slots.flatMap((slot) => slot ?? []),
    ),
    [held[2]?.key],
    'a hold too',
  );
  const leftovers = readdirSync(join(at.folder, 'vault', 'tables')).length;
  assert.equal(leftovers, 3, 'a table each, and nothing half-written');
});

test('where the kept room is not enough for all tables at once, they go one by one', async (t) => {
  const at = ground(t);
  const vault = at.open();
  const held = (await Promise.all([leaseFrom(vault, 1)])).flat();
  for (const month of ['2026-01', '2026-02', '2026-03']) held.push(...(await leaseFrom(vault, 2, month)));
  // Room for one new table at a time, given back when its old one goes.
  let room = 1;
  const disk: Disk = {
    ...realDisk,
    write: async (path, bytes) => {
      if (path.includes('/tables/')) {
        if (room === 0) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        room -= 1;
      }
      await realDisk.write(path, bytes);
    },
    remove: async (path) => {
      await realDisk.remove(path);
      if (path.includes('/tables/')) room = 1;
    },
  };
  const small = at.open({ disk });
  await small['vault-shred']({ items: addresses(held) });
  assert.deepEqual(
    await openKeys(at.open(), held),
    held.map(() => null),
  );
});

test('a disk that reports an error is taken for a crash: read again, never believed', async (t) => {
  const at = ground(t);
  const held = await leaseFrom(at.open(), 3);
  let failing = true;
  const disk: Disk = {
    ...realDisk,
    rename: async (from, to) => {
      await realDisk.rename(from, to);
      if (failing && to.endsWith('roots')) throw Object.assign(new Error('io'), { code: 'EIO' });
    },
  };
  const vault = at.open({ disk });
  await assert.rejects(vault['vault-shred']({ items: addresses(held.slice(0, 1)) }), { code: 'EIO' });
  failing = false;
  assert.deepEqual(
    await openKeys(vault, held),
    held.map(({ key }, i) => (i === 0 ? null : key)),
  );
  assert.equal((await leaseFrom(vault, 1, PAST))[0]?.slot, 3);
});
