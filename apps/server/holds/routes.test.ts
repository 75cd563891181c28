import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test as plain } from 'node:test';
import { fileURLToPath } from 'node:url';
import { VAULT_OPERATIONS } from '../../keeper/vault/protocol.ts';
import { physicalSeries } from '../desks/disposals.ts';
import { openPool } from '../store/connect.ts';
import type { TableName } from '../store/database.ts';
import { HOLDINGS } from '../store/holdings.ts';
import { sureClock } from '../testing/clock.ts';
import { forEachServer, type TestDatabase } from '../testing/database.ts';
import { keeperIn, onlineCity, random, vaultHall } from '../vault/testing/hall.ts';
import { VAULT_KINDS } from '../vault/vault.ts';
import { DISPOSAL_TRIGGERS, type EndingTable, tableFacts } from './destroy.ts';
import { askRelease, placeHold } from './holding.ts';
import { openHolds } from './holds.ts';
import { liftHold, upholdHold } from './lifting.ts';
import { noMirror } from './mirror.ts';
import { EVERYTHING } from './scope.ts';

const SERVER = fileURLToPath(new URL('..', import.meta.url));
const sources = readdirSync(SERVER, { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|(^|\/)testing\/|\.compile-/.test(name))
  .map((name) => ({ name, text: readFileSync(join(SERVER, name), 'utf8') }));
const filesWith = (pattern: RegExp) =>
  sources
    .filter(({ text }) => pattern.test(text))
    .map(({ name }) => name)
    .sort();

/** Also where another room's rule lets them stand: no room of the service has any other, however it is written. */
const REMOVES =
  /\bdeleteFrom\b|\bdelete\s+from\b|\btruncate\s+(table\s+|only\s+)?["a-z$]|\bmergeInto\b|\bmerge\s+into\b/i;

plain('T6: a statement that removes rows is known however it is written', () => {
  for (const text of [
    'delete from cards',
    'DELETE FROM cards',
    'Delete\n  From cards',
    'truncate cards',
    'TRUNCATE TABLE cards',
    'truncate only cards',
    'truncate "cards"',
    `truncate ${'${'}table}`,
    'MERGE INTO cards',
    "tx.deleteFrom('cards')",
  ])
    assert.match(text, REMOVES);
  for (const text of ["['update', 'delete', 'truncate'].join(' or ')", "const WHOLE = 'truncate';"])
    assert.doesNotMatch(text, REMOVES);
});

plain('T6: everything that ends anything is known by its file: a new way has to be looked at here', () => {
  assert.ok(sources.length > 200, `${sources.length}`);
  // The only statements that remove a row; the first two ask of each row, the third of rows whose key has died.
  assert.deepEqual(filesWith(REMOVES), ['holds/destroy.ts', 'holds/end-again.ts', 'holds/sealed-records.ts']);
  assert.deepEqual(filesWith(/import \{ endSealedRecords \}/), ['vault/erase.ts']);
  // Keys, and the tables of keys that have died. What is discarded was sealed a moment before and never became a row: the
  // key process asks its holds of it all the same.
  assert.deepEqual(filesWith(/ask\('vault-shred'/), ['vault/discard.ts', 'vault/shred.ts', 'vault/tidy.ts']);
  assert.deepEqual(filesWith(/ask\('vault-expire'/), ['vault/epochs.ts']);
  assert.deepEqual(filesWith(/\bblobs\.remove\(/), ['vault/discard.ts', 'vault/erase.ts', 'vault/tidy.ts']);
  // Things at a desk, whose end is asked for before somebody's hands do it.
  assert.deepEqual(filesWith(/\baskDisposal\(context/), ['desks/routes.tsx']);
});

plain('T6: every question of the vault is known to end keys, or not to', () => {
  const ends = ['vault-shred', 'vault-expire', 'vault-restore', 'vault-retire'];
  const others = [
    ...[
      'vault-lease',
      'vault-open',
      'vault-alive',
      'vault-carry',
      'vault-leased',
      'vault-hold',
      'vault-holds',
    ],
    ...['vault-status', 'vault-confirm-clock', 'vault-drill'],
  ];
  assert.deepEqual(Object.keys(VAULT_OPERATIONS).sort(), [...ends, ...others].sort());
});

/** What goes on unchanged in another table, so that no hold is evaded. */
const MOVES: readonly TableName[] = ['ledger_unsequenced'];
const TABLES = (Object.keys(HOLDINGS) as TableName[]).filter(
  (table): table is EndingTable => table !== 'vault_records',
);
const LONG_AGO: Readonly<Record<string, string>> = {
  uuid: `'${'0'.repeat(8)}-0000-4000-8000-${'0'.repeat(12)}'`,
  text: `'x'`,
  date: `'2020-01-01'`,
  'timestamp with time zone': `'2020-01-01T00:00:00Z'`,
  integer: '1',
  smallint: '1',
  bigint: '1',
  'double precision': '1',
  boolean: 'false',
  bytea: `'\\x00'`,
  jsonb: `'{}'`,
  ARRAY: `'{}'`,
};

/** One row in every table there is, its date long past. What rows mean is nothing here, so their constraints are taken off. */
async function plantEverywhere({ address }: TestDatabase): Promise<void> {
  const pool = openPool(address, { max: 1, readOnly: false });
  try {
    const { rows } = await pool.query<{ t: string; c: string }>(
      `select conrelid::regclass::text as t, conname as c from pg_constraint
       where contype in ('f', 'c') and connamespace = 'public'::regnamespace order by contype desc`,
    );
    for (const { t, c } of rows) await pool.query(`alter table ${t} drop constraint ${c}`);
    for (const table of TABLES) {
      const columns = Object.entries(
        HOLDINGS[table].columns as Readonly<Record<string, { type: string; nullable?: boolean }>>,
      ).filter(([, { nullable }]) => !nullable);
      const names = columns.map(([name]) => `"${name}"`).join(', ');
      const values = columns.map(
        ([name, { type }]) => LONG_AGO[type] ?? assert.fail(`${table}.${name} ${type}`),
      );
      // Who may write a row is nothing here either.
      await pool.query(`alter table ${table} disable trigger user`);
      await pool.query(
        `insert into ${table} (${names}) overriding system value values (${values.join(', ')})`,
      );
      await pool.query(`alter table ${table} enable trigger user`);
    }
    // Its rows name a series of the rules.
    await pool.query("update desk_copies set series = 'desk-copies'");
    // Of a hold that was lifted long ago, and of no application: neither keeps anything.
    await pool.query('delete from legal_holds');
  } finally {
    await pool.end();
  }
}

async function countIn({ store }: TestDatabase, table: EndingTable): Promise<number> {
  const { n } = await store.read
    .selectFrom(table)
    .select((of) => of.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(n);
}

forEachServer('every route of destruction', (test) => {
  test('T6 I4: by each reason, in each table: held; and by its date free again once two people have lifted it', async (db) => {
    const { store } = db;
    await plantEverywhere(db);
    const clock = sureClock(() => new Date('2026-03-02T12:00:00Z'));
    const parts = { clock, random };
    const holds = openHolds({ series: [] }, clock, random, noMirror);
    const { id } = await placeHold(store, EVERYTHING, randomUUID(), parts);
    await upholdHold(store, id, randomUUID(), parts);
    const before = new Map<string, number>();
    for (const table of TABLES) before.set(table, await countIn(db, table));
    const passed: string[] = [];
    for (const table of TABLES.filter((name) => !MOVES.includes(name)))
      for (const because of DISPOSAL_TRIGGERS) {
        const { destroyed } = await store.write((tx) => holds.destroy(tx, { table, where: {}, because }));
        if (destroyed > 0) passed.push(`${table}, ${because}`);
      }
    assert.deepEqual(passed, []);
    await holds.sweep(store);
    for (const table of TABLES.filter((name) => !MOVES.includes(name)))
      assert.equal(await countIn(db, table), before.get(table), `${table} after the sweep`);
    await store.write((tx) => askRelease(tx, id, randomUUID()));
    await liftHold(store, id, randomUUID(), parts);
    await holds.sweep(store);
    const dated = TABLES.filter((table) => 'by' in tableFacts(table).disposition);
    assert.ok(dated.length >= 12, `${dated.length}`);
    for (const table of dated) assert.equal(await countIn(db, table), 0, `${table} had its old date again`);
  });

  test('T6 I4: each kind of sealed record, by each reason, by its date, by its month’s end and after a restore: held', async (db, t) => {
    const { store } = db;
    const hall = await vaultHall(store, await keeperIn(t), { time: '2026-03-02T12:00:00Z' });
    const ids: string[] = [];
    for (const kind of VAULT_KINDS) {
      const application = await hall.application();
      for (const _ of DISPOSAL_TRIGGERS) ids.push(await hall.store(kind, application, '2026-03-20'));
    }
    const { id: hold } = await hall.place(null);
    const placing = { ...hall.parts, inFlight: hall.vault.inFlight };
    await upholdHold(store, hold, randomUUID(), placing);
    const rows = () =>
      store.read
        .selectFrom('vault_records')
        .select(['id', 'application', 'epoch', 'slot', 'tombstoned_on'])
        .where('id', 'in', ids)
        .execute();
    const living = async () => {
      const items = (await rows()).map(({ epoch, slot }) => ({ epoch, slot }));
      return (await hall.parts.keeper.ask('vault-alive', { items })).alive.filter(Boolean).length;
    };
    const all = ids.length;
    for (const [at, { id, application }] of (await rows()).entries()) {
      assert.ok(application !== null);
      const because = DISPOSAL_TRIGGERS[at % DISPOSAL_TRIGGERS.length] ?? 'due';
      const { held } = await store.write((tx) => hall.vault.end(tx, { application, ids: [id] }, because));
      assert.equal(held, 1, because);
    }
    await hall.vault.finish();
    assert.equal(await living(), all, 'by an event');
    hall.at('2026-03-21T12:00:00Z');
    await hall.vault.sweep();
    assert.equal(await living(), all, 'by its date');
    hall.at('2026-06-02T12:00:00Z');
    for (let again = 0; again < 2; again++) await hall.vault.sweep();
    assert.equal(await living(), all, 'by the end of its month');
    assert.ok(
      (await rows()).every(({ epoch }) => epoch.startsWith('hold:')),
      'carried',
    );
    assert.equal(await hall.vault.settleRestored(), 0);
    assert.equal(await living(), all, 'at a start');
    assert.ok((await rows()).every(({ tombstoned_on }) => tombstoned_on === null));
    await store.write((tx) => askRelease(tx, hold, randomUUID()));
    await liftHold(store, hold, randomUUID(), placing);
    await hall.vault.sweep();
    assert.deepEqual(await rows(), [], 'old dates again');
  });

  test('T6: things at a desk: every physical series of the program', async ({ store }) => {
    const program = await onlineCity();
    const clock = sureClock(() => new Date('2026-03-02T12:00:00Z'));
    const holds = openHolds(program, clock, random, noMirror);
    const series = physicalSeries(program);
    assert.ok(series.length > 0);
    const answers = async () =>
      Promise.all(
        series.map(async (name) => {
          const thing = { series: name, date: '2026-03-01', due: '2026-03-01' };
          return (await holds.mayDestroy(store.read, thing)).answer;
        }),
      );
    assert.deepEqual(new Set(await answers()), new Set(['yes']));
    await placeHold(store, EVERYTHING, randomUUID(), { clock, random });
    assert.deepEqual(new Set(await answers()), new Set(['held']));
  });
});
