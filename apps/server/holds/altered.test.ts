import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { canonicalEvent } from '@commonkey/ledger';
import { isFault } from '@commonkey/words';
import { alteredGuards, alteredRows } from '../audit/altered.ts';
import { openPool } from '../store/connect.ts';
import { forEachServer, type TestDatabase } from '../testing/database.ts';
import { keeperIn, random, vaultHall } from '../vault/testing/hall.ts';
import { releasedEvent } from './events.ts';
import { askRelease, confirmHold, openHold } from './holding.ts';
import { liftHold, upholdHold } from './lifting.ts';
import { activeHolds } from './may-destroy.ts';
import { askToMend, mendHold } from './mending.ts';

const START = '2026-11-22T12:00:00Z';
const DUE = '2026-11-25';
/** Both records are due, and the 72 hours of a hold that nobody confirmed are over. */
const LATER = '2026-12-02T12:00:00Z';
const BEFORE_IT_LAPSES = '2026-11-25T06:00:00Z';
const coded = (code: string) => (error: unknown) => isFault(error) && error.code === code;
type Begun = Parameters<typeof keeperIn>[0];

/** A sealed record and a row without a key, both due at `LATER`. */
async function held({ store, address }: TestDatabase, t: Begun, confirmed: boolean) {
  const hall = await vaultHall(store, await keeperIn(t), { time: START });
  const application = await hall.application(DUE);
  await hall.store('papers', application, DUE);
  const [id, staff_id] = [randomUUID(), randomUUID()];
  const opened_at = new Date(START);
  await store.write(async (tx) => {
    await tx.insertInto('staff_members').values({ id: staff_id, called: 'A' }).execute();
    const row = { id, staff_id, purpose: 'order', opened_at, ends_on: DUE } as const;
    await tx.insertInto('evidence_openings').values(row).execute();
  });
  const parts = { ...hall.parts, inFlight: hall.vault.inFlight };
  const hold = (await hall.place(null)).id;
  if (confirmed) await upholdHold(store, hold, randomUUID(), parts);
  const pool = openPool(address, { max: 1, readOnly: false });
  t.after(() => pool.end());
  const there = async () => {
    const sealed = await store.read.selectFrom('vault_records').select('id').execute();
    const plain = await store.read.selectFrom('evidence_openings').select('id').execute();
    return [sealed.length, plain.length];
  };
  return { hall, store, parts, hold, pool, there };
}
type Held = Awaited<ReturnType<typeof held>>;

/** Both rooms of the destroyer, each by itself, as nothing before them has looked. */
async function sweepBoth({ hall, store }: Held): Promise<void> {
  await hall.vault.sweep();
  await hall.parts.holds.sweep(store).catch((error: unknown) => {
    if (!isFault(error)) throw error;
  });
}

const leafFor = (hold: string, salt: string) =>
  createHash('sha256')
    .update(Buffer.from(salt, 'hex'))
    .update(canonicalEvent(releasedEvent(hold, null, null)))
    .digest('hex');
const SALT = 'ab'.repeat(32);
const released = `released_at = now(), released_by = gen_random_uuid(), release_asked_by = gen_random_uuid()`;

