import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isFault } from '@commonkey/words';
import { acknowledgeHold, placeHold } from '../../apps/server/holds/holding.ts';
import { over } from '../../apps/server/holds/testing/scope.ts';
import { connectKeeper } from '../../apps/server/keeper/client.ts';
import type { Store } from '../../apps/server/store/store.ts';
import { forOneServer } from '../../apps/server/testing/database.ts';
import { openVault } from '../../apps/server/vault/open.ts';
import { keeperIn, type VaultHall, vaultHall } from '../../apps/server/vault/testing/hall.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const NOBODY = { destroyed: 0, held: 0, awaiting: 0, pending: 0 };
const rows = (store: Store) => store.read.selectFrom('vault_records').selectAll().orderBy('id').execute();
const receipts = (store: Store) => store.read.selectFrom('disposal_receipts').selectAll().execute();
const codes = ({ events }: VaultHall) => [
  ...new Set(events.flatMap((event) => ('code' in event && event.code ? [event.code] : []))),
];

forOneServer('when the key process is away', (test) => {
  test('F-14: sealing goes on as long as leases last, then refuses, and goes on when it is back', async ({
    store,
  }, t) => {
    const keeper = await keeperIn(t);
    const hall = await vaultHall(store, keeper);
    const application = await hall.application();
    await hall.store('piece', application, '2099-03-01');
    await keeper.stop();
    let sealed = 1;
    const seal = () => hall.store('piece', application, '2099-03-01');
    for (; sealed < 100; sealed++) {
      const refused = await seal().then(
        () => null,
        (error: unknown) => error,
      );
      if (refused === null) continue;
      assert.ok(coded('keeper-silent')(refused));
      break;
    }
    assert.ok(sealed >= 32, `${sealed} sealed without it`);
    const places = (await rows(store)).map(({ epoch, slot }) => `${epoch}/${slot}`);
    assert.equal(new Set(places).size, places.length, 'no slot was used twice');
    await keeper.start();
    await seal();
    const ids = (await rows(store)).map(({ id }) => id);
    assert.equal((await hall.vault.open(store.read, ids, hall.share)).length, sealed + 1);
  });

  test('F-14: an old lease is forgotten, and what was sealed too long ago is not kept', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t));
    const application = await hall.application();
    const plain = Buffer.from('x');
    const record = { application, kind: 'draft', endsOn: '2099-03-01', plain, share: hall.share } as const;
    const first = await hall.vault.seal(record);
    hall.ran(7 * 3_600_000);
    const second = await hall.vault.seal(record);
    assert.ok(second.slot >= 32, 'from a new batch');
    await assert.rejects(
      store.write((tx) => hall.vault.keep(tx, first)),
      coded('record-stale'),
    );
    await store.write((tx) => hall.vault.keep(tx, second));
  });

  test('F-14 T5: destruction is queued durably and unreadable meanwhile; nothing is receipted before the key is dead', async ({
    store,
  }, t) => {
    const keeper = await keeperIn(t);
    const hall = await vaultHall(store, keeper);
    const application = await hall.application();
    const id = await hall.store('papers', application, '2099-03-01', Buffer.alloc(30_000));
    await keeper.stop();
    await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    for (let tries = 0; tries < 2; tries++)
      assert.deepEqual(await hall.vault.finish(), { ...NOBODY, pending: 1 });
    assert.deepEqual(codes(hall), ['keeper-silent']);
    await assert.rejects(hall.vault.open(store.read, [id], hall.share), coded('record-gone'));
    assert.deepEqual(await receipts(store), []);
    const [row] = await rows(store);
    assert.ok(row?.blob, 'the bytes wait for the key');
    // A service that starts now knows of it from the database alone.
    const next = await vaultHall(store, keeper);
    await keeper.start();
    assert.deepEqual(await next.vault.sweep(), { ...NOBODY, destroyed: 1 });
    assert.equal((await receipts(store)).length, 1);
  });

  test('F-14: a slow key process is not waited for, and what it did late is found done', async ({
    store,
  }, t) => {
    const keeper = await keeperIn(t);
    const hall = await vaultHall(store, keeper);
    const application = await hall.application();
    await hall.store('papers', application, '2099-03-01');
    await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    const hasty = openVault({ ...hall.parts, keeper: connectKeeper(keeper.socket, 300) });
    process.kill(keeper.pid(), 'SIGSTOP');
    try {
      assert.deepEqual(await hasty.finish(), { ...NOBODY, pending: 1 });
    } finally {
      process.kill(keeper.pid(), 'SIGCONT');
    }
    // It carries out now what nobody waits for any more; a hold that comes then must be told.
    const hold = await hall.place('portal-papers');
    const [row] = await rows(store);
    assert.equal(row, undefined);
    assert.deepEqual(hold.endedMeanwhile, [{ series: 'portal-papers', count: 1 }]);
    assert.deepEqual(await hall.vault.finish(), NOBODY);
    assert.equal((await receipts(store)).length, 1);
  });

  test('F-14: a lost root refuses all and ends nothing', async ({ store }, t) => {
    const keeper = await keeperIn(t);
    const hall = await vaultHall(store, keeper);
    const application = await hall.application();
    const id = await hall.store('papers', application, '2099-03-01');
    const { providers } = await hall.parts.keeper.ask('vault-status', {});
    assert.deepEqual(
      providers.map(({ kind }) => kind),
      ['file'],
    );
    await keeper.stop();
    const cell = join(keeper.folder, 'vault.cell');
    await rename(cell, `${cell}.away`);
    await keeper.start();
    const refused = coded('vault-root-missing');
    await assert.rejects(hall.vault.open(store.read, [id], hall.share), refused);
    await assert.rejects(hall.vault.settleRestored(), refused);
    await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, pending: 1 });
    assert.equal((await rows(store)).length, 1);
    await keeper.stop();
    await rename(`${cell}.away`, cell);
    await keeper.start();
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1 });
  });

  test('F-14: another city’s keys know nothing, and their not knowing ends nothing', async ({ store }, t) => {
    const hall = await vaultHall(store, await keeperIn(t));
    const application = await hall.application();
    const id = await hall.store('papers', application, '2099-03-01');
    const newer = 'b'.repeat(32);
    await hall.parts.blobs.put(newer, new Uint8Array(10));
    const stranger = openVault({ ...hall.parts, keeper: connectKeeper((await keeperIn(t)).socket) });
    await stranger.sweep();
    hall.ran(15 * 3_600_000);
    await stranger.sweep();
    assert.equal((await hall.parts.blobs.get(newer)).length, 10, 'what a copy does not know of stays');
    await assert.rejects(stranger.settleRestored(), coded('vault-epoch-unknown'));
    await store.write((tx) => stranger.end(tx, { application }, 'withdrawn'));
    assert.deepEqual(await stranger.finish(), { ...NOBODY, pending: 1 });
    assert.equal((await rows(store)).length, 1);
    assert.deepEqual(await receipts(store), []);
    const hold = await hall.place(null);
    assert.deepEqual(hold.endedMeanwhile, []);
    assert.equal((await hall.vault.open(store.read, [id], hall.share)).length, 1, 'the hold takes it back');
  });

  test('I3: a hold that cannot be acknowledged counts at once, and is acknowledged when that is settled', async ({
    store,
  }, t) => {
    const keeper = await keeperIn(t);
    const hall = await vaultHall(store, keeper);
    const { vault, parts } = hall;
    const [application, other] = [await hall.application(), await hall.application()];
    const id = await hall.store('papers', application, '2099-03-01');
    await hall.store('papers', other, '2099-03-01');
    await keeper.stop();
    await store.write((tx) => vault.end(tx, { application }, 'withdrawn'));
    const placing = { ...parts, inFlight: vault.inFlight };
    let hold = '';
    await assert.rejects(placeHold(store, over('portal-papers'), randomUUID(), placing), (error) => {
      if (isFault(error)) hold = String(error.params.hold);
      return coded('hold-waits-for-keeper')(error);
    });
    const ended = await store.write((tx) => vault.end(tx, { application: other }, 'withdrawn'));
    assert.deepEqual(ended, { destroyed: 0, held: 1, awaiting: 0 }, 'it counts');
    await assert.rejects(acknowledgeHold(store, hold, placing), coded('hold-waits-for-keeper'));
    await keeper.start();
    assert.deepEqual((await acknowledgeHold(store, hold, placing)).endedMeanwhile, []);
    assert.deepEqual(await vault.finish(), NOBODY);
    assert.equal((await vault.open(store.read, [id], hall.share)).length, 1);
  });

  test('T5: a replica that has not acknowledged keeps the receipt back until it has', async ({
    store,
  }, t) => {
    const second = await keeperIn(t);
    const folder = join(second.folder, 'replica');
    const cell = { kind: 'file', path: join(second.folder, 'replica-cell') } as const;
    const keeper = await keeperIn(t, { replicas: [{ name: 'second', folder, cell }] });
    const hall = await vaultHall(store, keeper);
    const application = await hall.application();
    await hall.store('papers', application, '2099-03-01');
    // Its disk is gone: where the folder was is something else now.
    await rename(folder, `${folder}.away`);
    await writeFile(folder, '');
    await keeper.start();
    await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, pending: 1 });
    assert.deepEqual(codes(hall), ['vault-replica-behind']);
    assert.deepEqual(await receipts(store), []);
    const hold = await hall.place(null);
    assert.deepEqual(
      hold.endedMeanwhile,
      [{ series: 'portal-papers', count: 1 }],
      'nobody can read it any more',
    );
    await rm(folder);
    await rename(`${folder}.away`, folder);
    await keeper.start();
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1 });
    assert.equal((await receipts(store)).length, 1);
  });
});
