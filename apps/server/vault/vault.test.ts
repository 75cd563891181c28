import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openRecord } from '@commonkey/vault';
import { isFault } from '@commonkey/words';
import { askRelease, confirmHold, releaseHold } from '../holds/holding.ts';
import { certifyAll } from '../holds/testing/certify.ts';
import type { Store } from '../store/store.ts';
import { forEachServer } from '../testing/database.ts';
import { keeperIn, random, type VaultHall, vaultHall } from './testing/hall.ts';

const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
const PICTURE = Buffer.alloc(60_000, 'picture ');
const NOBODY = { destroyed: 0, held: 0, awaiting: 0, pending: 0 };

const receipts = async (store: Store) =>
  (await store.read.selectFrom('disposal_receipts').selectAll().orderBy('series').execute()).map(
    ({ series, count, authority }) => `${series} ${count} ${authority}`,
  );
const rows = (store: Store) => store.read.selectFrom('vault_records').selectAll().orderBy('id').execute();
const alive = async (hall: VaultHall, items: readonly { epoch: string; slot: number }[]) =>
  (await hall.parts.keeper.ask('vault-alive', { items: items.map(({ epoch, slot }) => ({ epoch, slot })) }))
    .alive;
async function release(store: Store, id: string, { parts }: VaultHall): Promise<void> {
  await store.write((tx) => askRelease(tx, id, randomUUID()));
  await store.write((tx) => releaseHold(tx, id, randomUUID(), parts));
}

