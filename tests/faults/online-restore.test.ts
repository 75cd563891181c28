import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { isFault } from '@commonkey/words';
import { askRelease, confirmHold } from '../../apps/server/holds/holding.ts';
import { liftHold, upholdHold } from '../../apps/server/holds/lifting.ts';
import type { Store } from '../../apps/server/store/store.ts';
import { keeperIn, random, type VaultHall, vaultHall } from '../../apps/server/vault/testing/hall.ts';
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
      ['portal-draft 1 abandoned', 'portal-application 1 abandoned', 'portal-papers 2 restored'].sort(),
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

const NOBODY = { destroyed: 0, held: 0, awaiting: 0, pending: 0 };
const codes = ({ events }: VaultHall) =>
  events.flatMap((event) => ('code' in event && event.code ? [event.code] : []));
const holdsIn = (store: Store) =>
  store.read.selectFrom('legal_holds').selectAll().orderBy('placed_at').execute();
const placing = ({ parts, vault }: VaultHall) => ({ ...parts, inFlight: vault.inFlight });
const statusOf = async ({ parts }: VaultHall) => (await parts.keeper.ask('vault-status', {})).holds;
async function lift(store: Store, hall: VaultHall, id: string): Promise<void> {
  await store.write((tx) => askRelease(tx, id, randomUUID()));
  await liftHold(store, id, randomUUID(), placing(hall));
}
async function recordOf(store: Store, application: string) {
  const rows = await store.read
    .selectFrom('vault_records')
    .select(['id', 'epoch', 'slot'])
    .where('application', '=', application)
    .execute();
  return { ids: rows.map(({ id }) => id), places: rows.map(({ epoch, slot }) => ({ epoch, slot })) };
}

for (const server of ['embedded', 'debian-15'] as const)
  test(`F-17 I12 T6: a hold placed after the backup holds in the old copy, before anything ends in it [${server}]`, async (t) => {
    const city = await cityOn(t, server);
    if (city === null) return t.skip('PostgreSQL 15 of Debian is not installed');
    const keeper = await keeperIn(t);
    let store = await city.start();
    let hall = await vaultHall(store, keeper);
    const { share } = hall;
    const [one, other] = [await hall.application(), await hall.application()];
    await hall.store('papers', one, '2099-03-01', PICTURE);
    await hall.store('papers', other, '2099-03-01');
    const draft = await hall.application();
    await hall.store('draft', draft, '2099-03-01');
    const { ids, places } = await recordOf(store, one);
    await city.stop();
    const copy = join(city.folder, 'old-database');
    await city.copyTo(copy);

    store = await city.start();
    hall = await vaultHall(store, keeper);
    const { id } = await hall.place('portal-papers');
    await upholdHold(store, id, randomUUID(), placing(hall));
    const placed = await holdsIn(store);
    const late = await hall.application();
    await hall.store('papers', late, '2099-03-01', PICTURE);
    const lateRecord = await recordOf(store, late);
    await city.stop();

    await city.putBack(copy);
    store = await city.start();
    hall = await vaultHall(store, keeper);
    const alive = async (items: typeof places) =>
      (await hall.parts.keeper.ask('vault-alive', { items })).alive;
    assert.deepEqual(await holdsIn(store), [], 'the old copy has forgotten it');
    // Even a service that asks nobody first cannot end the key.
    const ended = await store.write((tx) => hall.vault.end(tx, { application: one }, 'withdrawn'));
    assert.equal(ended.destroyed, 1, 'by what this database knows');
    await store.write((tx) => hall.vault.end(tx, { application: draft }, 'withdrawn'));
    assert.deepEqual(await hall.vault.finish(), { ...NOBODY, destroyed: 1, pending: 1 });
    assert.deepEqual(codes(hall), ['vault-held']);
    assert.deepEqual(await alive(places), [true]);

    assert.equal(await hall.vault.settleRestored(), 0);
    // The leaf of its confirmation is made once more, with a salt of this database, and one says that it was put back.
    const [back] = await holdsIn(store);
    assert.equal(back?.confirmed_salt?.length, 32);
    assert.equal(back?.put_back_salt?.length, 32);
    assert.match(back?.put_back_on ?? '', /^\d{4}-\d{2}-\d{2}$/);
    assert.ok(back?.words_lost_at, 'T12: whether it may be spoken of did not come back');
    const steps = { confirmed_salt: null, confirmed_by_salt: null, put_back_salt: null, put_back_on: null };
    const anew = { ...steps, seal: null };
    assert.deepEqual(
      [{ ...back, ...anew, words_lost_after: null, words_lost_at: null }],
      placed.map((one) => ({ ...one, ...anew })),
      'it is back as it was',
    );
    assert.deepEqual(codes(hall), ['vault-held', 'hold-put-back']);
    assert.deepEqual(await statusOf(hall), { inForce: 1, unsettled: 1 });
    assert.deepEqual(await hall.vault.finish(), { ...NOBODY, held: 1 });
    const [picture] = await hall.vault.open(store.read, ids, share);
    assert.deepEqual(Buffer.from(picture ?? []), PICTURE);
    const due = await store.write((tx) => hall.vault.end(tx, { application: other }, 'withdrawn'));
    assert.equal(due.held, 1);

    for (let run = 0; run < 2; run++) {
      assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 2 });
      hall.ran(15 * 3_600_000);
    }
    assert.deepEqual(await alive(lateRecord.places), [true], 'nor does a key that the copy does not know');
    const blobs = async () => {
      let count = 0;
      for await (const _ of hall.parts.blobs.list()) count += 1;
      return count;
    };
    assert.equal(await blobs(), 2, 'nor its bytes');
    assert.equal(codes(hall).filter((code) => code === 'hold-put-back').length, 1, 'said once');
    hall.at(new Date(hall.parts.clock.now().getTime() + 60_000).toISOString());
    await upholdHold(store, id, randomUUID(), placing(hall));
    assert.deepEqual(await statusOf(hall), { inForce: 1, unsettled: 0 }, 'somebody has looked');

    await lift(store, hall, id);
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 2 });
    assert.deepEqual(await alive([...places, ...lateRecord.places]), [false, false]);
    assert.equal(await blobs(), 0);
  });

