import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPool } from '../store/connect.ts';
import type { TableName } from '../store/database.ts';
import { openStore } from '../store/store.ts';
import { openDatabases } from '../testing/server.ts';
import { alteredRows } from './altered.ts';
import { keptOpenings } from './kept.ts';
import { keepLeaves, missingLeaves } from './kept-leaves.ts';
import { WRITTEN_BY } from './testing/every-deed.ts';

/** What a row says beside its entry: whoever writes the database can say something else here, and no leaf tells. Each with why. */
const BESIDE: { readonly [T in TableName]?: readonly string[] } = {
  // The name of the row, or its place among others: what it says stays true of whatever it says it of.
  certificate_steps: ['id'],
  disposal_receipts: ['id'],
  disposals_begun: ['id'],
  portal_switches: ['id'],
  question_reviews: ['id'],
  track_steps: ['id'],
  public_statements: ['statement_no'],
  demand_decisions: ['id', 'turn'],
  demand_searches: ['id', 'turn'],
  // What is under a seal of its own, whose bytes change nothing unseen: they cannot be opened any more.
  demand_letters: ['sealed', 'turn'],
  demand_productions: ['sealed', 'turn'],
  demand_bundles_back: ['turn'],
  track_matters: ['sealed'],
  // When the row ends. The day on which what it tells of happened is in the entry.
  desk_keys: ['ends_on'],
  evidence_openings: ['id', 'ends_on'],
  // What was given to the desk, before anything was counted; a shift is told from others by its statement.
  // Which day counted it is its own word; the day's entry says which statements it counted.
  desk_shifts: ['shift', 'quota', 'policy_version', 'fees.0', 'ends_on', 'event'],
  event_closings: ['ends_on'],
  // A card is invalid from the first list that says so, and those have entries of their own.
  distrusted_keys: ['since_month'],
  // Allowances of the signer, which no published list shows.
  status_lists: ['size', 'withheld', 'spent'],
  // Of which instrument an item is stands in the demand's own entry.
  demand_items: ['instrument'],
  // By one person of an office, and the entry says the day: who is the row's word alone.
  demand_privileges: ['sealed', 'added_by'],
  demand_steps: ['id', 'moved_by'],
  demands: ['registered_at', 'registered_by'],
  disposal_certificates: ['issued_by'],
  hold_reviews: ['id', 'reviewed_at', 'reviewed_by'],
  hold_vendor_notices: ['id', 'marked_at', 'marked_by'],
  hold_wordings: ['id', 'written_at', 'written_by', 'turn'],
  publications: ['id', 'turn', 'asked_by', 'published_by'],
  record_request_steps: ['id', 'moved_by'],
  record_requests: ['sealed', 'logged_by'],
  // The two who agreed are in it; the hours, and who took it down, are not.
  hold_notices: ['asked_at', 'agreed_at', 'ended_at', 'ended_by', 'told'],
  public_notices: ['asked_at', 'agreed_at', 'ended_at', 'ended_by'],
};

/** The same, said otherwise: another row of the same kind for each row. */
const OTHERWISE: Readonly<Record<string, string>> = {
  uuid: 'gen_random_uuid()',
  text: `translate($, '0123456789abcdef', '123456789abcdef0') || case when $ ~ '[0-9a-f]' then '' else 'a' end`,
  date: '$ + 400',
  'timestamp with time zone': `$ + interval '400 days'`,
  integer: '$ + 1',
  bigint: '$ + 1',
  smallint: '$ + 1',
  boolean: 'not $',
  bytea: 'set_byte($, 0, 255 - get_byte($, 0))',
  ARRAY: `array_append($, 'other')`,
};

type Pool = ReturnType<typeof openPool>;
type Cell = { column: string; path: readonly string[]; set: string };

