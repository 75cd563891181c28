import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import {
  buildTrust,
  fromBase64url,
  getStatus,
  isSerial,
  newSlipSecret,
  readStatusList,
  signCard,
  slipHash,
  verifyCard,
} from '@commonkey/credential';
import { type RunningKeeper, startKeeper } from '@commonkey/keeper';
import { type SignedStatement, secretToWire, signStatement } from '@commonkey/shift';
import { isFault } from '@commonkey/words';
import { sql } from 'kysely';
import { publishedList, publishStatusLists, revoke } from '../cards/service.ts';
import type { ServedProgram } from '../config/program.ts';
import { keeperOf } from '../keeper/client.ts';
import { trustOf } from '../public/trust.ts';
import { settleRegister } from '../store/settle.ts';
import { testContext } from '../testing/context.ts';
import { forEachServer, type TestDatabase } from '../testing/database.ts';
import { modelCity } from '../testing/model-city.ts';
import { closeShift } from './close-shift.ts';
import { certificateDays } from './days.ts';
import { askDisposal, physicalSeries } from './disposals.ts';
import { distrustDeskKey } from './distrust.ts';
import { addLibraryNumbers, checkDigit, freeLibraryNumbers } from './library-numbers.ts';
import { openShift } from './open-shift.ts';
import { closedShifts, openShifts } from './shifts.ts';
import { newDesk, workShift } from './testing/shift.ts';

const code = (expected: string) => (error: unknown) => isFault(error) && error.code === expected;
const data = mkdtempSync(join(tmpdir(), 'ck-desks-'));
let keeper: RunningKeeper;
let program: ServedProgram;
before(async () => {
  program = await modelCity();
  keeper = await startKeeper({
    folder: join(data, 'keeper'),
    issuer: 'http://localhost:8080',
    practice: true,
    limits: { dailyQuota: 1_000_000 },
  });
});
after(async () => {
  keeperOf({ config: { keeperSocket: join(data, 'keeper', 'keeper.sock') } as never }).close();
  await keeper.stop();
  rmSync(data, { recursive: true, force: true });
});