forEachServer('vault', (test) => {
  test('what is sealed opens with its share and no other, small or large', async ({ store }, t) => {
    const hall = await vaultHall(store, await keeperIn(t));
    const application = await hall.application();
    const ids = [
      await hall.store('draft', application, '2099-03-01'),
      await hall.store('piece', application, '2099-03-01', PICTURE),
    ];
    const [draft, piece] = await hall.vault.open(store.read, ids, hall.share);
    assert.equal(Buffer.from(draft ?? []).toString(), '{"name":"Zofia"}');
    assert.deepEqual(Buffer.from(piece ?? []), PICTURE);
    await assert.rejects(hall.vault.open(store.read, ids, random(32)), coded('record-unopenable'));
    await assert.rejects(hall.vault.open(store.read, ids, null), coded('record-unopenable'));
    await assert.rejects(hall.vault.open(store.read, [randomUUID()], hall.share), coded('record-gone'));
    const found = await rows(store);
    assert.deepEqual(
      found.map((row) => row.blob !== null).sort(),
      [false, true],
      'the large one lies outside the database',
    );
    assert.ok(
      found.every(({ series }) => series === 'portal-draft'),
      'a piece ends as its draft does',
    );
  });

  test('a draft is written anew under its own slot', async ({ store }, t) => {
    const hall = await vaultHall(store, await keeperIn(t));
    const id = await hall.store('draft', await hall.application(), '2099-03-01');
    const [before] = await rows(store);
    for (const plain of [Buffer.from('second'), PICTURE, Buffer.from('fourth')]) {
      await store.write((tx) => hall.vault.rewrite(tx, id, plain, hall.share));
      const [opened] = await hall.vault.open(store.read, [id], hall.share);
      assert.deepEqual(Buffer.from(opened ?? []), plain);
    }
    const [after] = await rows(store);
    assert.deepEqual([after?.epoch, after?.slot], [before?.epoch, before?.slot]);
  });

  test('staff get ciphertext and the keeper’s half, and the browser’s half opens it', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t));
    const application = await hall.application();
    await hall.store('papers', application, '2099-03-01', PICTURE);
    await hall.store('card', application, '2099-03-01');
    const which = { application, kinds: ['papers'] } as const;
    const ask = (approvals: string[]) =>
      hall.vault.release(store.read, which, { purpose: 'review', approvals });
    await assert.rejects(ask([]), coded('vault-approval-missing'));
    const [one, ...others] = await ask([randomUUID()]);
    assert.ok(one);
    assert.deepEqual([others.length, one.kind], [0, 'papers']);
    const opened = await openRecord({ ...one, recordId: one.id, share: hall.share });
    assert.deepEqual(Buffer.from(opened), PICTURE);
  });

  test('T5 I8: an end makes it unreadable at once; then key, bytes and row go, with one receipt a series', async ({
    store,
  }, t) => {
    const keeper = await keeperIn(t);
    const hall = await vaultHall(store, keeper);
    const [application, other] = [await hall.application(), await hall.application()];
    const ids = [
      await hall.store('papers', application, '2099-03-01', PICTURE),
      await hall.store('card', application, '2099-03-01'),
      await hall.store('contact', application, '2099-03-01'),
    ];
    const spared = await hall.store('card', other, '2099-03-01');
    const before = (await rows(store)).filter(({ id }) => id !== spared);
    const ended = await store.write((tx) => hall.vault.end(tx, { application }, 'withdrawn'));
    assert.deepEqual(ended, { destroyed: 3, held: 0, awaiting: 0 });
    await assert.rejects(hall.vault.open(store.read, ids.slice(0, 1), hall.share), coded('record-gone'));
    assert.deepEqual(
      await hall.vault.release(store.read, { application }, { purpose: 'review', approvals: ['a'] }),
      [],
    );
    assert.ok((await hall.vault.heads(store.read, application)).every((head) => head.ending));
    assert.deepEqual(await alive(hall, before), [true, true, true], 'it can still be taken back');
    assert.deepEqual(await hall.vault.finish({ application }), { ...NOBODY, destroyed: 3 });
    assert.deepEqual(await hall.vault.finish({ application }), NOBODY, 'a second time changes nothing');
    assert.deepEqual(await receipts(store), [
      'portal-card 1 withdrawn',
      'portal-contact 1 withdrawn',
      'portal-papers 1 withdrawn',
    ]);
    assert.deepEqual(await alive(hall, before), [false, false, false]);
    assert.deepEqual(
      (await rows(store)).map(({ id }) => id),
      [spared],
    );
    for (const shelf of await readdir(join(keeper.folder, 'blobs')))
      assert.deepEqual(await readdir(join(keeper.folder, 'blobs', shelf)), []);
    assert.equal((await hall.vault.open(store.read, [spared], hall.share)).length, 1);
  });

  test('T4 T6: a record ends on its day where the city is, not before; events only bring the day nearer', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-01T18:00:00Z' });
    const application = await hall.application();
    const id = await hall.store('papers', application, '2026-03-20');
    await store.write((tx) => hall.vault.bringNearer(tx, { application }, '2026-03-10'));
    await store.write((tx) => hall.vault.bringNearer(tx, { application }, '2026-03-15'));
    assert.deepEqual(await hall.vault.heads(store.read, application), [
      { id, kind: 'papers', endsOn: '2026-03-10', ending: false },
    ]);
    // Chicago: the tenth begins at six o'clock UTC in March (daylight time from the eighth: at five).
    hall.at('2026-03-10T04:59:00Z');
    assert.deepEqual(await hall.vault.sweep(), NOBODY);
    hall.at('2026-03-10T05:01:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1 });
    assert.deepEqual(await receipts(store), ['portal-papers 1 due']);
  });

  test('T6 I4: under hold nothing ends, by date or by event, until two people release it; then it ends', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-01T18:00:00Z' });
    const application = await hall.application();
    const id = await hall.store('papers', application, '2026-03-05');
    const later = await hall.store('papers', application, '2026-03-25');
    const hold = await hall.place('portal-papers');
    assert.deepEqual(hold.endedMeanwhile, []);
    await store.write((tx) => confirmHold(tx, hold.id, randomUUID(), hall.parts));
    hall.at('2026-03-20T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 1 });
    const ended = await store.write((tx) => hall.vault.end(tx, { application, ids: [later] }, 'withdrawn'));
    assert.deepEqual(ended, { destroyed: 0, held: 1, awaiting: 0 });
    assert.equal((await hall.vault.open(store.read, [id, later], hall.share)).length, 2);
    await release(store, hold.id, hall);
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 2 });
  });

  test('an empty list of records names none: nothing ends, nothing comes nearer, nothing is an error', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-01T18:00:00Z' });
    const application = await hall.application();
    const id = await hall.store('papers', application, '2026-03-25');
    const nothing = { destroyed: 0, held: 0, awaiting: 0 };
    for (const which of [
      { application, ids: [] },
      { application, kinds: [] },
    ]) {
      const ended = await store.write((tx) => hall.vault.end(tx, which, 'withdrawn'));
      assert.deepEqual(ended, nothing);
      await store.write((tx) => hall.vault.bringNearer(tx, which, '2026-03-02'));
      assert.deepEqual(await hall.vault.finish(which), NOBODY);
    }
    const [left] = await hall.vault.heads(store.read, application);
    assert.deepEqual([left?.id, left?.endsOn, left?.ending], [id, '2026-03-25', false]);
  });

  test('T6: what awaits a certificate stays past its day, and its month, and ends with the certificate', async ({
    store,
  }, t) => {
    const keeper = await keeperIn(t);
    const time = '2026-03-01T18:00:00Z';
    const hall = await vaultHall(store, keeper, { time, certified: ['portal-papers'] });
    const application = await hall.application();
    const id = await hall.store('papers', application, '2026-03-05');
    await hall.store('card', application, '2026-03-05');
    hall.at('2026-03-06T18:00:00Z');
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1, awaiting: 1 });
    const [before] = await rows(store);
    hall.at('2026-04-02T18:00:00Z');
    await hall.vault.sweep();
    const [carried] = await rows(store);
    assert.match(carried?.epoch ?? '', /^awaiting:/);
    assert.equal(
      (await hall.vault.open(store.read, [id], hall.share)).length,
      1,
      'it opens from its new place',
    );
    const by = randomUUID();
    await store.write((tx) =>
      certifyAll(tx, { series: 'portal-papers', dueThrough: '2026-03-31', by }, hall.parts),
    );
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1 });
    assert.ok(before && carried);
    assert.deepEqual(await alive(hall, [before, carried]), [false, false]);
    hall.ran(48 * 3_600_000);
    await hall.vault.sweep();
    const { epochs } = await hall.parts.keeper.ask('vault-status', {});
    assert.ok(!epochs.some(({ epoch }) => epoch === carried.epoch), 'the emptied table is gone');
  });

  test('T6: a hold carries over the end of a month, and slots that no row names end after it', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-01T18:00:00Z' });
    const application = await hall.application();
    const id = await hall.store('papers', application, '2026-03-05', PICTURE);
    const [first] = await rows(store);
    const hold = await hall.place(null);
    await store.write((tx) => confirmHold(tx, hold.id, randomUUID(), hall.parts));
    hall.at('2026-05-01T18:00:00Z');
    for (let i = 0; i < 3; i++) {
      assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, held: 1 });
      hall.ran(24 * 3_600_000);
    }
    const { epochs } = await hall.parts.keeper.ask('vault-status', {});
    assert.deepEqual(
      epochs.filter(({ epoch }) => epoch.startsWith('hold:')).map(({ live }) => live),
      [1],
      'what is held lies in a table of its own',
    );
    const [opened] = await hall.vault.open(store.read, [id], hall.share);
    assert.deepEqual(Buffer.from(opened ?? []), PICTURE);
    await release(store, hold.id, hall);
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 1 });
    assert.ok(first);
    assert.deepEqual(await alive(hall, [first]), [false]);
    await hall.vault.sweep();
    assert.deepEqual((await hall.parts.keeper.ask('vault-status', {})).epochs, []);
  });

  test('under a hold a contact’s key lies where notices alone may use it, before and after its month', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-01T18:00:00Z' });
    const application = await hall.application();
    await hall.store('contact', application, '2026-03-05');
    const hold = await hall.place(null);
    await store.write((tx) => confirmHold(tx, hold.id, randomUUID(), hall.parts));
    const which = { application, kinds: ['contact'] } as const;
    const asked = (purpose: 'notice' | 'order') =>
      hall.vault.release(store.read, which, { purpose, approvals: [randomUUID(), randomUUID()] });
    for (const time of ['2026-03-02T18:00:00Z', '2026-05-01T18:00:00Z']) {
      hall.at(time);
      await hall.vault.sweep();
      await assert.rejects(asked('order'), coded('vault-purpose-foreign'));
      assert.equal((await asked('notice')).length, 1);
    }
    const [row] = await rows(store);
    assert.match(row?.epoch ?? '', /^hold:/);
  });

  test('a crash between a key’s move and the row’s note of it loses nothing and keeps nothing', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-01T18:00:00Z' });
    const application = await hall.application();
    const ids = [
      await hall.store('papers', application, '2026-03-05'),
      await hall.store('papers', application, '2026-03-05'),
    ];
    const hold = await hall.place(null);
    await store.write((tx) => confirmHold(tx, hold.id, randomUUID(), hall.parts));
    const items = (await rows(store)).map(({ epoch, slot }) => ({ epoch, slot }));
    await hall.parts.keeper.ask('vault-carry', { to: 'hold:elsewhere', items });
    hall.at('2026-05-01T18:00:00Z');
    assert.equal((await hall.vault.open(store.read, ids, hall.share)).length, 2);
    await release(store, hold.id, hall);
    assert.deepEqual(await hall.vault.sweep(), { ...NOBODY, destroyed: 2 });
    assert.deepEqual(await alive(hall, items), [false, false]);
  });

  test('an application’s row ends after everything sealed under it, with its sessions', async ({
    store,
  }, t) => {
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-01T18:00:00Z' });
    const application = await hall.application('2026-03-05');
    await hall.store('papers', application, '2026-03-05');
    const ends_at = new Date('2026-03-09T00:00:00Z');
    await store.write((tx) =>
      tx
        .insertInto('portal_sessions')
        .values({
          token_hash: random(32),
          application,
          box: random(60),
          shared_device: false,
          helper: false,
          ends_at,
        })
        .execute(),
    );
    const hold = await hall.place('portal-papers');
    await store.write((tx) => confirmHold(tx, hold.id, randomUUID(), hall.parts));
    const left = async () => (await store.read.selectFrom('applications').select('id').execute()).length;
    hall.at('2026-03-06T18:00:00Z');
    await hall.vault.sweep();
    assert.equal((await hall.parts.holds.sweep(store)).applications?.destroyed, 0);
    assert.equal(await left(), 1, 'a held record keeps the row it hangs on');
    await release(store, hold.id, hall);
    await hall.vault.sweep();
    assert.equal((await hall.parts.holds.sweep(store)).applications?.destroyed, 1);
    assert.equal(await left(), 0);
    assert.ok(
      (await receipts(store)).includes('portal-application 1 due'),
      'by the city’s name of its series',
    );
  });
});