/** Every column of a table that says something in it, and every part of those that have parts. */
async function cellsOf(pool: Pool, table: string): Promise<Cell[]> {
  const { rows: columns } = await pool.query(
    `select column_name as column, data_type as type from information_schema.columns
     where table_schema = 'public' and table_name = $1 order by ordinal_position`,
    [table],
  );
  const cells: Cell[] = [];
  for (const { column, type } of columns) {
    const { rows: said } = await pool.query(
      `select ${column} as said from ${table} where ${column} is not null`,
    );
    if (said.length === 0) continue;
    if (type === 'jsonb') {
      const paths = new Map(said.flatMap((row) => leavesIn(row.said)).map((path) => [path.join(), path]));
      for (const path of paths.values()) {
        const at = `'{${path.join()}}'`;
        const set = `jsonb_set(${column}, ${at}, case jsonb_typeof(${column} #> ${at})
          when 'number' then to_jsonb((${column} #>> ${at})::numeric + 1) else to_jsonb((${column} #>> ${at}) || 'a') end)`;
        cells.push({
          column,
          path,
          set: `case when ${column} #> ${at} is null then ${column} else ${set} end`,
        });
      }
      continue;
    }
    const otherwise = OTHERWISE[type];
    assert.ok(otherwise, `${table}.${column}: say how a ${type} is altered`);
    cells.push({ column, path: [], set: otherwise.replaceAll('$', column) });
  }
  return cells;
}

const leavesIn = (value: unknown): string[][] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, one]) => leavesIn(one).map((path) => [key, ...path]))
    : [[]];

/** One who may do anything in the database: no trigger, no reference and no check stands in their way. */
async function superuser(pool: Pool, table: string): Promise<void> {
  await pool.query('set session_replication_role = replica');
  const { rows: checks } = await pool.query(
    `select conname from pg_constraint where contype in ('c', 'p', 'u', 'x') and conrelid = $1::regclass`,
    [table],
  );
  for (const { conname } of checks)
    await pool.query(`alter table ${table} drop constraint "${conname}" cascade`);
  const { rows: indexes } = await pool.query(
    `select indexrelid::regclass::text as name from pg_index where indisunique and indrelid = $1::regclass`,
    [table],
  );
  for (const { name } of indexes) await pool.query(`drop index ${name}`);
  const { rows: counted } = await pool.query(
    `select attname from pg_attribute where attidentity <> '' and attrelid = $1::regclass`,
    [table],
  );
  for (const { attname } of counted)
    await pool.query(`alter table ${table} alter column ${attname} drop identity`);
  await pool.query(`create table as_written as select * from ${table}`);
}

async function putBack(pool: Pool, table: string): Promise<void> {
  await pool.query(`delete from ${table}`);
  await pool.query(`insert into ${table} select * from as_written`);
}

test('I8: whatever column of a row is altered that its entry speaks of, it is missed', async (t) => {
  const databases = await openDatabases('embedded');
  if (!databases) throw new Error('the embedded server is always there');
  t.after(() => databases.end());
  const beside: Record<string, string[]> = {};
  const seen = new Set<string>();
  for (const deed of new Set(Object.values(WRITTEN_BY))) {
    const address = await databases.fresh();
    const store = openStore(address, { read: 2, write: 2 });
    const pool = openPool(address, { max: 1, readOnly: false });
    const dataFolder = await mkdtemp(join(tmpdir(), 'ck-columns-'));
    try {
      await deed(store, t);
      const parts = { store, config: { dataFolder } };
      await keepLeaves(parts);
      const missed = async (table: TableName) =>
        (await alteredRows(store)).has(table) ||
        (await missingLeaves(parts, '2026-03-02'))?.deleted.has(table) === true;
      const tables = new Set((await keptOpenings(store)).map(({ table }) => table));
      for (const table of [...tables].filter((one) => !seen.has(one))) {
        seen.add(table);
        assert.equal(await missed(table), false, `${table}: missed before anybody altered it`);
        await superuser(pool, table);
        for (const { column, path, set } of await cellsOf(pool, table)) {
          await pool.query(`update ${table} set ${column} = ${set} where ${column} is not null`);
          if (!(await missed(table))) beside[table] = [...(beside[table] ?? []), [column, ...path].join('.')];
          await putBack(pool, table);
        }
        await pool.query('drop table as_written');
      }
    } finally {
      await Promise.all([store.close(), pool.end()]);
      await rm(dataFolder, { recursive: true, force: true });
    }
  }
  assert.deepEqual(beside, BESIDE);
});