async function city({ store }: TestDatabase) {
  const context = testContext(store, {
    env: { COMMONKEY_DATA: data },
    time: new Date(),
    program: program.program,
  });
  const staffId = crypto.randomUUID();
  await store.write((tx) =>
    tx.insertInto('staff_members').values({ id: staffId, called: 'Clerk' }).execute(),
  );
  const open = async (cards = 8, hours = 8) => {
    const desk = await newDesk();
    return { desk, offer: await openShift(context, staffId, { publicJwk: desk.publicJwk, cards, hours }) };
  };
  return { context, store, staffId, open };
}

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

  test('a desk key opens one shift, ever', async (db) => {
    const { context, staffId, open } = await city(db);
    const { desk } = await open();
    const again = openShift(context, staffId, { publicJwk: desk.publicJwk, cards: 2, hours: 2 });
    await assert.rejects(again, code('desk-key-used'));
  });

  test('no card of a desk whose key was stolen is valid, and the others are', async (db) => {
    const { context, store, open } = await city(db);
    const [stolen, sound] = [await open(), await open()];
    const cardOf = async ({ offer, desk }: typeof stolen) => {
      const [place] = offer.places;
      assert.ok(place);
      const claims = {
        issuer: offer.issuer,
        serial: place.serial,
        issued: new Date().toISOString().slice(0, 10),
        expires: null,
        status: { uri: place.uri, idx: place.index },
      };
      const certificate = fromBase64url(offer.certificate) ?? new Uint8Array();
      return signCard(claims, { desk, certificate, dialect: 'spec' });
    };
    const cards = [await cardOf(stolen), await cardOf(sound)];
    await publishStatusLists(context);
    const lists = new Map([
      [stolen.offer.places[0]?.uri ?? '', (await publishedList(context, 1)) ?? new Uint8Array()],
    ]);
    const verdicts = async () => {
      const trust = await trustOf(context);
      return Promise.all(cards.map((card) => verifyCard(card, trust, lists, new Date())));
    };
    assert.deepEqual(
      (await verdicts()).map((one) => one.verdict),
      ['valid', 'valid'],
    );
    await store.write((tx) => distrustDeskKey(context, tx, stolen.desk.kid));
    const [bad, good] = await verdicts();
    assert.equal(bad?.verdict, 'not-valid');
    assert.match(JSON.stringify(bad), /desk-key-distrusted/);
    assert.equal(good?.verdict, 'valid');
    const unknown = store.write((tx) => distrustDeskKey(context, tx, 'A'.repeat(11)));
    await assert.rejects(unknown, code('desk-key-unknown'));
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

  test('shifts arrive in any order: a card revoked elsewhere before its own desk reports is revoked', async (db) => {
    const { open, context, store } = await city(db);
    const [monday, tuesday] = [await open(), await open()];
    const secret = newSlipSecret(context.random);
    const slip = (serial: string) => slipHash(serial, secret);
    const first = await workShift(monday.offer, monday.desk, { print: 4, slip });
    const [a = '', b = '', c = ''] = first.printed;
    const second = await workShift(tuesday.offer, tuesday.desk, {
      print: 1,
      more: [
        { kind: 'revoke', serial: a, by: 'card' },
        { kind: 'revoke', serial: b, by: 'slip', secret: secretToWire(secret) },
        { kind: 'revoke', serial: c, by: 'slip', secret: secretToWire('0'.repeat(16)) },
      ],
    });
    await closeShift(context, second.signed);
    await closeShift(context, first.signed);
    const revoked = await store.read
      .selectFrom('cards')
      .select('serial')
      .where('status', '=', 'revoked')
      .execute();
    assert.deepEqual(revoked.map((row) => row.serial).sort(), [a, b].sort());
  });

  test('the status list reads revoked, spoiled and void as not valid, and the rest as valid', async (db) => {
    const { open, context, store } = await city(db);
    const { offer, desk } = await open();
    const { signed, printed, dead } = await workShift(offer, desk, { print: 4, spoil: true, void: true });
    await closeShift(context, signed);
    const [lost = '', kept = ''] = printed;
    assert.equal(await store.write((tx) => revoke(context, tx, { serial: lost, by: 'card' })), true);
    await publishStatusLists(context);
    const keys = await keeperOf(context).ask('public-keys', {});
    const trust = buildTrust({
      issuer: keys.issuer,
      updated: new Date(),
      roots: keys.roots,
      issuing: keys.issuing.map((key) => fromBase64url(key.certificate ?? '') ?? new Uint8Array()),
      desks: [],
      statusLists: [],
    });
    const token = await publishedList(context, 1);
    assert.ok(token);
    const list = await readStatusList(token, trust, new Date());
    const read = (serial: string) =>
      getStatus(list, offer.places.find((place) => place.serial === serial)?.index ?? -1);
    for (const serial of [lost, ...dead]) assert.equal(read(serial), 1);
    assert.equal(read(kept), 0);
    assert.equal(list.uri, offer.places[0]?.uri);
  });

  test('a card that was revoked, or never reported, reads not valid after its row has ended, and no place is given twice', async (db) => {
    const { open, context, store } = await city(db);
    const [worked, silent] = [await open(), await open()];
    const { signed, printed } = await workShift(worked.offer, worked.desk, { print: 2, expiryMonth: null });
    await closeShift(context, signed);
    const [lost = '', kept = ''] = printed;
    await store.write((tx) => revoke(context, tx, { serial: lost, by: 'card' }));
    const indexOf = (serial: string) =>
      worked.offer.places.find((place) => place.serial === serial)?.index ?? -1;
    const { ends_on } = await store.read.selectFrom('cards').select('ends_on').executeTakeFirstOrThrow();
    // The bits a list is signed from; the keeper's own clock signs none ten years ahead.
    const read = async () => {
      const token = await publishedList(context, 1);
      const keys = await keeperOf(context).ask('public-keys', {});
      const trust = buildTrust({
        issuer: keys.issuer,
        updated: new Date(),
        roots: keys.roots,
        issuing: keys.issuing.map((key) => fromBase64url(key.certificate ?? '') ?? new Uint8Array()),
        desks: [],
        statusLists: [],
      });
      return readStatusList(token ?? new Uint8Array(), trust, new Date());
    };
    const today = context.clock.now();
    context.setTime(new Date(`${ends_on}T23:59:00Z`));
    const swept = await context.holds.sweep(store);
    assert.equal(swept['cards']?.destroyed, 2);
    assert.equal(swept['shift_serials']?.destroyed, 8);
    assert.equal(swept['desk_shifts']?.destroyed, 2);
    context.setTime(today);
    await publishStatusLists(context);
    const list = await read();
    assert.equal(getStatus(list, indexOf(lost)), 1);
    assert.equal(getStatus(list, indexOf(kept)), 0);
    for (const { index } of silent.offer.places) assert.equal(getStatus(list, index), 1);
    const row = await store.read.selectFrom('status_lists').selectAll().executeTakeFirstOrThrow();
    const has = (bits: Uint8Array, place: number) => (((bits[place >> 3] ?? 0) >> (place & 7)) & 1) === 1;
    assert.ok(has(row.spent, indexOf(kept)), 'the place of a card without expiry is kept from others');
    assert.ok(!has(row.spent, indexOf(lost)));
    const spent = new Uint8Array(row.size / 8).fill(255, 0, 7000);
    await store.write((tx) => tx.updateTable('status_lists').set({ spent }).execute());
    const given = (await open(300)).offer.places.map((place) => place.index);
    assert.ok(
      given.every((place) => place >= 7000 * 8),
      'a spent place was given again',
    );
  });

  test('rows of a closed shift that a hold kept end without a mark on its cards', async (db) => {
    const { open, context, store, staffId } = await city(db);
    const { offer, desk } = await open();
    const { signed, printed } = await workShift(offer, desk, { print: 3 });
    const hold = {
      id: crypto.randomUUID(),
      series: ['open-shift'],
      placed_at: new Date(),
      placed_by: staffId,
      provisional_until: new Date(Date.now() + 3_600_000),
      ledger_salt: new Uint8Array(32),
    };
    await store.write((tx) => tx.insertInto('legal_holds').values(hold).execute());
    await closeShift(context, signed);
    assert.equal((await store.read.selectFrom('shift_serials').selectAll().execute()).length, 8);
    const before = await store.read.selectFrom('status_lists').selectAll().execute();
    context.setTime(new Date(Date.now() + 70 * 86_400_000));
    assert.equal((await context.holds.sweep(store))['shift_serials']?.destroyed, 8);
    assert.deepEqual(await store.read.selectFrom('status_lists').selectAll().execute(), before);
    assert.equal(printed.length, 3);
  });

  test('T4: rows of cards that never expire end at the program’s bound', async (db) => {
    const { open, context, store } = await city(db);
    const { offer, desk } = await open();
    await closeShift(context, (await workShift(offer, desk, { print: 1, expiryMonth: null })).signed);
    const [row] = await store.read.selectFrom('cards').selectAll().execute();
    const year = Number(row?.issue_month.slice(0, 4)) + 10;
    assert.equal(row?.ends_on.slice(0, 4), String(year));
  });

  test('a destruction at the desk asks for holds: yes, held, and a shift nobody knows is covered by every hold', async (db) => {
    const { open, context, store, staffId } = await city(db);
    const { offer } = await open();
    const [series = ''] = physicalSeries(context.program.program);
    const ask = (shift: string) => askDisposal(context, { shift, series });
    assert.equal((await ask(offer.shift)).answer, 'yes');
    const placed = { placed_at: new Date(), placed_by: staffId, ledger_salt: new Uint8Array(32) };
    await store.write((tx) =>
      tx
        .insertInto('legal_holds')
        .values({
          ...placed,
          id: crypto.randomUUID(),
          series: [series],
          covers_from: '2020-01-01',
          covers_until: '2020-12-31',
          provisional_until: new Date(Date.now() + 3_600_000),
        })
        .execute(),
    );
    assert.equal((await ask(offer.shift)).answer, 'yes');
    assert.equal((await ask('0'.repeat(32))).answer, 'held');
  });

  test('library numbers: check digits of the vectors, ranges of the library’s prefix only, none given twice', async (db) => {
    const { context, store } = await city(db);
    assert.equal(checkDigit('3023400051786'), 1);
    assert.equal(checkDigit('3319100010586'), 4);
    assert.equal(checkDigit('5819800094399'), 6);
    const prefix = program.program.card.benefits.library?.prefix ?? '';
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