test('F-17 I12: a hold lifted after the backup is lifted in the old copy too, by the same two people', async (t) => {
  const city = await cityOn(t, 'embedded');
  assert.ok(city);
  const keeper = await keeperIn(t);
  let store = await city.start();
  let hall = await vaultHall(store, keeper);
  const application = await hall.application();
  await hall.store('papers', application, '2099-03-01');
  const { id } = await hall.place('portal-papers');
  await upholdHold(store, id, randomUUID(), placing(hall));
  await city.stop();
  const copy = join(city.folder, 'old-database');
  await city.copyTo(copy);
  store = await city.start();
  hall = await vaultHall(store, keeper);
  await lift(store, hall, id);
  const lifted = await holdsIn(store);
  await city.stop();
  await city.putBack(copy);
  store = await city.start();
  hall = await vaultHall(store, keeper);
  assert.equal((await holdsIn(store))[0]?.released_at, null, 'in force, says the copy');
  const before = await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
  assert.equal(before.held, 1);
  await hall.vault.settleRestored();
  assert.deepEqual(codes(hall), ['hold-lifted-again'], 'not without a word');
  const unsalted = (rows: Awaited<ReturnType<typeof holdsIn>>) =>
    rows.map((one) => ({
      ...one,
      confirmed_salt: null,
      released_salt: null,
      released_by_salt: null,
      seal: null,
    }));
  assert.deepEqual(unsalted(await holdsIn(store)), unsalted(lifted));
  assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1 });
});

