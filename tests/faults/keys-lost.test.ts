import assert from 'node:assert/strict';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays, plainDateIn } from '@commonkey/program';
import { isFault } from '@commonkey/words';
import { drillBackup } from '../../apps/server/backup/drill.ts';
import { restoreBackup } from '../../apps/server/backup/restore.ts';
import { emptyDatabase } from '../../apps/server/backup/testing/empty-database.ts';
import { writeBackup } from '../../apps/server/backup/write.ts';
import { confirmHold } from '../../apps/server/holds/holding.ts';
import { connectKeeper } from '../../apps/server/keeper/client.ts';
import type { DatabaseAddress } from '../../apps/server/store/connect.ts';
import { openStore, type Store } from '../../apps/server/store/store.ts';
import { sureClock } from '../../apps/server/testing/clock.ts';
import { forOneServer } from '../../apps/server/testing/database.ts';
import { folderBlobs } from '../../apps/server/vault/blobs/folder.ts';
import { keeperIn, onlineCity, vaultHall } from '../../apps/server/vault/testing/hall.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
type After = { after(work: () => Promise<void>): void };
const NOBODY = { destroyed: 0, held: 0, awaiting: 0, pending: 0 };
const PICTURE = Buffer.alloc(40_000, 'picture ');

const idsIn = async (store: Store) =>
  (await store.read.selectFrom('vault_records').select('id').orderBy('id').execute()).map(({ id }) => id);
const receiptsIn = async (store: Store) =>
  (
    await store.read
      .selectFrom('disposal_receipts')
      .select(['series', 'count', 'authority'])
      .orderBy('series')
      .execute()
  ).map(({ series, count, authority }) => `${series} ${count} ${authority}`);

type Hall = Awaited<ReturnType<typeof vaultHall>>;
const cityDay = ({ parts }: Hall, from = 0) =>
  addDays(plainDateIn(parts.program.city.timeZone, parts.clock.now()), from);
const noon = (day: string) => `${day}T18:00:00.000Z`;

/** A backup, put back where nothing of the key process is. */
async function restored(hall: Hall, address: DatabaseAddress, t: After) {
  const folder = await mkdtemp(join(tmpdir(), 'ck-keys-lost-'));
  const empty = await emptyDatabase(address);
  const store = openStore(empty.address, { read: 2, write: 2 });
  t.after(async () => {
    await store.close();
    await empty.drop();
    await rm(folder, { recursive: true, force: true });
  });
  const copy = join(folder, 'backup');
  const config = { dataFolder: join(folder, 'before'), issuer: 'http://localhost:8080' };
  const { blobs } = hall.parts;
  const clock = sureClock(() => hall.parts.clock.now());
  await writeBackup({ config, issuer: config.issuer, address, blobs, clock }, copy);
  const dataFolder = join(folder, 'anew');
  const keeperFolder = join(dataFolder, 'keeper');
  await restoreBackup(
    {
      config: { ...config, dataFolder },
      address: empty.address,
      blobs: folderBlobs(join(keeperFolder, 'blobs')),
      keysLost: true,
    },
    copy,
  );
  /** What a drill says of a backup of this city, taken now. */
  const drillNow = async (keeperSocket: string) => {
    const keeper = connectKeeper(keeperSocket);
    const again = join(folder, 'again');
    const parts = { config: { ...config, dataFolder }, issuer: config.issuer, address: empty.address };
    await writeBackup({ ...parts, blobs: folderBlobs(join(keeperFolder, 'blobs')), clock }, again);
    const program = { program: await onlineCity(), files: {} };
    try {
      return await drillBackup(again, { keeper, clock, program, issuer: config.issuer });
    } finally {
      keeper.close();
    }
  };
  return { store, keeperFolder, drillNow };
}

