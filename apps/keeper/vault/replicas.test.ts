import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Disk, realDisk } from './disk.ts';
import { addresses, ground, leaseFrom, openKeys } from './testing/fresh.ts';

const stateOf = async (vault: ReturnType<ReturnType<typeof ground>['open']>) =>
  (await vault['vault-status']({})).replicas.find(({ name }) => name === 'cellar');

test('a replica that is away is said, and catches up by itself when it is back', async (t) => {
  const at = ground(t);
  const settings = { replicas: [at.replica] };
  let away = false;
  const disk: Disk = {
    ...realDisk,
    list: (folder) => (away && folder.includes('cellar') ? gone() : realDisk.list(folder)),
    read: (path) => (away && path.includes('cellar') ? gone() : realDisk.read(path)),
    write: (path, bytes) => (away && path.includes('cellar') ? gone() : realDisk.write(path, bytes)),
    makeFolder: (path) => (away && path.includes('cellar') ? gone() : realDisk.makeFolder(path)),
  };
  const gone = () => Promise.reject(Object.assign(new Error('gone'), { code: 'EHOSTDOWN' }));
  const vault = at.open({ disk, settings });
  const held = await leaseFrom(vault, 6);
  assert.deepEqual(await stateOf(vault), { name: 'cellar', state: 'current', why: null });

  away = true;
  const doomed = addresses(held.slice(0, 2));
  const done = { replicas: ['main', 'cellar'], acknowledged: ['main', 'cellar'] };
  assert.deepEqual(await vault['vault-shred']({ items: doomed }), { ...done, acknowledged: ['main'] });
  const status = await vault['vault-status']({});
  assert.ok(status.warnings.includes('replica-behind'));
  assert.deepEqual(await stateOf(vault), { name: 'cellar', state: 'away', why: 'ehostdown' });
  assert.equal((await leaseFrom(vault, 30)).length, 30, 'the city goes on meanwhile');
  // What is owed to the replica is not in this process's memory.
  const restarted = at.open({ disk, settings });
  assert.deepEqual((await restarted['vault-shred']({ items: doomed })).acknowledged, ['main']);

  away = false;
  await restarted.tend();
  assert.deepEqual(await restarted['vault-shred']({ items: doomed }), done);
  assert.equal((await stateOf(restarted))?.state, 'current');
});

test('a folder that hangs holds nobody up for long, and what arrives late is not taken for done', async (t) => {
  const at = ground(t);
  const settings = { replicas: [at.replica] };
  await leaseFrom(at.open({ settings }), 1);
  const { promise, resolve } = Promise.withResolvers<void>();
  const disk: Disk = {
    ...realDisk,
    read: async (path) => {
      if (path.includes('cellar')) await promise;
      return realDisk.read(path);
    },
  };
  const vault = at.open({ disk, settings });
  const [held] = await leaseFrom(vault, 1);
  assert.ok(held);
  const { acknowledged } = await vault['vault-shred']({ items: addresses([held]) });
  assert.deepEqual(acknowledged, ['main']);
  assert.equal((await stateOf(vault))?.why, 'replica-silent');
  resolve();
  const again = async () => {
    await vault.tend();
    return (await vault['vault-shred']({ items: addresses([held]) })).acknowledged.length;
  };
  while ((await again()) < 2) await new Promise((done) => setImmediate(done));
});

test('a replica taken out of the settings stays owed until an operator retires it', async (t) => {
  const at = ground(t);
  await leaseFrom(at.open({ settings: { replicas: [at.replica] } }), 1);
  const alone = at.open();
  const [held] = await leaseFrom(alone, 1);
  assert.ok(held);
  const shred = () => alone['vault-shred']({ items: addresses([held]) });
  assert.deepEqual(await shred(), { replicas: ['main', 'cellar'], acknowledged: ['main'] });
  assert.equal((await stateOf(alone))?.why, 'not-configured');
  await assert.rejects(alone['vault-retire']({ replica: 'attic' }), { code: 'vault-replica-unknown' });
  await assert.rejects(alone['vault-retire']({ replica: 'main' }), { code: 'vault-replica-configured' });
  await alone['vault-retire']({ replica: 'cellar' });
  assert.deepEqual(await shred(), { replicas: ['main'], acknowledged: ['main'] });
});

test('the drill opens every living key from the replica alone, and says so when one does not', async (t) => {
  const at = ground(t);
  const settings = { replicas: [at.replica] };
  const vault = at.open({ settings });
  const held = await leaseFrom(vault, 20);
  await vault['vault-carry']({ to: 'hold:1', items: addresses(held.slice(0, 2)) });
  await vault['vault-shred']({ items: addresses(held.slice(2, 5)) });
  await vault['vault-status']({});
  const before = readdirSync(at.folder, { recursive: true });
  assert.deepEqual(await vault['vault-drill']({ replica: 'cellar' }), {
    replica: 'cellar',
    tables: 3,
    keys: 17,
    holds: 0,
    holdsAmiss: 0,
    failed: [],
    behind: 0,
  });
  assert.deepEqual(readdirSync(at.folder, { recursive: true }), before);
  await assert.rejects(vault['vault-drill']({ replica: 'attic' }), { code: 'vault-replica-unknown' });
  const tables = join(at.replica.folder, 'tables');
  for (const file of readdirSync(tables)) {
    const bytes = readFileSync(join(tables, file));
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    writeFileSync(join(tables, file), bytes);
  }
  assert.equal((await vault['vault-drill']({ replica: 'cellar' })).failed.length, 3);
});