type Edit = { name: string; confirmed?: false; sql: (hold: string) => string };
const EDITS: readonly Edit[] = [
  {
    name: 'a release with a leaf of its own and two people who work nowhere',
    sql: (
      hold,
    ) => `insert into ledger_unsequenced(commitment) values (decode('${leafFor(hold, SALT)}', 'hex'));
      update legal_holds set ${released}, released_salt = decode('${SALT}', 'hex')`,
  },
  { name: 'a release without a leaf', sql: () => `update legal_holds set ${released}` },
  {
    name: 'a release that hides as put back',
    sql: () => `update legal_holds set ${released}, reason = null, placed_by_salt = null`,
  },
  {
    name: 'a narrowing',
    sql: () => `update legal_holds set narrowed = true, narrowed_series = '{nothing}'`,
  },
  { name: 'other series', sql: () => `update legal_holds set series = '{nothing}'` },
  { name: 'other days', sql: () => `update legal_holds set covers_until = '2020-01-01'` },
  { name: 'another channel', sql: () => `update legal_holds set channel = 'events'` },
  {
    name: 'a confirmation taken back',
    sql: () =>
      `update legal_holds set confirmed_at = null, confirmed_by = null, provisional_until = '2026-11-23'`,
  },
  {
    name: 'a time that has run out',
    confirmed: false,
    sql: () => `update legal_holds set provisional_until = '2026-11-22'`,
  },
  {
    name: 'a release of a row that is made older',
    sql: () => `update legal_holds set ${released}, seal = null`,
  },
  {
    name: 'another series, of a row that is made older',
    sql: () => `update legal_holds set series = '{nothing}', seal = null`,
  },
];

