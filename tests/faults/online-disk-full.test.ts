import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isFault } from '@commonkey/words';
import { forEachServer } from '../../apps/server/testing/database.ts';
import { folderBlobs } from '../../apps/server/vault/blobs/folder.ts';
import { keeperIn, vaultHall } from '../../apps/server/vault/testing/hall.ts';
import { mountSmallDisk } from './tmpfs.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const PICTURE = Buffer.alloc(300_000, 'p');
const NOBODY = { destroyed: 0, held: 0, awaiting: 0, pending: 0 };

async function files(folder: string): Promise<string[]> {
  const all = await readdir(folder, { recursive: true, withFileTypes: true });
  return all.filter((entry) => entry.isFile() && /^[0-9a-f]{32}/.test(entry.name)).map(({ name }) => name);
}

forEachServer('a full disk', (test) => {
  test('F-04 I5 I9: for pictures: refused with nothing half-written; destroying and holding go on', async ({
    store,
  }, t) => {
    const disk = await mountSmallDisk();
    if (disk === null) return t.skip('this user may mount no disk to fill');
    t.after(() => disk.remove());
    const folder = join(disk.folder, 'blobs');
    const hall = await vaultHall(store, await keeperIn(t), { over: { blobs: folderBlobs(folder) } });
    const [first, second, held] = [
      await hall.application(),
      await hall.application(),
      await hall.application(),
    ];
    const id = await hall.store('papers', first, '2099-03-01', PICTURE);
    const kept = await hall.store('papers', held, '2099-03-01', PICTURE);
    const before = await files(folder);
    await disk.fill();
    for (let tries = 0; tries < 3; tries++)
      await assert.rejects(hall.store('papers', second, '2099-03-01', PICTURE), coded('disk-full'));
    assert.deepEqual(await files(folder), before);
    assert.equal((await hall.vault.open(store.read, [id], hall.share)).length, 1, 'reading goes on');
    await store.write((tx) => hall.vault.end(tx, { application: first }, 'withdrawn'));
    assert.deepEqual(await hall.vault.finish(), { ...NOBODY, destroyed: 1 });
    await hall.place(null);
    const ended = await store.write((tx) => hall.vault.end(tx, { application: held }, 'withdrawn'));
    assert.equal(ended.held, 1);
    assert.equal((await hall.vault.open(store.read, [kept], hall.share)).length, 1);
    await disk.makeRoom();
    await hall.store('papers', second, '2099-03-01', PICTURE);
  });

  test('F-04 I5: for keys: sealing stops, destroying has room of its own', async ({ store }, t) => {
    const disk = await mountSmallDisk();
    if (disk === null) return t.skip('this user may mount no disk to fill');
    const keeper = await keeperIn(t, {}, join(disk.folder, 'keeper'));
    t.after(() => disk.remove());
    const hall = await vaultHall(store, keeper);
    const application = await hall.application();
    await hall.store('card', application, '2099-03-01');
    await hall.parts.keeper.ask('vault-status', {});
    await disk.fill();
    await assert.rejects(hall.store('papers', application, '2099-05-01'), coded('disk-full'));
    await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    assert.deepEqual(await hall.vault.finish(), { ...NOBODY, destroyed: 1 });
    await disk.makeRoom();
    await hall.store('papers', application, '2099-05-01');
  });
});