test('a broken table heals from the replica; broken in both it is refused, and its neighbours open', async (t) => {
  const at = ground(t);
  const settings = { replicas: [at.replica] };
  const vault = at.open({ settings });
  const held = await leaseFrom(vault, 3);
  const neighbours = await leaseFrom(vault, 3, '2026-12');
  await vault['vault-status']({});
  const tables = (folder: string) => join(folder, 'tables');
  const main = tables(join(at.folder, 'vault'));
  for (const file of readdirSync(main))
    writeFileSync(join(main, file), readFileSync(join(main, file)).subarray(0, 99));
  assert.deepEqual(
    await openKeys(at.open({ settings }), held),
    held.map(({ key }) => key),
  );
  assert.deepEqual(
    await openKeys(at.open(), held),
    held.map(({ key }) => key),
    'healed for good',
  );

  const [first] = readdirSync(main).filter((file) => readFileSync(join(main, file)).length > 99);
  assert.ok(first);
  for (const folder of [main, tables(at.replica.folder)]) writeFileSync(join(folder, first), 'x');
  const both = [held, neighbours];
  const outcomes = await Promise.all(
    both.map((some) => openKeys(at.open({ settings }), some).catch((error: { code: string }) => error.code)),
  );
  assert.ok(outcomes.includes('vault-table-broken'));
  const [opened] = outcomes.filter((one) => one !== 'vault-table-broken');
  assert.ok(both.some((some) => JSON.stringify(some.map(({ key }) => key)) === JSON.stringify(opened)));
});

test('a lost cell is refused by its code, restores from the replica on an operator’s word, and leases nothing twice', async (t) => {
  const at = ground(t);
  const settings = { replicas: [at.replica] };
  const vault = at.open({ settings });
  const held = await leaseFrom(vault, 5);
  const { slots: carried } = await vault['vault-carry']({ to: 'hold:1', items: addresses(held.slice(0, 1)) });
  await vault['vault-status']({});
  await assert.rejects(vault['vault-restore']({ replica: 'cellar' }), { code: 'vault-not-lost' });
  // The replica misses the last leases and carryings.
  renameSync(at.replica.folder, `${at.replica.folder}-away`);
  const unheard = await leaseFrom(at.open(), 25);
  await at.open()['vault-carry']({ to: 'hold:1', items: addresses(unheard.slice(0, 1)) });
  renameSync(`${at.replica.folder}-away`, at.replica.folder);
  rmSync(join(at.folder, 'vault.cell'));

  const lost = at.open({ settings });
  for (const act of [
    () => openKeys(lost, held),
    () => leaseFrom(lost, 1),
    () => lost['vault-shred']({ items: addresses(held) }),
    () => lost['vault-alive']({ items: addresses(held) }),
  ])
    await assert.rejects(act(), { code: 'vault-root-missing' });
  const { tables } = await lost['vault-restore']({ replica: 'cellar' });
  assert.equal(tables, 2);
  const back = at.open({ settings });
  const known = [carried[0] ?? { epoch: '', slot: 0 }, ...held.slice(1)];
  assert.deepEqual(
    await openKeys(back, known),
    held.map(({ key }) => key),
  );
  const first = unheard.filter(({ epoch }) => epoch === held[0]?.epoch);
  assert.deepEqual(
    await openKeys(back, first),
    first.map(({ key }) => key),
    'sealed with since, and still there',
  );
  const fresh = await leaseFrom(back, 25);
  const names = new Set([...held, ...unheard].map(({ epoch, slot }) => `${epoch}/${slot}`));
  assert.ok(fresh.every(({ epoch, slot }) => !names.has(`${epoch}/${slot}`)));
  const { slots } = await back['vault-carry']({ to: 'hold:1', items: addresses(fresh.slice(0, 1)) });
  assert.ok((slots[0]?.slot ?? 0) > 1000, 'no place of the lost part is given to another');
  assert.equal((await stateOf(back))?.state, 'current');
});

