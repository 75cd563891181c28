import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext as Test } from 'node:test';
import { test as plain } from 'node:test';
import { gzipSync } from 'node:zlib';
import type { Program } from '@commonkey/program';
import { confirmHold, placeHold } from '../../holds/holding.ts';
import { EVERYTHING } from '../../holds/scope.ts';
import { buildOrigin } from '../../http/origin.ts';
import { onlineCity } from '../../papers/testing/origin.ts';
import { openPool } from '../../store/connect.ts';
import { GROUPS } from '../../store/holdings/vocabulary.ts';
import { HOLDINGS } from '../../store/holdings.ts';
import type { Store } from '../../store/store.ts';
import { testContext } from '../../testing/context.ts';
import { forEachServer, type TestDatabase } from '../../testing/database.ts';
import { routes } from '../routes.tsx';
import { COUNT_STEP, inSteps } from './counts.ts';
import type { heldData } from './data.ts';

const MINUTE = 60_000;
type Data = ReturnType<typeof heldData>;

async function openHouse(
  { store }: Pick<TestDatabase, 'store'>,
  t: Test,
  change: (program: Program) => Program = (program) => program,
  env: Record<string, string> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'ck-held-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const context = testContext(store, {
    program: change(await onlineCity()),
    env: { COMMONKEY_DATA: folder, ...env },
  });
  const { words, public: add } = routes(context);
  const app = await buildOrigin(context, { name: 'public', words: words ? [words] : [] });
  await add?.(app);
  t.after(() => app.close());
  const later = () => context.setTime(new Date(context.clock.now().getTime() + MINUTE));
  const page = async (language = 'en') => (await app.inject(`/what-we-hold?lang=${language}`)).body;
  const data = async (): Promise<Data> => (await app.inject('/what-we-hold.json')).json();
  const doubt = () => {
    Object.assign(context.clock, { trusted: () => false });
    later();
  };
  return { app, context, folder, later, doubt, page, data };
}

/** Cards of nobody, due long after the test. */
async function addCards(store: Store, count: number, ends_on = '2099-01-01'): Promise<void> {
  const bits = new Uint8Array(8);
  await store.write(async (tx) => {
    const lists = await tx.selectFrom('status_lists').select('list').execute();
    if (lists.length === 0)
      await tx
        .insertInto('status_lists')
        .values({ list: 1, size: 64, withheld: bits, spent: bits })
        .execute();
    const { n } = await tx
      .selectFrom('cards')
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .executeTakeFirstOrThrow();
    const rows = Array.from({ length: count }, (_, i) => ({
      serial: String(Number(n) + i).padStart(12, '0'),
      list: 1,
      place: Number(n) + i,
      issue_month: '2026-01',
      expiry_month: null,
      status: 'current' as const,
      policy_version: '1.0',
      slip_hash: null,
      ends_on,
    }));
    await tx.insertInto('cards').values(rows).execute();
  });
}

plain('PC-01: nothing is none, a few are fewer than ten, and more are told in tens', () => {
  assert.deepEqual(inSteps(0), { exactly: 0 });
  for (const n of [1, 9]) assert.deepEqual(inSteps(n), { atLeast: 1, below: COUNT_STEP });
  for (const n of [10, 19]) assert.deepEqual(inSteps(n), { atLeast: 10, below: 20 });
  assert.deepEqual(inSteps(145_825), { atLeast: 145_820, below: 145_830 });
});

