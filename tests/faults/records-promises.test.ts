import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as plain } from 'node:test';
import { leafHash, proveInclusion, rootOf, verifyConsistency, verifyInclusion } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { writeBackup } from '../../apps/server/backup/write.ts';
import { askRelease, confirmHold, releaseHold } from '../../apps/server/holds/holding.ts';
import { upholdHold } from '../../apps/server/holds/lifting.ts';
import { decide } from '../../apps/server/holds/may-destroy.ts';
import { over } from '../../apps/server/holds/testing/scope.ts';
import { forOneServer } from '../../apps/server/testing/database.ts';
import { keeperIn, vaultHall } from '../../apps/server/vault/testing/hall.ts';

const NOBODY = { destroyed: 0, held: 0, awaiting: 0, pending: 0 };
const PAPERS = 'portal-papers';
const waits = (error: unknown) => isFault(error) && error.code === 'hold-waits-for-keeper';

plain('a path that stops below the root is none, whatever it reaches', () => {
  const hashes = [1, 2, 3, 4].map((n) => leafHash(Uint8Array.of(n)));
  const half = hashes.slice(0, 2);
  const claim = {
    index: 0,
    hash: hashes[0] ?? new Uint8Array(),
    proof: proveInclusion(half, 0),
    root: rootOf(half),
  };
  verifyInclusion({ ...claim, size: 2 });
  for (const size of [3, 4, 1_000])
    assert.throws(
      () => verifyInclusion({ ...claim, size }),
      (error) => isFault(error) && error.code === 'ledger-proof-invalid',
    );
});

plain('an empty tree is the beginning of nothing, even where every hash of the proof fits', () => {
  const [one, two] = [leafHash(Uint8Array.of(1)), leafHash(Uint8Array.of(2))];
  const claim = { size2: 2, root1: one, root2: rootOf([one, two]) };
  verifyConsistency({ ...claim, size1: 1, proof: [two] });
  assert.throws(
    () => verifyConsistency({ ...claim, size1: 0, proof: [one, two] }),
    (error) => isFault(error) && error.code === 'ledger-proof-invalid',
  );
});

