import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { addDays, type Program, plainDateIn } from '@commonkey/program';
import { alteredRows } from '../../audit/altered.ts';
import type { Context } from '../../context.ts';
import { placeHold } from '../../holds/holding.ts';
import { over } from '../../holds/testing/scope.ts';
import { sequenceLedger } from '../../ledger/sequence.ts';
import { certificateOf } from '../../records/certificates.ts';
import { draftCertificate } from '../../records/draft.ts';
import { fileCertificate, receiveCopy, stateDestroyed } from '../../records/life.ts';
import { APPROVAL, COMMISSION } from '../../records/testing/hall.ts';
import { type DatabaseAddress, openPool } from '../../store/connect.ts';
import { openStore, type Store } from '../../store/store.ts';
import { cityDay } from '../../testing/city-day.ts';
import { testContext } from '../../testing/context.ts';
import { forEachServer } from '../../testing/database.ts';
import { folderBlobs } from '../../vault/blobs/folder.ts';
import { keeperIn, onlineCity } from '../../vault/testing/hall.ts';
import { replay } from '../replay.ts';
import { restoreBackup } from '../restore.ts';
import { emptyDatabase } from '../testing/empty-database.ts';
import { writeBackup } from '../write.ts';
import { keepOutside } from './keep.ts';

const CARDS = 'card-register';
const DAY = 86_400_000;

/** A city whose law wants a certificate for the register of cards, which no key seals. */
async function rules(): Promise<Program> {
  const city = await onlineCity();
  const certificate = { daysBefore: 30, authority: 'Local Records Commission', commission: COMMISSION };
  return {
    ...city,
    series: city.series.map((one) =>
      one.id === CARDS ? { ...one, approval: { ...APPROVAL, item: '9' }, certificate } : one,
    ),
  };
}

async function city(store: Store, address: DatabaseAddress, t: TestContext) {
  const keeper = await keeperIn(t);
  const dataFolder = await mkdtemp(join(tmpdir(), 'ck-outside-'));
  t.after(() => rm(dataFolder, { recursive: true, force: true }));
  const blobs = folderBlobs(join(dataFolder, 'blobs'));
  const start = Date.now() - 60 * DAY;
  const base = testContext(store, { program: await rules(), time: new Date(start) });
  const config = { ...base.config, dataFolder, keeperSocket: keeper.socket };
  let context: Context = { ...base, config };
  let hours = -4;
  const by = randomUUID();
  const day = (from: number) =>
    addDays(plainDateIn(base.program.program.city.timeZone, new Date(start)), from);
  const parts = { config, blobs, clock: context.clock };
  await store.write((tx) =>
    tx
      .insertInto('status_lists')
      .values({ list: 1, size: 131_072, withheld: new Uint8Array(16_384), spent: new Uint8Array(16_384) })
      .execute(),
  );
  return {
    day,
    events: base.events,
    now: () => context,
    /** So many days after the beginning. */
    pass: (days: number) => base.setTime(new Date(start + days * DAY)),
    async cards(count: number, ends_on: string) {
      const places = await context.store.read.selectFrom('cards').select('place').execute();
      await context.store.write((tx) =>
        tx
          .insertInto('cards')
          .values(
            Array.from({ length: count }, (_, i) => ({
              serial: String(randomBytes(6).readUIntBE(0, 6) + 100_000_000_000).slice(0, 12),
              list: 1,
              place: places.length + i,
              issue_month: '2025-01',
              status: 'current' as const,
              policy_version: '1.0',
              ends_on,
            })),
          )
          .execute(),
      );
    },
    /** Drafted for what is due by a day, filed, and its approved copy back, today. */
    async certificate(through: string): Promise<string> {
      const { store: of } = context;
      const id = await draftCertificate(context, of, { series: CARDS, through }, by);
      const today = cityDay(context);
      await fileCertificate(context, of, { id, disposalOn: addDays(today, 31) }, by);
      const paper = await certificateOf(of.read, id);
      const copy = { id, series: paper.series, item: paper.item_no, volume: paper.volume, approvedOn: today };
      await receiveCopy(
        context,
        of,
        { ...copy, number: id, from: paper.due_from, through: paper.due_through },
        by,
      );
      return id;
    },
    destroyed: (id: string) => stateDestroyed(context, context.store, id, by),
    async sweep() {
      await context.holds.sweep(context.store);
      await keepOutside(context);
    },
    /** A full hour of the ledger, which has the keys' clock. */
    async hour() {
      hours += 1;
      const at = Math.floor(Date.now() / 3_600_000) * 3_600_000 + hours * 3_600_000;
      await sequenceLedger({ ...context, clock: { ...context.clock, now: () => new Date(at) } });
    },
    backup: async () =>
      void (await writeBackup({ ...parts, issuer: config.issuer, address }, join(dataFolder, 'copy'))),
    /** @param before what is done to the copy before the replay */
    async restore(before: (copy: Context) => Promise<void> = async () => {}) {
      const empty = await emptyDatabase(address);
      const copy = openStore(empty.address, { read: 2, write: 2 });
      t.after(async () => {
        await copy.close();
        await empty.drop();
      });
      await restoreBackup({ ...parts, address: empty.address }, join(dataFolder, 'copy'));
      context = { ...context, store: copy };
      await before(context);
      return replay(context);
    },
    async standing() {
      const { read } = context.store;
      const receipts = await read.selectFrom('disposal_receipts').select(['count', 'authority']).execute();
      const sum = (restored: boolean) =>
        receipts
          .filter(({ authority }) => (authority === 'restored') === restored)
          .reduce((total, { count }) => total + count, 0);
      const left = await read.selectFrom('cards').select('serial').execute();
      return { left: left.length, once: sum(false), again: sum(true) };
    },
  };
}

