import assert from 'node:assert/strict';
import { isSerial } from '@commonkey/credential';
import { type SignedStatement, signStatement } from '@commonkey/shift';
import { sql } from 'kysely';
import { settleRegister } from '../store/settle.ts';
import { forEachServer } from '../testing/database.ts';
import { agesKey } from './ages-key.ts';
import { closeShift } from './close-shift.ts';
import { countedShifts } from './counted-shifts.ts';
import { certificateDays } from './days.ts';
import { addLibraryNumbers, checkDigit, freeLibraryNumbers } from './library-numbers.ts';
import { openShift } from './open-shift.ts';
import { closedShifts, openShifts } from './shifts.ts';
import { city, code, servedProgram } from './testing/city.ts';
import { newDesk, workShift } from './testing/shift.ts';

forEachServer('shifts', (test) => {
  test('a shift is offered a certificate, random serials, places and library numbers, no two alike', async (db) => {
    const { open, store } = await city(db);
    const [a, b] = [await open(), await open()];
    const serials = [...a.offer.places, ...b.offer.places].map((place) => place.serial);
    assert.equal(new Set(serials).size, 16);
    assert.ok(serials.every(isSerial));
    const places = [...a.offer.places, ...b.offer.places].map((place) => `${place.uri} ${place.index}`);
    assert.equal(new Set(places).size, 16);
    assert.equal(new Set([...a.offer.barcodes, ...b.offer.barcodes]).size, 16);
    assert.match(a.offer.shift, /^[0-9a-f]{32}$/);
    assert.equal((await openShifts(store.read, new Date())).length, 2);
  });

  test('ages that a statement tells stand in the shift’s counts and in what the ledger committed to', async (db) => {
    const { open, context, store } = await city(db);
    const ages = { from: [14, 18, 65], cards: [40, 25, 290, 45] };
    const [told, other] = [await open(), await open()];
    await closeShift(context, (await workShift(told.offer, told.desk, { print: 6, ages })).signed);
    const [shift] = await countedShifts(store.read);
    assert.deepEqual(shift?.as === 'counted' && shift.ages, ages);
    const foreign = { from: [21], cards: [30, 300] };
    await closeShift(context, (await workShift(other.offer, other.desk, { print: 5, ages: foreign })).signed);
    const counted = await countedShifts(store.read);
    assert.deepEqual(
      counted.map((one) => one.as === 'counted' && one.ages).sort(),
      [ages, null].sort(),
      'of bands that the city does not count nothing is kept',
    );
    const small = await open();
    const { signed } = await workShift(small.offer, small.desk, { print: 6 });
    const text = JSON.stringify({
      ...JSON.parse(signed.statement),
      ages: { from: [14, 18, 65], cards: [40, 3, 290, 45] },
    });
    const again = { statement: text, signature: signed.signature };
    await assert.rejects(closeShift(context, again), code('statement-refused'));
  });

  test('desks of one quarter get one key for ages that they carry on, those of the next another', async (db) => {
    const { open, context } = await city(db);
    const keys = [(await open()).offer.agesKey, (await open()).offer.agesKey];
    assert.match(keys[0] ?? '', /^[0-9a-f]{64}$/);
    assert.equal(keys[0], keys[1]);
    const later = new Date(Date.now() + 100 * 86_400_000);
    assert.notEqual(agesKey(context, later), keys[0]);
    const none = await city(db, (program) => {
      const { countAges: _, ...desk } = program.desk;
      return { ...program, desk };
    });
    assert.equal((await none.open()).offer.agesKey, undefined);
  });

  test('a desk key opens one shift, ever', async (db) => {
    const { context, staffId, open } = await city(db);
    const { desk } = await open();
    const again = openShift(context, staffId, { publicJwk: desk.publicJwk, cards: 2, hours: 2 });
    await assert.rejects(again, code('desk-key-used'));
  });

  test('a shift beyond the program’s limits is refused and reserves nothing', async (db) => {
    const { open, store } = await city(db);
    await assert.rejects(open(301), code('shift-too-large'));
    await assert.rejects(open(8, 11), code('shift-too-long'));
    assert.deepEqual(await store.read.selectFrom('shift_serials').selectAll().execute(), []);
    assert.deepEqual(await store.read.selectFrom('desk_keys').selectAll().execute(), []);
  });

  test('a closed shift leaves rows without desk, day or order, and the tie is gone', async (db) => {
    const { open, context, store } = await city(db);
    const { offer, desk } = await open(40);
    const { signed, printed } = await workShift(offer, desk, { print: 36, spoil: true, void: true });
    const { acknowledged } = await closeShift(context, signed);
    assert.match(acknowledged, /^[0-9a-f]{64}$/);
    assert.deepEqual(await store.read.selectFrom('shift_serials').selectAll().execute(), []);
    assert.deepEqual(
      await store.read.selectFrom('library_numbers').selectAll().where('shift', 'is not', null).execute(),
      [],
    );
    const rows = await store.read.selectFrom('cards').select(['serial', 'ends_on']).execute();
    assert.deepEqual(rows.map((row) => row.serial).sort(), [...printed].sort());
    assert.notDeepEqual(
      rows.map((row) => row.serial),
      printed,
      'in the order of the desk',
    );
    assert.notDeepEqual(
      rows.map((row) => row.serial),
      [...printed].sort(),
      'in the order of the statement',
    );
    const [shift] = await store.read.selectFrom('desk_shifts').selectAll().execute();
    for (const column of [
      'opened_by',
      'kid',
      'public_x',
      'certificate',
      'window_from',
      'window_until',
    ] as const)
      assert.equal(shift?.[column], null, column);
    const key = await store.read.selectFrom('desk_keys').selectAll().executeTakeFirstOrThrow();
    for (const value of [key.kid, Buffer.from(key.salt ?? []).toString('hex')])
      assert.ok(!JSON.stringify(shift).includes(value), 'what a card bears leads to its shift');
    assert.ok(!JSON.stringify(shift).includes(printed[0] ?? 'none'));
    assert.equal((await closedShifts(store.read))[0]?.counts.cards, 36);
    const used = await store.read
      .selectFrom('library_numbers')
      .where('used', '=', true)
      .selectAll()
      .execute();
    assert.equal(used.length, 36);
  });

  test('after a night the register’s own files no longer tell which cards closed together', async (db) => {
    const { open, context, store } = await city(db);
    for (const print of [6, 7]) {
      const { offer, desk } = await open();
      await closeShift(context, (await workShift(offer, desk, { print })).signed);
    }
    const physical = () =>
      store.read
        .selectFrom('cards')
        .select(['serial', sql<string>`xmin::text`.as('transaction')])
        .orderBy(sql`ctid`)
        .execute();
    const closings = new Set((await physical()).map((row) => row.transaction));
    assert.equal(closings.size, 2, 'two closings, told apart before');
    await store.write(settleRegister);
    const rows = await physical();
    assert.equal(rows.length, 13);
    assert.equal(new Set(rows.map((row) => row.transaction)).size, 1);
    const serials = rows.map((row) => row.serial);
    assert.deepEqual(serials, [...serials].sort(), 'laid out by random number');
  });

  test('F-07: the same statement again gets the first acknowledgement; another one is refused', async (db) => {
    const { open, context, store } = await city(db);
    const { offer, desk } = await open();
    const { signed } = await workShift(offer, desk, { print: 3 });
    const first = await closeShift(context, signed);
    const state = async () => ({
      cards: await store.read.selectFrom('cards').selectAll().orderBy('serial').execute(),
      shifts: await store.read.selectFrom('desk_shifts').selectAll().execute(),
      leaves: await store.read.selectFrom('ledger_unsequenced').selectAll().orderBy('commitment').execute(),
    });
    const before = await state();
    assert.deepEqual(await closeShift(context, signed), first);
    assert.deepEqual(await state(), before);
    const { signed: other } = await workShift(offer, desk, { print: 2 });
    await assert.rejects(closeShift(context, other), code('shift-closed-otherwise'));
    assert.deepEqual(await state(), before);
  });

  test('two requests at once close a shift once', async (db) => {
    const { open, context, store } = await city(db);
    const { offer, desk } = await open();
    const { signed } = await workShift(offer, desk, { print: 5 });
    const [a, b] = await Promise.all([closeShift(context, signed), closeShift(context, signed)]);
    assert.deepEqual(a, b);
    assert.equal((await store.read.selectFrom('cards').selectAll().execute()).length, 5);
  });

  test('a forged, altered, foreign or overdrawn statement changes nothing', async (db) => {
    const { open, context, store } = await city(db);
    const { offer, desk } = await open();
    const { offer: otherOffer, desk: otherDesk } = await open();
    const { signed } = await workShift(offer, desk, { print: 3 });
    const parsed = JSON.parse(signed.statement);
    const resign = (change: object): Promise<SignedStatement> =>
      signStatement({ ...parsed, ...change }, desk);
    const stranger = await newDesk();
    await assert.rejects(
      closeShift(context, await signStatement(parsed, stranger)),
      code('statement-signature-wrong'),
    );
    await assert.rejects(
      closeShift(context, { ...signed, statement: signed.statement.replace('"refused":0', '"refused":1') }),
      code('statement-signature-wrong'),
    );
    await assert.rejects(closeShift(context, await resign({ unused: [] })), code('statement-refused'));
    const extended = signed.statement.replace('"v":1,', '"v":1,"note":"x",');
    await assert.rejects(closeShift(context, { ...signed, statement: extended }), code('statement-refused'));
    await assert.rejects(closeShift(context, await resign({ shift: 'f'.repeat(32) })), code('shift-unknown'));
    await assert.rejects(
      closeShift(context, await resign({ shift: otherOffer.shift })),
      code('statement-signature-wrong'),
    );
    const { signed: more } = await workShift({ ...otherOffer, places: offer.places }, otherDesk, {
      print: 2,
    });
    await assert.rejects(closeShift(context, more), code('statement-refused'));
    assert.deepEqual(await store.read.selectFrom('cards').selectAll().execute(), []);
    assert.equal((await openShifts(store.read, new Date())).length, 2);
  });

  test('library numbers: check digits of the vectors, ranges of the library’s prefix only, none given twice', async (db) => {
    const { context, store } = await city(db);
    assert.equal(checkDigit('3023400051786'), 1);
    assert.equal(checkDigit('3319100010586'), 4);
    assert.equal(checkDigit('5819800094399'), 6);
    const prefix = servedProgram().program.card.benefits.library?.prefix ?? '';
    const first = `${prefix}00000000`.slice(0, 13);
    const add = (from: string, count: number) =>
      store.write((tx) => addLibraryNumbers(context, tx, from, count));
    assert.equal(await add(first, 20), 20);
    assert.equal(await add(first, 25), 5);
    assert.equal(await freeLibraryNumbers(store.read), 25);
    await assert.rejects(add('9000000000000', 5), code('library-numbers-refused'));
    await assert.rejects(add(first, 0), code('library-numbers-refused'));
  });

  test('a certificate covers the city’s day and UTC’s, both ends of a night shift', async () => {
    const evening = new Date('2026-03-03T03:00:00Z');
    assert.deepEqual(certificateDays('America/Chicago', evening, new Date('2026-03-03T07:00:00Z')), {
      from: '2026-03-02',
      until: '2026-03-03',
    });
  });
});
