import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { startKeeper } from '@commonkey/keeper';
import { newBoxKeys, openRecord, sealBox } from '@commonkey/vault';
import { connectKeeper } from '../../apps/server/keeper/client.ts';
import { pictureMarkers, scanForResidue, textMarker } from '../../apps/server/residue/scan.ts';
import type { Store } from '../../apps/server/store/store.ts';
import { folderBlobs } from '../../apps/server/vault/blobs/folder.ts';
import { keeperIn, type VaultHall, vaultHall } from '../../apps/server/vault/testing/hall.ts';
import { cityOn } from '../faults/online-cluster.ts';

const NAME = 'Zofia Wójcik-Łęcka';
const BORN = '17 kwietnia 1987';
const ANSWERS = Buffer.from(JSON.stringify({ name: NAME, born: BORN }));

type Taken = { id: string; sealed: Uint8Array };

/** Every sealed record as somebody finds it who has the database and the blob store. */
async function take(store: Store, blobs: string): Promise<Taken[]> {
  const rows = await store.read.selectFrom('vault_records').select(['id', 'sealed', 'blob']).execute();
  return Promise.all(
    rows.map(async ({ id, sealed, blob }) => ({
      id,
      sealed: sealed ?? (await folderBlobs(blobs).get(blob ?? '')),
    })),
  );
}

/** Every key that the key process still has, asked for with any approval there is. */
async function everyKey({ parts: { keeper } }: VaultHall): Promise<Uint8Array[]> {
  const { epochs } = await keeper.ask('vault-leased', {});
  const keys: Uint8Array[] = [];
  for (const { epoch, leased } of epochs) {
    const purpose = epoch.includes('.contact.') ? 'notice' : 'resident';
    const items = leased.map((slot) => ({ epoch, slot }));
    for (let from = 0; from < items.length; from += 200) {
      const answer = await keeper.ask('vault-open', {
        items: items.slice(from, from + 200),
        purpose,
        approvals: ['a', 'b'],
      });
      for (const key of answer.keys) if (key) keys.push(new Uint8Array(Buffer.from(key, 'base64url')));
    }
  }
  return keys;
}

/** Tries every key on everything, with every share that anybody ever had. @returns what opened */
async function attack(taken: readonly Taken[], keys: readonly Uint8Array[], share: Uint8Array) {
  const opened = new Set<string>();
  for (const { id, sealed } of taken)
    for (const slotKey of keys)
      for (const half of [share, null])
        if (await openRecord({ recordId: id, slotKey, share: half, sealed }).catch(() => null))
          opened.add(id);
  return opened;
}

for (const server of ['embedded', 'debian-15'] as const)
  test(`T5 T9: applied, decided, destroyed: nothing in clear anywhere, and with every key that still exists nothing opens [${server}]`, async (t) => {
    const city = await cityOn(t, server);
    if (city === null) return t.skip('PostgreSQL 15 of Debian is not installed');
    const keeper = await keeperIn(t);
    let store = await city.start();
    let hall = await vaultHall(store, keeper);
    const { share } = hall;
    const picture = randomBytes(120_000);
    const application = await hall.application();
    const draft = await hall.store('draft', application, '2099-03-01', ANSWERS);
    const rewritten = Buffer.concat([ANSWERS, ANSWERS]);
    await store.write((tx) => hall.vault.rewrite(tx, draft, rewritten, share));
    await hall.store('piece', application, '2099-03-01', picture);
    await store.write((tx) => hall.vault.end(tx, { application }, 'submitted'));
    const box = await sealBox((await newBoxKeys()).publicKey, share, 'file-share');
    const ids = [
      await hall.store('papers', application, '2099-03-01', Buffer.concat([ANSWERS, picture])),
      await hall.store('card', application, '2099-03-01', ANSWERS),
      await hall.store('contact', application, '2099-03-01', Buffer.from(NAME)),
      await hall.store('review-box', application, '2099-03-01', box),
    ];
    await hall.vault.finish();
    const stays = await hall.application();
    const other = await hall.store('card', stays, '2099-03-01', ANSWERS);

    // Somebody copies everything that lies outside the root's cell: by a base backup, or with the service at rest.
    const backup = join(city.folder, 'backup');
    await mkdir(backup);
    const blobs = join(keeper.folder, 'blobs');
    await cp(blobs, join(backup, 'blobs'), { recursive: true });
    await cp(join(keeper.folder, 'vault'), join(backup, 'vault'), { recursive: true });
    const taken = await take(store, blobs);
    if (server === 'debian-15') await city.baseBackup(join(backup, 'database'));
    else {
      await city.stop();
      await city.copyTo(join(backup, 'database'));
      store = await city.start();
      hall = await vaultHall(store, keeper);
    }
    const before = await attack(taken, await everyKey(hall), share);
    assert.deepEqual([...before].sort(), [...ids, other].sort(), 'today all of it opens: the attack is one');

    await store.write((tx) =>
      hall.vault.end(tx, { application, kinds: ['papers', 'review-box'] }, 'decided'),
    );
    await store.write((tx) => hall.vault.end(tx, { application }, 'handed-over'));
    assert.equal((await hall.vault.finish()).destroyed, 4);

    const after = await attack([...taken, ...(await take(store, blobs))], await everyKey(hall), share);
    assert.deepEqual(
      [...after],
      [other],
      'with every key that still exists: what was not destroyed, and nothing else',
    );

    // The copied tables and roots, beside the cell as it is now.
    const folder = join(city.folder, 'old');
    await mkdir(folder, { mode: 0o700 });
    await cp(join(backup, 'vault'), join(folder, 'vault'), { recursive: true });
    await cp(join(keeper.folder, 'vault.cell'), join(folder, 'vault.cell'));
    const old = await startKeeper({ folder, issuer: 'http://localhost:8080', practice: true });
    t.after(() => old.stop());
    const revived = connectKeeper(join(folder, 'keeper.sock'));
    await assert.rejects(
      revived.ask('vault-leased', {}),
      (error) => Object(error).code === 'vault-root-missing',
    );

    await city.stop();
    await keeper.stop();
    const log = join(city.folder, 'log');
    await writeFile(log, JSON.stringify(hall.events));
    const markers = [
      textMarker('name', NAME),
      textMarker('born', BORN),
      ...pictureMarkers('picture', picture),
    ];
    assert.deepEqual(await scanForResidue([city.folder, keeper.folder], markers), []);
    await writeFile(log, ANSWERS);
    assert.ok((await scanForResidue([city.folder], markers)).length > 0, 'the scan sees what is there');
  });

test('T5: a receipt and a log say that something ended, and of whom nothing', async (t) => {
  const city = await cityOn(t, 'embedded');
  assert.ok(city);
  const store = await city.start();
  const hall = await vaultHall(store, await keeperIn(t));
  const application = await hall.application();
  const id = await hall.store('papers', application, '2099-03-01', ANSWERS);
  const [row] = await store.read.selectFrom('vault_records').selectAll().execute();
  await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
  await hall.vault.finish();
  const receipts = JSON.stringify(await store.read.selectFrom('disposal_receipts').selectAll().execute());
  for (const trace of [application, id, row?.epoch ?? randomUUID()])
    assert.ok(!receipts.includes(trace) && !JSON.stringify(hall.events).includes(trace));
});
