import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import fc from 'fast-check';
import { fileCell } from './cell-file.ts';
import { realDisk } from './disk.ts';
import { openRoots, type Roots } from './roots.ts';
import { unseal } from './sealing.ts';
import { type Address, KEY, openTable } from './table.ts';
import { addresses, type Ground, ground, type Held, leaseFrom, openKeys } from './testing/fresh.ts';

/** Every file below a folder, read. */
function filesIn(folder: string): Buffer[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile())
    .map((path) => readFileSync(path));
}

/** All roots files, of any time, that a cell of today opens. */
async function rootsOpenedBy(cells: readonly string[], files: readonly Buffer[]): Promise<Roots[]> {
  const opened: Roots[] = [];
  for (const path of cells)
    for (const root of await fileCell(path, realDisk).read())
      for (const file of files) {
        const roots = await openRoots(root, file);
        if (roots) opened.push(roots);
      }
  return opened;
}

/**
 * What somebody gets who took every file at every moment (the cells apart: those are in no backup) and has all that
 * exists today, the cells included.
 */
async function everythingDecryptable(at: Ground, backups: readonly Buffer[]): Promise<Set<string>> {
  const files = [...backups, ...filesIn(at.folder)];
  const cells = ['vault.cell', 'cellar.cell'].map((name) => join(at.folder, name)).filter(existsSync);
  const roots = await rootsOpenedBy(cells, files);
  const secrets = [
    ...roots.flatMap(({ secrets: held }) => [...held.values()]),
    // Bytes of the cells themselves, as keys: a slot's key, or a table's root, must not lie there either.
    ...cells.flatMap((path) => {
      const bytes = readFileSync(path);
      return [0, 4096].map((start) => bytes.subarray(start, start + KEY));
    }),
  ];
  /** A table's earlier generations are no secret either. */
  const newest = new Map<string, number>();
  for (const { index } of roots)
    for (const { epoch, generation } of index.epochs)
      newest.set(epoch, Math.max(generation, newest.get(epoch) ?? 0));
  const found = new Set<string>();
  for (const file of files)
    for (const secret of secrets)
      for (const [epoch, generation] of newest)
        for (let past = 1; past <= generation; past++) {
          const table = await openTable(secret, file, epoch, past);
          if (!table) continue;
          for (let i = 0; i < table.keys.length; i += KEY)
            found.add(table.keys.toString('base64url', i, i + KEY));
        }
  return found;
}

/** Files that a backup may take: all but the cells. */
const backupOf = (at: Ground): Buffer[] => [
  ...filesIn(join(at.folder, 'vault')),
  ...filesIn(join(at.folder, 'cellar')),
];

test('T5: with every file of every moment and every key that still exists, a shredded key is nowhere, the others are', async (t) => {
  const at = ground(t);
  const settings = { replicas: [at.replica] };
  const vault = at.open({ settings });
  const held = await leaseFrom(vault, 20);
  await vault['vault-status']({});
  const backups = backupOf(at);
  const [doomed, ...others] = held as [Held, ...Held[]];

  const before = await everythingDecryptable(at, backups);
  assert.ok(before.has(doomed.key), 'the search finds what lives');
  assert.deepEqual(await vault['vault-shred']({ items: addresses([doomed]) }), {
    replicas: ['main', 'cellar'],
    acknowledged: ['main', 'cellar'],
  });
  backups.push(...backupOf(at));
  const after = await everythingDecryptable(at, backups);
  assert.ok(!after.has(doomed.key));
  for (const { key } of others) assert.ok(after.has(key));
  assert.deepEqual(
    await openKeys(vault, others),
    others.map(({ key }) => key),
  );
});

test('T5 as long as one replica is away: the key still lies there, and is not called destroyed', async (t) => {
  const at = ground(t);
  const settings = { replicas: [at.replica] };
  const vault = at.open({ settings });
  const [doomed] = (await leaseFrom(vault, 3)) as [Held, ...Held[]];
  await vault['vault-status']({});
  const alone = at.open();
  const { replicas, acknowledged } = await alone['vault-shred']({ items: addresses([doomed]) });
  assert.deepEqual([replicas, acknowledged], [['main', 'cellar'], ['main']]);
  assert.ok((await everythingDecryptable(at, [])).has(doomed.key), 'it is the truth, not a formality');
  assert.deepEqual(
    (await at.open({ settings })['vault-shred']({ items: addresses([doomed]) })).acknowledged,
    ['main', 'cellar'],
  );
  assert.ok(!(await everythingDecryptable(at, [])).has(doomed.key));
});