forEachServer('what we hold', (test) => {
  test('PR-04, PR-07: each table is told of, with its live count, and the page says what the data says', async (db, t) => {
    const house = await openHouse(db, t);
    const { elements, overdue, differences, ...head } = await house.data();
    assert.deepEqual([head.v, overdue, differences], [1, 0, []]);
    const tables = elements.filter(({ kind }) => kind === 'table').map(({ id }) => id);
    assert.deepEqual(tables.sort(), Object.keys(HOLDINGS).sort());
    assert.deepEqual([...new Set(elements.map(({ group }) => group))].sort(), [...GROUPS].sort());
    const cards = async () => (await house.data()).elements.find(({ id }) => id === 'cards')?.howMany;
    assert.deepEqual(await cards(), { exactly: 0 });
    await addCards(db.store, 3);
    assert.deepEqual(await cards(), { exactly: 0 }, 'a minute shares one look');
    house.later();
    assert.deepEqual(await cards(), { atLeast: 1, below: 10 });
    await addCards(db.store, 20);
    house.later();
    assert.deepEqual(await cards(), { atLeast: 20, below: 30 });
    const page = await house.page();
    for (const { id } of elements) {
      assert.ok(page.includes(`id="${id}"`), id);
      assert.ok(!page.includes(`>public.table.${id}<`), `${id} has no name`);
    }
    assert.match(page, /20 or more, fewer than 30/);
    assert.doesNotMatch(page, /standing-broken/);
    assert.doesNotMatch(page.replace(/<script[^>]*\/leave\.[^>]*>/g, ''), /<script/);
  });

  test('T3: whatever stands beside the tables and may copy what is in them is told in red', async (db, t) => {
    const house = await openHouse(db, t);
    const pool = openPool(db.address, { max: 1, readOnly: false });
    await pool.query(
      'create function siphon() returns trigger language plpgsql as $$ begin return new; end $$',
    );
    await pool.query('create trigger watch after insert on cards for each row execute function siphon()');
    await pool.query('create view cards_again as select * from cards');
    await pool.query('create rule too as on insert to notices do also select 1');
    await pool.query('create publication elsewhere for table cards');
    await pool.query("select lo_from_bytea(0, '\\x00')");
    await pool.end();
    assert.deepEqual(
      (await house.data()).differences,
      [
        ...['cards_again', 'elsewhere', 'pg_largeobject', 'public.siphon()'],
        ...['too, notices', 'watch, cards'],
      ].map((name) => ({ kind: 'way-unknown', name })),
    );
    assert.match(await house.page(), /can copy what the database holds: “watch, cards”/);
  });

  test('T5: what the city declares of its own server is told, in words, and not in red', async (db, t) => {
    const house = await openHouse(db, t, (program) => program, {
      COMMONKEY_DATABASE_REPLICAS: 'second-site',
      COMMONKEY_DATABASE_ARCHIVE_DAYS: '30',
      COMMONKEY_DATABASE_BASE_BACKUP_DAYS: '14',
      COMMONKEY_DATABASE_EXTENSIONS: 'pg_stat_statements',
    });
    const { declared, differences } = await house.data();
    assert.deepEqual(differences, []);
    assert.deepEqual(declared, [
      { is: 'replica', name: 'second-site' },
      { is: 'log', days: 30 },
      { is: 'base-backup', days: 14 },
      { is: 'extension', name: 'pg_stat_statements' },
    ]);
    const page = await house.page();
    assert.doesNotMatch(page, /standing-broken/);
    assert.match(page, /Where copies of the database can be/);
    assert.match(page, /kept for 30 days/);
    assert.match(page, /each copy is kept for 14 days/);
    assert.match(page, /“second-site”, follows the database/);
    assert.match(page, /“pg_stat_statements” runs inside/);
    const other = await openHouse(db, t);
    assert.doesNotMatch(await other.page(), /Where copies of the database can be/);
  });

  test('T3: a column, a table and another type that somebody made by SQL are told in red, in words', async (db, t) => {
    const house = await openHouse(db, t);
    const pool = openPool(db.address, { max: 1, readOnly: false });
    await pool.query('alter table cards add column person_name text');
    await pool.query('create table watch_list (who text)');
    await pool.query('alter table notices alter column tries type integer');
    await pool.end();
    assert.deepEqual(
      (await house.data()).differences.map((one) => JSON.stringify(one)).sort(),
      [
        { kind: 'column-other', table: 'notices', column: 'tries' },
        { kind: 'column-unknown', table: 'cards', column: 'person_name' },
        { kind: 'table-unknown', table: 'watch_list' },
      ].map((one) => JSON.stringify(one)),
    );
    const page = await house.page();
    assert.match(page, /standing-broken/);
    assert.match(page, /In “cards”, the field “person_name” is not on our list\./);
    assert.match(page, /The table “watch_list” is not on our list\./);
  });

  test('a file that nobody described is told of without its name', async (db, t) => {
    const house = await openHouse(db, t);
    for (const folder of [
      'secrets',
      'keeper/vault/tables',
      'blobs/0a',
      'published/ledger/tile/0',
      'postgres',
    ])
      mkdirSync(join(house.folder, folder), { recursive: true });
    for (const file of [
      'owner.lock',
      'secrets/server.key',
      'keeper/cell',
      'keeper/vault/tables/2026-03',
      `blobs/0a/0a${'1'.repeat(30)}`,
      'published/ledger/checkpoint',
      'published/ledger/tile/0/000',
      'postgres/whatever',
    ])
      writeFileSync(join(house.folder, file), '');
    assert.deepEqual((await house.data()).differences, []);
    house.later();
    writeFileSync(join(house.folder, 'blobs/0a/zephyrine.pdf'), '');
    writeFileSync(join(house.folder, 'export.csv'), '');
    assert.deepEqual((await house.data()).differences, [{ kind: 'files-unknown', count: 2 }]);
    const page = await house.page();
    assert.match(page, /2 files lie in the folder/);
    assert.doesNotMatch(page, /zephyrine|export\.csv/);
  });

  test('T12: no page and no data differ by a hold that nobody may speak of; one that counsel worded is told', async (db, t) => {
    const house = await openHouse(db, t);
    const { store } = db;
    const by = randomUUID();
    const parts = { clock: house.context.clock, random: house.context.random };
    const said = async () => {
      house.later();
      const told = await Promise.all(['en', 'ar'].map((language) => house.page(language)));
      const { countedAt: _, ...data } = await house.data();
      const words = told.map((page) => page.replace(/<p class="aside">.*?<\/p>/s, ''));
      return JSON.stringify([words, data]);
    };
    const before = await said();
    const hold = await placeHold(store, EVERYTHING, by, { ...parts, reason: 'demand' });
    assert.equal(await said(), before, 'provisional');
    await store.write((tx) => confirmHold(tx, hold.id, randomUUID(), parts));
    const word = (gag: boolean, written_at: Date) =>
      store.write((tx) =>
        tx
          .insertInto('hold_wordings')
          .values({
            id: randomUUID(),
            hold: hold.id,
            written_at,
            written_by: by,
            gag,
            sentences: { en: 'We keep this for a court.' },
            ledger_salt: new Uint8Array(32),
          })
          .execute(),
      );
    await word(true, house.context.clock.now());
    assert.equal(await said(), before, 'gagged');
    house.later();
    await word(false, house.context.clock.now());
    const after = await said();
    assert.match(after, /"onHold":"spoken-of"/);
    assert.match(after, /A hold that we may speak of keeps some of it/);
  });

  test('while nobody can say which day it is, the page says that and does not boast of having kept its word', async (db, t) => {
    const house = await openHouse(db, t);
    assert.equal((await house.data()).dayInDoubt, false);
    house.doubt();
    assert.equal((await house.data()).dayInDoubt, true);
    const page = await house.page();
    assert.match(page, /nobody can say which day it is/);
    assert.doesNotMatch(page, /No record stayed after its day/);
  });

  test('PC-01: what is overdue is told in tens, and none is none; in red when it is not 0', async (db, t) => {
    const house = await openHouse(db, t);
    assert.equal((await house.data()).overdue, 0);
    await addCards(db.store, 2, '2026-02-01');
    house.later();
    assert.equal((await house.data()).overdue, 1, 'at least so many');
    assert.match(await house.page(), /standing-broken[^>]*><p class="standing-number"><bdi dir="ltr">1–9</);
    assert.match(await house.page(), /These records are still here after their day/);
  });

  test('PC-01, T12: what waits for a certificate is a number of its own, in tens, and no hold moves it', async (db, t) => {
    const house = await openHouse(db, t, (program) => ({
      ...program,
      series: program.series.map((one) =>
        one.id === 'card-register'
          ? { ...one, certificate: { daysBefore: 30, authority: 'Local Records Commission' } }
          : one,
      ),
    }));
    const numbers = async () => {
      house.later();
      const { overdue, waiting } = await house.data();
      return { overdue, waiting };
    };
    assert.deepEqual(await numbers(), { overdue: 0, waiting: { exactly: 0 } });
    assert.match(await house.page(), /No record waits for a certificate/);
    await addCards(db.store, 3, '2099-01-01');
    assert.deepEqual(await numbers(), { overdue: 0, waiting: { exactly: 0 } }, 'not due yet');
    await addCards(db.store, 12, '2026-02-01');
    const waits = { overdue: 0, waiting: { atLeast: 10, below: 20 } };
    assert.deepEqual(await numbers(), waits);
    assert.match(await house.page(), />10–19</);
    assert.match(await house.page(), /10 or more, fewer than 20\. Their day has come/);
    const parts = { clock: house.context.clock, random: house.context.random };
    await placeHold(db.store, EVERYTHING, randomUUID(), { ...parts, reason: 'demand' });
    assert.deepEqual(await numbers(), waits, 'under a hold');
  });

  test('what is required is the rule of the series, or the general one, or not stated; never made up', async (db, t) => {
    const requires = async (house: Awaited<ReturnType<typeof openHouse>>, id: string) =>
      (await house.data()).elements.find((one) => one.id === id)?.requires;
    const shipped = await openHouse(db, t);
    const order = [{ series: null, after: 'court-order' }];
    for (const id of ['cards', 'vault_records', 'staff_members', 'sealed-files'])
      assert.deepEqual(await requires(shipped, id), order, id);
    assert.deepEqual(await requires(shipped, 'status_lists'), [], 'what is public requires nothing');
    assert.match(await shipped.page(), /A court order that names it/);
    assert.doesNotMatch(await shipped.page(), /Our rules do not say/);

    const house = await openHouse(db, t, (program) => ({
      ...program,
      sharing: { flows: program.sharing?.flows ?? [] },
      series: program.series.map((one) =>
        one.id === 'portal-contact'
          ? { ...one, handsOver: { after: 'administrative-demand' as const, source: 'own' } }
          : one,
      ),
    }));
    assert.deepEqual(await requires(house, 'cards'), [{ series: null, after: 'not-stated' }]);
    const sealed = (await requires(house, 'vault_records')) ?? [];
    assert.deepEqual(sealed.map(({ after }) => after).sort(), ['administrative-demand', 'not-stated']);
    const own = sealed.find(({ after }) => after === 'administrative-demand');
    assert.deepEqual(own?.series, ['portal-contact']);
    const page = await house.page();
    assert.match(page, /Our rules do not say/);
    assert.doesNotMatch(page, /A court order that names it/);
  });

  test('T11: the first view is at most 60 kB with its sheets, in each language', async (db, t) => {
    const house = await openHouse(db, t);
    const sheets = await Promise.all(
      ['/assets/look.css', '/assets/held.css'].map(async (url) => (await house.app.inject(url)).body),
    );
    const sizes: Record<string, number> = {};
    for (const language of ['en', 'es', 'pl', 'zh-Hans', 'ar', 'hi', 'uk', 'fr', 'ht', 'ur']) {
      const bytes = [await house.page(language), ...sheets].reduce(
        (sum, text) => sum + gzipSync(text).length,
        0,
      );
      sizes[language] = Math.ceil(bytes / 1024);
    }
    t.diagnostic(`kB compressed: ${JSON.stringify(sizes)}`);
    for (const [language, size] of Object.entries(sizes)) assert.ok(size <= 60, `${language}: ${size} kB`);
  });
});