forOneServer('keys that are lost for good', (test) => {
  test('T6 I2 I3: what is due ends with its receipt; a hold and a certificate keep their rows; nothing else ends', async ({
    store: before,
    address,
  }, t) => {
    const old = await vaultHall(before, await keeperIn(t));
    const today = cityDay(old);
    const due = await old.application();
    await old.store('papers', due, addDays(today, 1), PICTURE);
    await old.store('draft', due, addDays(today, 1));
    const card = await old.store('card', due, addDays(today, 1));
    const later = await old.store('papers', await old.application(), addDays(today, 300));
    const hold = await old.place('portal-card');
    await before.write((tx) => confirmHold(tx, hold.id, crypto.randomUUID(), old.parts));

    const { store, keeperFolder } = await restored(old, address, t);
    const keeper = await keeperIn(t, {}, keeperFolder);
    const hall = await vaultHall(store, keeper, { certified: ['portal-draft'] });
    assert.equal(
      await hall.vault.settleRestored(),
      0,
      'nobody ended them: none is said to have ended before',
    );
    assert.equal((await idsIn(store)).length, 4);
    await assert.rejects(hall.vault.open(store.read, [later], old.share), coded('vault-keys-lost'));

    hall.at(noon(addDays(today, 2)));
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1, held: 1, awaiting: 1 });
    assert.deepEqual(await receiptsIn(store), ['portal-papers 1 due']);
    assert.deepEqual(
      (await hall.vault.heads(store.read, due)).map(({ ending }) => ending),
      [false, false],
    );
    assert.deepEqual(
      hall.events.filter(({ event }) => event === 'fault'),
      [],
    );
    assert.ok((await idsIn(store)).includes(later), 'what is not due stays');

    // What had begun to end is taken back under a hold, and not given up for ended.
    await store.write((tx) => hall.vault.end(tx, { application: due, kinds: ['draft'] }, 'withdrawn'));
    const ended = await hall.application();
    const begun = await hall.store('papers', ended, addDays(today, 300));
    await store.write((tx) => hall.vault.end(tx, { application: ended }, 'withdrawn'));
    await hall.place(null);
    assert.deepEqual(await hall.vault.finish(), NOBODY);
    for (const id of [card, later, begun]) assert.ok((await idsIn(store)).includes(id));
  });

  test('T6: a row that had begun to end when its keys were lost is held by a hold that comes before it is gone', async ({
    store: before,
    address,
  }, t) => {
    const old = await vaultHall(before, await keeperIn(t));
    const application = await old.application();
    const id = await old.store('papers', application, addDays(cityDay(old), 300));
    await before.write((tx) => old.vault.end(tx, { application }, 'withdrawn'));
    const { store, keeperFolder } = await restored(old, address, t);
    const hall = await vaultHall(store, await keeperIn(t, {}, keeperFolder));
    assert.equal(await hall.vault.settleRestored(), 0);
    const hold = await hall.place('portal-papers');
    assert.deepEqual(hold.endedMeanwhile, []);
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 1 });
    assert.deepEqual(await idsIn(store), [id]);
  });

  test('what is sealed later lies in no table that a lost row names, and is of no declaration', async ({
    store: before,
    address,
  }, t) => {
    const old = await vaultHall(before, await keeperIn(t));
    const today = cityDay(old);
    const endsOn = addDays(today, 40);
    const lost = await old.store('papers', await old.application(), endsOn);
    const { store, keeperFolder, drillNow } = await restored(old, address, t);
    const keeper = await keeperIn(t, {}, keeperFolder);
    const hall = await vaultHall(store, keeper);
    assert.equal(await hall.vault.settleRestored(), 0);
    const application = await hall.application();
    const fresh = await hall.store('papers', application, endsOn);
    assert.deepEqual(
      (await drillNow(keeper.socket)).sealed,
      { open: 1, dead: 0, lost: 1 },
      'nobody destroyed it',
    );
    await store.write((tx) => hall.vault.end(tx, { application, ids: [lost] }, 'withdrawn'));
    assert.equal((await hall.vault.open(store.read, [fresh], hall.share)).length, 1);
    const rows = await store.read.selectFrom('vault_records').select(['id', 'epoch', 'age']).execute();
    const epochOf = (id: string) => rows.find((row) => row.id === id)?.epoch;
    assert.notEqual(epochOf(fresh), epochOf(lost));
    assert.equal(rows.find((row) => row.id === lost)?.age, null, 'held by every hold of its series');
    const declared = JSON.parse(await readFile(join(keeperFolder, 'keys-lost.json'), 'utf8'));
    assert.deepEqual(declared.epochs, [epochOf(lost)]);

    // Mounted by mistake later: a key process that never had the new table, under the same declaration or under none.
    for (const [days, declaring] of [true, false].entries()) {
      const bare = await keeperIn(t);
      const file = 'keys-lost.json';
      if (declaring) await copyFile(join(keeperFolder, file), join(bare.folder, file));
      const stranger = await vaultHall(store, bare);
      await assert.rejects(stranger.vault.settleRestored(), coded('vault-epoch-unknown'));
      stranger.at(noon(addDays(endsOn, 1 + days)));
      await stranger.vault.sweep();
      assert.ok((await idsIn(store)).includes(fresh), 'not declared: it stays, whatever its day');
      assert.ok(stranger.events.some((said) => 'code' in said && said.code === 'vault-epoch-unknown'));
    }
  });
});