test('T5 over any history: what was shredded or expired is undecryptable, what lives opens, leases never repeat', async (t) => {
  const act = fc.oneof(
    fc.record({
      do: fc.constant('lease' as const),
      count: fc.integer({ min: 1, max: 9 }),
      month: fc.constantFrom('2026-09', '2026-10', '2026-12'),
    }),
    fc.record({
      do: fc.constant('shred' as const),
      pick: fc.infiniteStream(fc.nat()).map((s) => [...s.take(3)]),
    }),
    fc.record({
      do: fc.constant('carry' as const),
      to: fc.constantFrom('hold:1', 'hold:2', 'awaiting:9'),
      pick: fc.infiniteStream(fc.nat()).map((s) => [...s.take(3)]),
    }),
    fc.record({ do: fc.constant('expire' as const), pick: fc.nat() }),
    fc.record({ do: fc.constant('restart' as const) }),
  );
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 14 }), async (acts) => {
      const at = ground(t);
      const settings = { replicas: [at.replica] };
      let vault = at.open({ settings });
      /** The model: where each key is, and whether it lives. */
      const model: (Held & { live: boolean; former: string[] })[] = [];
      const backups: Buffer[] = [];
      const chosen = (pick: number[]) => {
        const some = new Set(model.length === 0 ? [] : pick.map((n) => model[n % model.length]));
        return [...some].filter((one) => one !== undefined);
      };
      for (const one of acts) {
        if (one.do === 'restart') vault = at.open({ settings });
        if (one.do === 'lease') {
          const fresh = await leaseFrom(vault, one.count, one.month);
          for (const slot of fresh) {
            const name = `${slot.epoch}/${slot.slot}`;
            assert.ok(
              !model.some((known) => known.key === slot.key || known.former.includes(name)),
              'leased twice',
            );
            model.push({ ...slot, live: true, former: [name] });
          }
        }
        if (one.do === 'shred') {
          const some = chosen(one.pick);
          if (some.length > 0) await vault['vault-shred']({ items: addresses(some) });
          for (const known of some) known.live = false;
        }
        if (one.do === 'carry') {
          const some = chosen(one.pick);
          if (some.length === 0) continue;
          const asked = { to: one.to, items: addresses(some) };
          const carried = await vault['vault-carry'](asked).catch((error: { code: string }) => {
            assert.equal(error.code, 'vault-epoch-ended');
            return null;
          });
          if (!carried) continue;
          const again = (await vault['vault-carry'](asked)).slots;
          assert.deepEqual(again, carried.slots, 'asking again gives the same places');
          for (const [i, known] of some.entries()) {
            const place: Address | null | undefined = carried.slots[i];
            assert.equal(place !== null, known.live);
            if (!place) continue;
            Object.assign(known, place);
            known.former.push(`${place.epoch}/${place.slot}`);
          }
        }
        if (one.do === 'expire' && model.length > 0) {
          const epoch = model[one.pick % model.length]?.epoch ?? '';
          const inUse = model.some((known) => known.live && known.epoch === epoch);
          const over = !epoch.includes('2026-12');
          const ended = await vault['vault-expire']({ epoch }).then(
            () => true,
            (error: { code: string }) => {
              assert.ok(['vault-epoch-in-use', 'vault-month-not-over'].includes(error.code));
              return false;
            },
          );
          assert.equal(ended, over && !inUse);
        }
        backups.push(...backupOf(at));
        assert.deepEqual(
          await openKeys(
            vault,
            model.filter((known) => known.live || !known.epoch.includes(':')),
          ),
          model
            .filter((known) => known.live || !known.epoch.includes(':'))
            .map(({ key, live }) => (live ? key : null)),
        );
      }
      await vault['vault-status']({});
      const found = await everythingDecryptable(at, backups);
      for (const { key, live } of model) assert.equal(found.has(key), live);
    }),
    { numRuns: 12, seed: 20261122, endOnFailure: true },
  );
});

test('an old roots file put back in its place opens nothing, and nothing is destroyed for it', async (t) => {
  const at = ground(t);
  const vault = at.open();
  const held = await leaseFrom(vault, 4);
  const path = join(at.folder, 'vault', 'roots');
  const old = readFileSync(path);
  await leaseFrom(vault, 4);
  const now = readFileSync(path);
  await realDisk.write(path, old);
  await assert.rejects(openKeys(at.open(), held), { code: 'vault-root-missing' });
  await realDisk.write(path, now);
  assert.deepEqual(
    await openKeys(at.open(), held),
    held.map(({ key }) => key),
  );
});

test('sealed under another key, generation or epoch, a table is no table', async () => {
  const key = Buffer.alloc(KEY, 1);
  assert.equal(await unseal(key, Buffer.alloc(10), 'x'), undefined);
  assert.equal(await openTable(key, Buffer.alloc(100), 'a.papers.2026-10.1', 1), undefined);
});
