import { Fault } from '@commonkey/words';
import type { PoolClient } from 'pg';
import { type DatabaseAddress, openPool } from '../connect.ts';
import type { StoreCode } from '../errors.ts';
import { guarded } from '../guard.ts';
import { migrate } from '../migrate.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import { COPIED } from './copied.ts';

/** Rows of one table, as `Snapshot.rows` gives them. */
export type Load = { table: string; rows(): AsyncIterable<readonly string[]> };

/**
 * Fills an empty database from a copy: the schema as it was then, the rows, then the schema as it is now.
 * @throws Fault `database-not-empty` | `database-newer-than-program` | `copy-foreign`: a table or migration that this
 *   program does not know
 */
export async function loadSnapshot(
  address: DatabaseAddress,
  { migrations, tables }: { migrations: readonly string[]; tables: readonly Load[] },
): Promise<void> {
  const then = MIGRATIONS.filter(({ name }) => migrations.includes(name));
  if (then.length !== migrations.length) throw new Fault<StoreCode>('database-newer-than-program');
  if (tables.some(({ table }) => !COPIED.some((known) => known === table)))
    throw new Fault<StoreCode>('copy-foreign');
  await requireEmpty(address);
  await migrate(address, then);
  const pool = openPool(address, { max: 1, readOnly: false });
  try {
    const client = await guarded(() => pool.connect());
    try {
      await guarded(() => client.query('begin'));
      await guarded(() => client.query('set local statement_timeout = 0'));
      const order = await parentsFirst(client);
      const known = new Map(tables.map((one) => [one.table, one]));
      for (const table of order) {
        const load = known.get(table);
        if (load) await fill(client, load);
      }
      await guarded(() => client.query('commit'));
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
  await migrate(address);
}

async function requireEmpty(address: DatabaseAddress): Promise<void> {
  const pool = openPool(address, { max: 1, readOnly: true });
  try {
    const { rows } = await guarded(() =>
      pool.query<{ there: string | null }>("select to_regclass('schema_migrations')::text as there"),
    );
    if (rows[0]?.there) throw new Fault<StoreCode>('database-not-empty');
  } finally {
    await pool.end();
  }
}

async function fill(client: PoolClient, { table, rows }: Load): Promise<void> {
  const into = `insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $1::json)`;
  for await (const some of rows()) await guarded(() => client.query(into, [`[${some.join(',')}]`]));
  // Numbers that the database gives out itself go on after the highest.
  const { rows: own } = await guarded(() =>
    client.query<{ column: string }>(
      `select column_name as column from information_schema.columns
       where table_schema = current_schema() and table_name = $1 and is_identity = 'YES'`,
      [table],
    ),
  );
  for (const { column } of own)
    await guarded(() =>
      client.query(
        `select setval(pg_get_serial_sequence('${table}', '${column}'), greatest(1, (select coalesce(max(${column}), 0) from ${table})), (select count(*) > 0 from ${table}))`,
      ),
    );
}

/** Tables in an order in which every row finds what it refers to. */
async function parentsFirst(client: PoolClient): Promise<string[]> {
  const { rows } = await guarded(() =>
    client.query<{ child: string; parent: string }>(
      `select conrelid::regclass::text as child, confrelid::regclass::text as parent
       from pg_constraint where contype = 'f' and conrelid <> confrelid`,
    ),
  );
  const order: string[] = [];
  const visit = (table: string) => {
    if (order.includes(table)) return;
    for (const { child, parent } of rows) if (child === table) visit(parent);
    order.push(table);
  };
  for (const table of COPIED) visit(table);
  return order;
}
