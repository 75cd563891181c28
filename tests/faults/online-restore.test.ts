import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import { confirmHold } from '../../apps/server/holds/holding.ts';
import { keeperIn, vaultHall } from '../../apps/server/vault/testing/hall.ts';
import { cityOn } from './online-cluster.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const PICTURE = Buffer.alloc(40_000, 'picture ');

for (const server of ['embedded', 'debian-15'] as const)
  test(`F-17 I12 I2 I3: an old copy of the database and of the blobs, put back, brings nothing back [${server}]`, async (t) => {
    const city = await cityOn(t, server);
    if (city === null) return t.skip('PostgreSQL 15 of Debian is not installed');
    const keeper = await keeperIn(t);
    const blobs = join(keeper.folder, 'blobs');
    let store = await city.start();
    let hall = await vaultHall(store, keeper);
    const withdrawn = await hall.application();
    const [first = '', second = ''] = [
      await hall.store('papers', withdrawn, '2099-03-01', PICTURE),
      await hall.store('card', withdrawn, '2099-03-01'),
    ];
    const decided = await hall.application();
    const papers = await hall.store('papers', decided, '2099-03-01', PICTURE);
    const card = await hall.store('card', decided, '2099-03-01');
    const untouched = await hall.application();
    const draft = await hall.store('draft', untouched, '2099-03-01');
    const ending = await hall.application();
    await hall.store('draft', ending, '2099-03-01');
    await store.write((tx) => hall.vault.end(tx, { application: ending }, 'abandoned'));
    const hold = await hall.place('portal-card');
    await store.write((tx) => confirmHold(tx, hold.id, randomUUID(), hall.parts));

    await city.stop();
    const [oldDatabase, oldBlobs] = [join(city.folder, 'old-database'), join(city.folder, 'old-blobs')];
    await city.copyTo(oldDatabase);
    await cp(blobs, oldBlobs, { recursive: true });

    store = await city.start();
    hall = await vaultHall(store, keeper);
    const { share } = hall;
    await store.write((tx) => hall.vault.end(tx, { application: withdrawn, kinds: ['papers'] }, 'withdrawn'));
    await store.write((tx) => hall.vault.end(tx, { application: decided, kinds: ['papers'] }, 'decided'));
    assert.equal((await hall.vault.finish()).destroyed, 3);
    const late = await hall.application();
    await hall.store('papers', late, '2099-03-01', PICTURE);
    const [sealedLate] = await store.read
      .selectFrom('vault_records')
      .select(['epoch', 'slot'])
      .where('application', '=', late)
      .execute();
    await city.stop();

    await city.putBack(oldDatabase);
    await rm(blobs, { recursive: true });
    await cp(oldBlobs, blobs, { recursive: true });
    store = await city.start();
    hall = await vaultHall(store, keeper);
    const rows = async () =>
      (await store.read.selectFrom('vault_records').select('id').orderBy('id').execute()).map(({ id }) => id);
    assert.equal((await rows()).length, 6, 'the old copy speaks of what is gone');
    assert.equal(await hall.vault.settleRestored(), 3);
    assert.equal(await hall.vault.settleRestored(), 0, 'a second time changes nothing');
    assert.deepEqual(await rows(), [second, card, draft].sort());
    for (const id of [first, papers])
      await assert.rejects(hall.vault.open(store.read, [id], share), coded('record-gone'));
    const receipts = await store.read
      .selectFrom('disposal_receipts')
      .select(['series', 'count', 'authority'])
      .orderBy('series')
      .orderBy('authority')
      .execute();
    assert.deepEqual(
      receipts.map(({ series, count, authority }) => `${series} ${count} ${authority}`),
      ['portal-draft 1 abandoned', 'portal-application 1 restored', 'portal-papers 2 restored'].sort(),
    );
    const applications = await store.read.selectFrom('applications').select('id').orderBy('id').execute();
    assert.deepEqual(
      applications.map(({ id }) => id),
      [withdrawn, decided, untouched].sort(),
      'what has nothing sealed left by that is ended',
    );
    const ended = await store.write((tx) => hall.vault.end(tx, { application: withdrawn }, 'withdrawn'));
    assert.equal(ended.held, 1, 'the hold of before is there');

    assert.ok(sealedLate);
    const alive = async () => (await hall.parts.keeper.ask('vault-alive', { items: [sealedLate] })).alive;
    await hall.vault.sweep();
    assert.deepEqual(await alive(), [true]);
    hall.ran(15 * 3_600_000);
    await hall.vault.sweep();
    assert.deepEqual(await alive(), [false], 'a key whose record the copy does not know dies');
    assert.equal((await rows()).length, 3);
  });