test('a vault that is older than its replica is refused: a snapshot would bring dead keys back', async (t) => {
  const at = ground(t);
  const settings = { replicas: [at.replica] };
  const vault = at.open({ settings });
  const held = await leaseFrom(vault, 5);
  await vault['vault-status']({});
  const saved = at.save();
  await vault['vault-shred']({ items: addresses(held.slice(0, 1)) });
  for (const name of ['vault', 'vault.cell']) rmSync(join(at.folder, name), { recursive: true });
  for (const name of ['vault', 'vault.cell']) renameSync(join(saved, name), join(at.folder, name));
  const old = at.open({ settings });
  await assert.rejects(openKeys(old, held), { code: 'vault-behind-replica' });
  await assert.rejects(leaseFrom(old, 1), { code: 'vault-behind-replica' });
  await old['vault-restore']({ replica: 'cellar' });
  assert.deepEqual(
    await openKeys(old, held),
    held.map(({ key }, i) => (i === 0 ? null : key)),
  );
});

test('where the whole folder is gone but its cell is not, nothing new is begun in its place', async (t) => {
  const at = ground(t);
  await leaseFrom(at.open(), 1);
  rmSync(join(at.folder, 'vault'), { recursive: true });
  await assert.rejects(leaseFrom(at.open(), 1), { code: 'vault-roots-missing' });
  assert.ok(!existsSync(join(at.folder, 'vault', 'roots')));
});

test('a replica can take the vault’s place with its own root: how a city moves to an HSM', async (t) => {
  const at = ground(t);
  const settings = { replicas: [at.replica] };
  const vault = at.open({ settings });
  const held = await leaseFrom(vault, 5);
  await vault['vault-status']({});
  rmSync(join(at.folder, 'vault'), { recursive: true });
  rmSync(join(at.folder, 'vault.cell'));
  renameSync(at.replica.folder, join(at.folder, 'vault'));
  const moved = at.open({ settings: { cell: at.replica.cell } });
  assert.deepEqual(
    await openKeys(moved, held),
    held.map(({ key }) => key),
  );
  await moved['vault-retire']({ replica: 'cellar' });
  const { replicas, acknowledged } = await moved['vault-shred']({ items: addresses(held) });
  assert.deepEqual([replicas, acknowledged], [['main'], ['main']]);
});

test('a replica’s disk that is not mounted is not taken for a new one, running or restarted', async (t) => {
  const at = ground(t);
  const cellar = join(at.folder, 'mount');
  const replica = {
    name: 'cellar',
    folder: join(cellar, 'vault'),
    cell: { kind: 'file' as const, path: join(cellar, 'cell') },
  };
  const settings = { replicas: [replica] };
  const vault = at.open({ settings });
  const held = await leaseFrom(vault, 4);
  assert.equal((await stateOf(vault))?.state, 'current');
  const shred = async (over: typeof vault, n: number) =>
    (await over['vault-shred']({ items: addresses(held.slice(n, n + 1)) })).acknowledged;
  renameSync(cellar, `${cellar}-unmounted`);
  assert.deepEqual(await shred(vault, 0), ['main']);
  const restarted = at.open({ settings });
  assert.deepEqual(await shred(restarted, 1), ['main']);
  await restarted['vault-status']({});
  assert.equal((await stateOf(restarted))?.why, 'vault-replica-empty');
  rmSync(cellar, { recursive: true, force: true });
  renameSync(`${cellar}-unmounted`, cellar);
  const mounted = at.open({ settings });
  assert.deepEqual(await shred(mounted, 2), ['main', 'cellar']);
  // The disk is lost for good: its name is retired, then a new disk may take it.
  rmSync(cellar, { recursive: true });
  assert.deepEqual(await shred(at.open({ settings }), 3), ['main']);
  await at.open()['vault-retire']({ replica: 'cellar' });
  const fresh = at.open({ settings });
  assert.deepEqual(await shred(fresh, 3), ['main', 'cellar']);
});

test('a replica named later is filled by the next look', async (t) => {
  const at = ground(t);
  const held = await leaseFrom(at.open(), 3);
  const vault = at.open({ settings: { replicas: [at.replica] } });
  await vault.tend();
  assert.equal((await vault['vault-drill']({ replica: 'cellar' })).keys, held.length);
});

test('a cell whose disk goes away under a running vault is not made anew elsewhere', async (t) => {
  const at = ground(t);
  const shelf = join(at.folder, 'shelf');
  mkdirSync(shelf);
  const replica = { ...at.replica, cell: { kind: 'file' as const, path: join(shelf, 'cell') } };
  const vault = at.open({ settings: { replicas: [replica] } });
  const held = await leaseFrom(vault, 2);
  assert.equal((await stateOf(vault))?.state, 'current');
  renameSync(shelf, `${shelf}-unmounted`);
  const items = addresses(held.slice(0, 1));
  assert.deepEqual((await vault['vault-shred']({ items })).acknowledged, ['main']);
  assert.equal((await stateOf(vault))?.why, 'vault-root-missing');
  assert.ok(!existsSync(replica.cell.path));
  renameSync(`${shelf}-unmounted`, shelf);
  await vault.tend();
  assert.deepEqual((await vault['vault-shred']({ items })).acknowledged, ['main', 'cellar']);
});
