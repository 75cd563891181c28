import assert from 'node:assert/strict';
import { forEachServer, type TestDatabase } from '../testing/database.ts';
import { openPool } from './connect.ts';
import { type ForeignHolding, QUEUE_HOLDINGS } from './holdings/jobs.ts';
import { HOLDINGS } from './holdings.ts';
import { openJobs } from './jobs.ts';

type Column = { schema: string; table: string; column: string; type: string; nullable: boolean };

/** Every column of every table a service's database has, partitions of a table counted once. */
async function liveColumns(address: TestDatabase['address']): Promise<Column[]> {
  const pool = openPool(address, { max: 1, readOnly: true });
  try {
    const { rows } = await pool.query<Column>(`
      select c.table_schema as schema, c.table_name as table, c.column_name as column, c.data_type as type,
             c.is_nullable = 'YES' as nullable
      from information_schema.columns c
      join pg_class r on r.oid = format('%I.%I', c.table_schema, c.table_name)::regclass
      where c.table_schema not in ('pg_catalog', 'information_schema') and not r.relispartition
      order by 1, 2, 3`);
    return rows;
  } finally {
    await pool.end();
  }
}

const line = (c: Omit<Column, 'schema'>) => `${c.table}.${c.column} ${c.type}${c.nullable ? ' null' : ''}`;

/** The manifest written as the live schema is. */
function manifestLines(
  tables: Readonly<Record<string, Readonly<Record<string, { type: string; nullable?: boolean }>>>>,
) {
  return Object.entries(tables)
    .flatMap(([table, columns]) =>
      Object.entries(columns).map(([column, { type, nullable = false }]) =>
        line({ table, column, type, nullable }),
      ),
    )
    .sort();
}

const ours = Object.fromEntries(Object.entries(HOLDINGS).map(([table, { columns }]) => [table, columns]));

forEachServer('manifest', (test) => {
  test('T3: the live schema equals the manifest, both ways, with types and nulls', async ({ address }) => {
    const live = (await liveColumns(address)).filter((c) => c.schema === 'public').map(line);
    assert.deepEqual(live.sort(), manifestLines(ours));
  });

  test('T3: the comparison sees a column the manifest does not have', async ({ address }) => {
    const pool = openPool(address, { max: 1, readOnly: false });
    await pool.query('alter table legal_holds add column person_name text');
    await pool.end();
    const live = (await liveColumns(address)).filter((c) => c.schema === 'public').map(line);
    const described = new Set(manifestLines(ours));
    assert.deepEqual(
      live.filter((c) => !described.has(c)),
      ['legal_holds.person_name text null'],
    );
  });

  test('T3: the job queue makes no table and no column that is not described', async ({ address }) => {
    const jobs = await openJobs(address, () => {});
    try {
      await jobs.every('records.sweep', '0 3 * * *', {});
      const all = await liveColumns(address);
      assert.deepEqual([...new Set(all.map((c) => c.schema))], ['pgboss', 'public']);
      const live = all.filter((c) => c.schema === 'pgboss').map(line);
      const described: Readonly<Record<string, Readonly<Record<string, ForeignHolding>>>> = QUEUE_HOLDINGS;
      assert.deepEqual(live.sort(), manifestLines(described));
    } finally {
      await jobs.stop();
    }
  });

  test('T4: a row that ends by date cannot be stored without one', async ({ address }) => {
    const live = await liveColumns(address);
    for (const [table, { disposition }] of Object.entries(HOLDINGS)) {
      if (!('by' in disposition)) continue;
      const column = live.find(
        (c) => c.schema === 'public' && c.table === table && c.column === disposition.by,
      );
      assert.ok(column, `${table}.${String(disposition.by)}`);
      assert.match(column.type, /^(date|timestamp with time zone)$/);
      assert.equal(column.nullable, false, `${table}.${column.column} must be NOT NULL`);
    }
  });
});