forEachServer('an old copy of the database', (test) => {
  for (const later of [true, false])
    test(`I8 I12: what ended under a certificate filed after the backup ends again, on its one receipt${later ? '' : ', within one hour of the ledger'}`, async ({
      store,
      address,
    }, t) => {
      const home = await city(store, address, t);
      await home.cards(3, home.day(5));
      await home.cards(2, home.day(300));
      await home.sweep();
      await home.hour();
      await home.backup();
      const id = await home.certificate(home.day(10));
      home.pass(40);
      await home.sweep();
      assert.deepEqual(await home.standing(), { left: 2, once: 3, again: 0 });
      if (later) await home.hour();
      const done = await home.restore();
      assert.ok(done);
      assert.deepEqual(
        { ...done, leaves: done.leaves > 0 },
        {
          leaves: later,
          lists: 0,
          numbers: 0,
          withdrawn: 0,
          rows: 6,
          lost: 0,
          again: 3,
          kept: 0,
          unproven: 0,
        },
      );
      assert.deepEqual(await home.standing(), { left: 2, once: 3, again: 3 });
      assert.equal(await replay(home.now()), null, 'once');
      await home.sweep();
      assert.deepEqual(
        await home.standing(),
        { left: 2, once: 3, again: 3 },
        'nothing waits, nothing is said twice',
      );
      const paper = await certificateOf(home.now().store.read, id);
      assert.deepEqual([paper.state, paper.volume], ['received', 3]);
      await home.destroyed(id);
      assert.equal((await certificateOf(home.now().store.read, id)).steps.at(-1)?.destroyed, 3);
      await home.hour();
      assert.deepEqual([...(await alteredRows(home.now().store))], [], 'every row opens its leaf');
      const said = home.events.some((event) => event.event === 'fault' && event.code === 'lost-within-hour');
      assert.equal(said, !later);
    });

  test('T6: what a certificate listed and had not destroyed is listed by it again, and by nothing else', async ({
    store,
    address,
  }, t) => {
    const home = await city(store, address, t);
    await home.cards(3, home.day(5));
    await home.cards(2, home.day(300));
    await home.sweep();
    await home.backup();
    const id = await home.certificate(home.day(10));
    await home.sweep();
    assert.equal((await home.restore())?.again, 0);
    const listed = await home
      .now()
      .store.read.selectFrom('cards')
      .select(['ends_on', 'disposal_certificate'])
      .orderBy('ends_on')
      .execute();
    assert.deepEqual(
      listed.map((row) => row.disposal_certificate),
      [id, id, id, null, null],
    );
    home.pass(40);
    await home.sweep();
    assert.deepEqual(await home.standing(), { left: 2, once: 3, again: 0 });
    await home.destroyed(id);
  });

  test('T6 I12: an old copy loses nothing that lived: not what is held, not what came since what is known', async ({
    store,
    address,
  }, t) => {
    const home = await city(store, address, t);
    await home.cards(3, home.day(5));
    await home.sweep();
    await home.certificate(home.day(10));
    home.pass(40);
    await home.sweep();
    // Stored after what is kept outside was written: nothing tells that they live.
    await home.cards(4, home.day(300));
    await home.backup();
    assert.deepEqual(
      { ...(await home.restore()) },
      { leaves: 0, lists: 0, numbers: 0, withdrawn: 0, rows: 0, lost: 0, again: 0, kept: 0, unproven: 0 },
    );
    assert.deepEqual(await home.standing(), { left: 4, once: 3, again: 0 });
  });

  test('I12: nothing is written over by an old copy that has not been looked after yet', async ({
    store,
    address,
  }, t) => {
    const home = await city(store, address, t);
    await home.cards(3, home.day(5));
    await home.sweep();
    await home.backup();
    await home.certificate(home.day(10));
    home.pass(40);
    await home.sweep();
    const done = await home.restore(async (copy) => {
      assert.equal(await keepOutside(copy), false);
    });
    assert.equal(done?.again, 3);
  });

  test('T6: what a hold takes stays, though it had ended before, and is not counted', async ({
    store,
    address,
  }, t) => {
    const home = await city(store, address, t);
    await home.cards(3, home.day(5));
    await home.backup();
    await home.certificate(home.day(10));
    home.pass(40);
    await home.sweep();
    // As one comes back that the key process keeps, before anything else.
    const done = await home.restore(async ({ store: copy, clock, random }) => {
      await placeHold(copy, over(CARDS), randomUUID(), { clock, random });
    });
    assert.deepEqual([done?.again, done?.kept, done?.unproven], [0, 3, 0]);
    assert.deepEqual(await home.standing(), { left: 3, once: 3, again: 0 });
  });

  test('T6: more rows than receipts account for end by nothing that is kept outside', async ({
    store,
    address,
  }, t) => {
    const home = await city(store, address, t);
    await home.cards(3, home.day(5));
    await home.backup();
    await home.certificate(home.day(10));
    home.pass(40);
    // One of them went by other hands than the destroyer's.
    const pool = openPool(address, { max: 1, readOnly: false });
    await pool.query('delete from cards where ctid = (select max(ctid) from cards)');
    await pool.end();
    await home.sweep();
    const done = await home.restore();
    assert.deepEqual([done?.again, done?.unproven], [0, 3]);
    assert.equal((await home.standing()).left, 3);
    assert.ok(home.events.some((event) => event.event === 'fault' && event.code === 'restored-unproven'));
  });
});