forEachServer('a hold that was changed in the database alone', (test) => {
  for (const confirmed of [true, false])
    test(`I12 T6: ${confirmed ? 'one that lasts' : 'a provisional one'}: nothing ends, and it is said`, async (database, t) => {
      const city = await held(database, t, confirmed);
      const { store, pool, hall } = city;
      await pool.query('create table copied as select * from legal_holds');
      const { rows } = await pool.query(
        `select string_agg(column_name || ' = copied.' || column_name, ', ') as all_columns
           from information_schema.columns where table_name = 'copied'`,
      );
      hall.at(confirmed ? LATER : BEFORE_IT_LAPSES);
      for (const { name, sql } of EDITS.filter((edit) => (edit.confirmed ?? true) === confirmed)) {
        await pool.query(sql(city.hold));
        await sweepBoth(city);
        assert.deepEqual(await city.there(), [1, 1], name);
        assert.equal(await alteredGuards(store), 1, name);
        assert.ok((await alteredRows(store)).get('legal_holds'), name);
        await assert.rejects(hall.parts.holds.agree(store), coded('hold-rows-altered'), name);
        const inForce = await activeHolds(store.read, new Date('2099-01-01'));
        const everything = { series: null, from: null, until: null };
        assert.deepEqual(inForce, [{ id: city.hold, altered: true, ...everything }], name);
        // Nobody adds to it, which would put a seal over what was changed.
        await assert.rejects(
          store.write((tx) => openHold(tx, city.hold)),
          coded('hold-row-altered'),
          name,
        );
        await pool.query(`update legal_holds set ${rows[0].all_columns} from copied`);
        assert.equal(await alteredGuards(store), 0, name);
      }
      await hall.parts.holds.agree(store);
      await sweepBoth(city);
      assert.deepEqual(await city.there(), [1, 1], 'and the key process was told nothing');
    });

  test('I12 T10: the same state, made by the service, ends what it held', async (database, t) => {
    const city = await held(database, t, true);
    const { store, parts, hold } = city;
    await store.write((tx) => askRelease(tx, hold, randomUUID()));
    await liftHold(store, hold, randomUUID(), parts);
    city.hall.at(LATER);
    await sweepBoth(city);
    assert.deepEqual(await city.there(), [0, 0]);
    assert.equal(await alteredGuards(store), 0);
  });

  test('T10: a request to lift that the database made up is nobody’s', async (database, t) => {
    const { store, parts, hold, pool } = await held(database, t, true);
    await pool.query('update legal_holds set release_asked_by = gen_random_uuid()');
    await assert.rejects(liftHold(store, hold, randomUUID(), parts), coded('hold-row-altered'));
  });

  test('T10 I12: two people put it right, as the key process knows it; one cannot, nor one whom SQL made up', async (database, t) => {
    const city = await held(database, t, true);
    const { store, parts, hold, pool, hall } = city;
    const [one, other] = [randomUUID(), randomUUID()];
    await assert.rejects(
      store.write((tx) => askToMend(tx, hold, one)),
      coded('hold-row-sound'),
    );
    await pool.query(`update legal_holds set ${released}, series = '{nothing}'`);
    await assert.rejects(mendHold(store, hold, one, parts), coded('mend-not-asked'));
    await pool.query(
      `update legal_holds set mend_asked_by = gen_random_uuid(), mend_asked_seal = decode('${SALT}', 'hex')`,
    );
    await assert.rejects(mendHold(store, hold, one, parts), coded('mend-not-asked'));
    await store.write((tx) => askToMend(tx, hold, one));
    await assert.rejects(mendHold(store, hold, one, parts), coded('mend-needs-second-person'));
    await mendHold(store, hold, other, parts);
    assert.deepEqual([...(await alteredRows(store))], [], 'and opens its leaves');
    await hall.parts.holds.agree(store);
    hall.at(LATER);
    await sweepBoth(city);
    assert.deepEqual(await city.there(), [1, 1], 'it holds as it did');
    await store.write((tx) => askRelease(tx, hold, one));
    await liftHold(store, hold, other, parts);
    await sweepBoth(city);
    assert.deepEqual(await city.there(), [0, 0]);
  });

  test('I12: one that nobody outside knows is put right as one over everything', async (database, t) => {
    const city = await held(database, t, true);
    const { store, parts, pool, hall } = city;
    const forged = randomUUID();
    await pool.query(
      `insert into legal_holds (id, series, placed_at, placed_by, provisional_until, ledger_salt)
       values ('${forged}', '{nothing}', '1998-12-31', gen_random_uuid(), '1999-01-03', decode('${SALT}', 'hex'))`,
    );
    await assert.rejects(hall.parts.holds.agree(store), coded('hold-rows-altered'));
    await store.write((tx) => askToMend(tx, forged, randomUUID()));
    await mendHold(store, forged, randomUUID(), parts);
    await hall.parts.holds.agree(store);
    assert.deepEqual([...(await alteredRows(store))], []);
    const found = (await activeHolds(store.read, new Date('2099-01-01'))).find(({ id }) => id === forged);
    assert.deepEqual(found, { id: forged, altered: false, series: null, from: null, until: null });
    const times = ['placed_at', 'provisional_until', 'confirmed_at'] as const;
    const said = await store.read.selectFrom('legal_holds').select(times).where('id', '=', forged).execute();
    const now = new Date(START);
    assert.deepEqual(
      said,
      [{ placed_at: now, provisional_until: now, confirmed_at: now }],
      'no day that the database made up is sealed as true',
    );
  });

  test('a row from before there were seals is sealed where the key process bears it out', async (database, t) => {
    const { store, hold, pool, hall } = await held(database, t, true);
    await pool.query('update legal_holds set seal = null');
    assert.equal(await alteredGuards(store), 1);
    await hall.parts.holds.agree(store);
    assert.equal(await alteredGuards(store), 0);
    await store.write((tx) => confirmHold(tx, hold, randomUUID(), { ...hall.parts, random }));
  });

  test('I12: a row put back as it was before it was confirmed lets nothing end', async (database, t) => {
    const city = await held(database, t, false);
    const { store, pool, parts, hold, hall } = city;
    await pool.query('create table copied as select * from legal_holds');
    await upholdHold(store, hold, randomUUID(), parts);
    await hall.parts.holds.agree(store);
    const columns = [
      'provisional_until',
      'confirmed_at',
      'confirmed_by',
      'confirmed_salt',
      'confirmed_by_salt',
      'seal',
    ];
    await pool.query(
      `update legal_holds set ${columns.map((column) => `${column} = copied.${column}`).join(', ')} from copied`,
    );
    assert.equal(await alteredGuards(store), 0, 'it says what it said then');
    hall.at(LATER);
    const ended = await store.write((tx) =>
      hall.parts.holds.destroy(tx, { table: 'evidence_openings', where: {}, because: 'due' }),
    );
    assert.deepEqual(ended, { destroyed: 0, held: 1, awaiting: 0 });
    await sweepBoth(city);
    assert.deepEqual(await city.there(), [1, 1]);
  });
});