// Promises that a planted bug showed to be nobody’s test yet (tests/mutants.md).
forOneServer('records, promise by promise', (test) => {
  test('F-18 I3: holds over the same records add up, and each is lifted for itself', async ({ store }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-01T18:00:00Z' });
    await hall.store('papers', await hall.application(), '2026-03-01');
    const [first, second] = [await hall.place(PAPERS), await hall.place('portal-card')];
    for (const { id } of [first, second])
      await store.write((tx) => confirmHold(tx, id, randomUUID(), hall.parts));
    assert.deepEqual(
      await hall.vault.sweep(),
      { ...NOBODY, held: 1 },
      'the later one is over something else',
    );
    const third = await hall.place(null);
    for (const { id } of [first, second]) {
      await store.write((tx) => askRelease(tx, id, randomUUID()));
      await store.write((tx) => releaseHold(tx, id, randomUUID(), hall.parts));
      assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 1 });
    }
    await store.write((tx) => askRelease(tx, third.id, randomUUID()));
    await store.write((tx) => releaseHold(tx, third.id, randomUUID(), hall.parts));
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1 });
  });

  test('I4: a hold that comes between the two steps of an end takes back what keeps its key', async ({
    store,
  }, t) => {
    const keeper = await keeperIn(t);
    const hall = await vaultHall(store, keeper, { time: '2026-03-01T18:00:00Z' });
    const application = await hall.application();
    const id = await hall.store('papers', application, '2026-03-20');
    await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    await keeper.stop();
    // Nobody could say what is in flight: the hold counts, and the second step is the one that finds it.
    await assert.rejects(hall.place(PAPERS), waits);
    await keeper.start();
    assert.deepEqual(await hall.vault.finish({ application }), { ...NOBODY, held: 1 });
    assert.equal((await hall.vault.open(store.read, [id], hall.share)).length, 1);
  });

  test('F-16 I4 I8: what was dying when a hold came is receipted and said to whoever placed it', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-01T18:00:00Z' });
    const application = await hall.application();
    const dying = await hall.store('papers', application, '2026-03-20');
    const living = await hall.store('papers', application, '2026-03-20');
    await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    const { epoch, slot } = await store.read
      .selectFrom('vault_records')
      .select(['epoch', 'slot'])
      .where('id', '=', dying)
      .executeTakeFirstOrThrow();
    // As a destroyer leaves it that was killed when the key process had just answered.
    await hall.parts.keeper.ask('vault-shred', { items: [{ epoch, slot }] });
    const { endedMeanwhile } = await hall.place(PAPERS);
    assert.deepEqual(endedMeanwhile, [{ series: PAPERS, count: 1 }]);
    const receipts = await store.read.selectFrom('disposal_receipts').select('count').execute();
    assert.deepEqual(receipts, [{ count: 1 }]);
    assert.equal((await hall.vault.open(store.read, [living], hall.share)).length, 1, 'what lived is held');
  });

  test('I8: what was taken back was never said, to the ledger or to the register', async ({ store }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-01T18:00:00Z' });
    const application = await hall.application();
    await hall.store('papers', application, '2026-03-20');
    const said = async () => [
      await store.read.selectFrom('ledger_unsequenced').selectAll().execute(),
      await store.read.selectFrom('disposals_begun').selectAll().execute(),
    ];
    const before = await said();
    await assert.rejects(
      store.write(async (tx) => {
        assert.equal((await hall.vault.end(tx, { application }, 'withdrawn')).destroyed, 1);
        throw new RangeError('the one who withdrew was cut off');
      }),
      RangeError,
    );
    assert.deepEqual(await said(), before);
  });

  test('T5: no receipt before every key store has forgotten', async ({ store }, t) => {
    const cellar = await mkdtemp(join(tmpdir(), 'ck-cellar-'));
    t.after(() => rm(cellar, { recursive: true, force: true }));
    const folder = join(cellar, 'replica');
    const cell = { kind: 'file' as const, path: join(cellar, 'replica.cell') };
    const keeper = await keeperIn(t, { replicas: [{ name: 'cellar', folder, cell }] });
    const hall = await vaultHall(store, keeper);
    const application = await hall.application();
    await hall.store('papers', application, '2099-03-20');
    await rename(folder, `${folder}.away`);
    await writeFile(folder, '');
    await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    assert.deepEqual(await hall.vault.finish(), { ...NOBODY, pending: 1 });
    const receipts = () => store.read.selectFrom('disposal_receipts').select('count').execute();
    assert.deepEqual(await receipts(), []);
    await rm(folder);
    await rename(`${folder}.away`, folder);
    await keeper.start();
    assert.deepEqual(await hall.vault.finish(), { ...NOBODY, destroyed: 1 });
    assert.deepEqual(await receipts(), [{ count: 1 }]);
  });

  test('I3 I5: a narrowing is known outside the database as soon as it is acknowledged, and what it let go ends', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-01T18:00:00Z' });
    const application = await hall.application();
    for (const kind of ['papers', 'card'] as const) await hall.store(kind, application, '2026-03-01');
    const { id } = await hall.place(null);
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 2 });
    const parts = { ...hall.parts, inFlight: hall.vault.inFlight };
    await upholdHold(store, id, randomUUID(), { ...parts, narrowTo: over(PAPERS) });
    const { holds } = await hall.parts.keeper.ask('vault-holds', {});
    assert.deepEqual(
      holds.map(({ series, narrowed }) => [series, narrowed?.series]),
      [[null, [PAPERS]]],
    );
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1, held: 1 });
  });

  test('T6: a certificate opens its own series, for the days that it names', async () => {
    const rule = { series: PAPERS, certificate: true };
    const certificate = { id: 'c', series: PAPERS, dueThrough: '2026-03-05' };
    const listed = { series: PAPERS, date: null, due: '2026-03-05', certificate: 'c' };
    const answer = (record: typeof listed) => decide(record, rule, [], [certificate]).answer;
    assert.equal(answer(listed), 'yes');
    assert.equal(answer({ ...listed, certificate: 'd' }), 'awaiting-certificate');
    assert.equal(answer({ ...listed, series: 'portal-card' }), 'awaiting-certificate');
    assert.equal(answer({ ...listed, due: '2026-03-06' }), 'awaiting-certificate');
  });

  test('I13: with a clock that leapt nothing ends for its date, whatever it shows; what an event ended is finished', async ({
    store,
  }, t) => {
    let trusted = false;
    const hall = await vaultHall(store, await keeperIn(t), {
      time: '2026-03-01T18:00:00Z',
      trusted: () => trusted,
    });
    await hall.store('papers', await hall.application(), '2026-03-01');
    const application = await hall.application();
    await hall.store('card', application, '2026-03-20');
    await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1 });
    const left = await store.read.selectFrom('vault_records').select(['kind', 'tombstoned_on']).execute();
    assert.deepEqual(left, [{ kind: 'papers', tombstoned_on: null }]);
    trusted = true;
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1 });
  });

  test('T5 I2: no key that dies is in a backup', async ({ store, address }, t) => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'ck-kept-'));
    t.after(() => rm(dataFolder, { recursive: true, force: true }));
    const keeper = await keeperIn(t, {}, join(dataFolder, 'keeper'));
    const hall = await vaultHall(store, keeper);
    await hall.store('papers', await hall.application(), '2099-03-20', Buffer.alloc(20_000));
    const { blobs, clock } = hall.parts;
    const config = { dataFolder, issuer: 'http://localhost:8080' };
    const folder = join(dataFolder, 'backup');
    await writeBackup({ config, issuer: config.issuer, address, blobs, clock }, folder);
    const below = async (root: string) => {
      const found = (await readdir(root, { recursive: true, withFileTypes: true })).filter((one) =>
        one.isFile(),
      );
      return found.map(({ parentPath, name }) => join(parentPath, name).slice(root.length + 1));
    };
    const own = (await below(join(dataFolder, 'keeper'))).filter(
      (path) => !path.startsWith('blobs/') && path !== 'keys.sealed',
    );
    assert.ok(
      own.includes('vault/roots') && own.some((path) => path.endsWith('.cell')),
      'there are keys to leave',
    );
    const secret = new Map<string, string>();
    for (const path of own)
      secret.set((await readFile(join(dataFolder, 'keeper', path))).toString('hex'), path);
    secret.delete('');
    for (const path of await below(folder))
      assert.equal(secret.get((await readFile(join(folder, path))).toString('hex')), undefined, path);
  });
});