test('F-14 F-17 I12: while nobody says what is held, nothing ends, and nothing is lost by that', async (t) => {
  const city = await cityOn(t, 'embedded');
  assert.ok(city);
  const keeper = await keeperIn(t);
  let store = await city.start();
  let hall = await vaultHall(store, keeper);
  const application = await hall.application();
  const today = new Date().toISOString();
  const yesterday = new Date(Date.parse(today) - 86_400_000);
  await hall.store('papers', application, yesterday.toISOString().slice(0, 10));
  const { places } = await recordOf(store, application);
  const staff_id = randomUUID();
  const link = () => ({ token_hash: random(32), staff_id, ends_at: yesterday });
  await store.write(async (tx) => {
    await tx.insertInto('staff_members').values({ id: staff_id, called: 'A' }).execute();
    await tx.insertInto('staff_invites').values([link(), link()]).execute();
  });
  await city.stop();
  const copy = join(city.folder, 'old-database');
  await city.copyTo(copy);
  store = await city.start();
  hall = await vaultHall(store, keeper);
  const { id } = await hall.place(null);
  await upholdHold(store, id, randomUUID(), placing(hall));
  await city.stop();
  await city.putBack(copy);
  store = await city.start();

  const links = async () => (await store.read.selectFrom('staff_invites').selectAll().execute()).length;
  const nothingEnds = async (code: string) => {
    hall = await vaultHall(store, keeper);
    const { holds } = hall.parts;
    await assert.rejects(hall.vault.settleRestored(), coded(code));
    assert.deepEqual(await hall.vault.sweep(), NOBODY);
    await assert.rejects(holds.sweep(store), coded(code));
    const used = await store.write((tx) =>
      holds.destroy(tx, { table: 'staff_invites', where: { staff_id }, because: 'used' }),
    );
    assert.deepEqual(used, { destroyed: 0, held: 2, awaiting: 0 });
    const paper = { series: 'portal-papers', date: null, due: '2026-01-01' };
    assert.deepEqual(await holds.mayDestroy(store.read, paper), { answer: 'held' });
    assert.equal(await links(), 2);
    assert.equal((await recordOf(store, application)).ids.length, 1);
  };
  await keeper.stop();
  await nothingEnds('keeper-silent');
  const roots = join(keeper.folder, 'vault', 'roots');
  const whole = await readFile(roots);
  await writeFile(roots, whole.subarray(0, whole.length >> 1));
  await keeper.start();
  await nothingEnds('vault-root-missing');
  await keeper.stop();
  await writeFile(roots, whole);
  await keeper.start();
  hall = await vaultHall(store, keeper);
  const early = await store.write((tx) =>
    hall.parts.holds.destroy(tx, { table: 'staff_invites', where: { staff_id }, because: 'used' }),
  );
  assert.equal(early.held, 2, 'the key process knows of a hold that this database does not');
  await hall.vault.settleRestored();
  assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 1 });
  assert.equal((await hall.parts.holds.sweep(store)).staff_invites?.held, 2);
  assert.deepEqual((await hall.parts.keeper.ask('vault-alive', { items: places })).alive, [true]);
  await lift(store, hall, id);
  assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1 });
  assert.equal((await hall.parts.holds.sweep(store)).staff_invites?.destroyed, 2);
});

test('I12: a replica that was behind, and is all that is left of the keys, forgets no hold that the database knows', async (t) => {
  const city = await cityOn(t, 'embedded');
  assert.ok(city);
  const cellar = join(city.folder, 'cellar');
  const cell = { kind: 'file' as const, path: join(city.folder, 'cellar.cell') };
  const keeper = await keeperIn(t, { replicas: [{ name: 'cellar', folder: cellar, cell }] });
  const store = await city.start();
  const hall = await vaultHall(store, keeper);
  const application = await hall.application();
  await hall.store('papers', application, '2099-03-01');
  await hall.store('card', application, '2099-03-01');
  const over = await hall.place('portal-card');
  await upholdHold(store, over.id, randomUUID(), placing(hall));
  await rename(cellar, `${cellar}.away`);
  await writeFile(cellar, '');
  await keeper.start();
  const { id } = await hall.place('portal-papers');
  await upholdHold(store, id, randomUUID(), placing(hall));
  await lift(store, hall, over.id);
  await keeper.stop();
  await rm(join(keeper.folder, 'vault.cell'));
  await rm(cellar);
  await rename(`${cellar}.away`, cellar);
  await keeper.start();
  await assert.rejects(hall.vault.settleRestored(), coded('vault-root-missing'));
  await keeper.restore('cellar');
  const known = async () =>
    (await hall.parts.keeper.ask('vault-holds', {})).holds.map((one) => [one.id, one.released !== null]);
  assert.deepEqual(await known(), [[over.id, false]], 'it had not heard of what came after');
  await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
  assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1, held: 1 });
  assert.deepEqual(
    (await known()).toSorted(),
    [
      [over.id, true],
      [id, false],
    ].toSorted(),
  );
});
