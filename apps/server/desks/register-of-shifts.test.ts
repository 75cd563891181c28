import assert from 'node:assert/strict';
import {
  buildTrust,
  fromBase64url,
  getStatus,
  newSlipSecret,
  readStatusList,
  signCard,
  slipHash,
  verifyCard,
} from '@commonkey/credential';
import { secretToWire } from '@commonkey/shift';
import { publishedList, publishStatusLists, revoke } from '../cards/service.ts';
import { insertSealed } from '../holds/testing/sealed.ts';
import { keeperOf } from '../keeper/client.ts';
import { trustOf } from '../public/trust.ts';
import { forEachServer } from '../testing/database.ts';
import { closeShift } from './close-shift.ts';
import { askDisposal, physicalSeries } from './disposals.ts';
import { distrustDeskKey } from './distrust.ts';
import { city, code } from './testing/city.ts';
import { workShift } from './testing/shift.ts';

forEachServer('the register of what shifts made', (test) => {
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
    await store.write((tx) => insertSealed(tx, hold));
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
      insertSealed(tx, {
        ...placed,
        id: crypto.randomUUID(),
        series: [series],
        covers_from: '2020-01-01',
        covers_until: '2020-12-31',
        provisional_until: new Date(Date.now() + 3_600_000),
      }),
    );
    assert.equal((await ask(offer.shift)).answer, 'yes');
    assert.equal((await ask('0'.repeat(32))).answer, 'held');
  });
});
