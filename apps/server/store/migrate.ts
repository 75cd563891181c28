import { Fault } from '@commonkey/words';
import type { PoolClient } from 'pg';
import { type DatabaseAddress, openPool } from './connect.ts';
import type { StoreCode } from './errors.ts';
import { guarded } from './guard.ts';
import { MIGRATIONS, type Migration } from './migrations/index.ts';

/** Any constant, the same in every release: two processes that start together must not both migrate. */
const MIGRATION_LOCK = 7_230_001;
const OLDEST_SERVER = 150_000;

/**
 * Brings the schema up to this program's, in one transaction under a lock. Forward only.
 *
 * @returns names of the migrations applied now
 * @throws Fault `database-too-old` (server before PostgreSQL 15) | `database-newer-than-program`
 */
export async function migrate(address: DatabaseAddress, migrations = MIGRATIONS): Promise<string[]> {
  const pool = openPool(address, { max: 1, readOnly: false });
  try {
    const client = await guarded(() => pool.connect());
    try {
      return await guarded(() => apply(client, migrations));
    } catch (error) {
      await client.query('rollback').catch(() => {});
      throw error;
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
}

/** How the tables of a database stand to this program's: `empty` where no service has ever started on it. Changes nothing. */
export async function schemaStands(
  address: DatabaseAddress,
  migrations = MIGRATIONS,
): Promise<'empty' | 'older' | 'same' | 'newer'> {
  const pool = openPool(address, { max: 1, readOnly: true });
  try {
    const there = await guarded(() =>
      pool.query<{ there: string | null }>("select to_regclass('schema_migrations')::text as there"),
    );
    if (!there.rows[0]?.there) return 'empty';
    const { rows } = await guarded(() => pool.query<{ name: string }>('select name from schema_migrations'));
    const known = new Set(migrations.map(({ name }) => name));
    if (rows.some(({ name }) => !known.has(name))) return 'newer';
    return rows.length < known.size ? (rows.length === 0 ? 'empty' : 'older') : 'same';
  } finally {
    await pool.end();
  }
}

async function apply(client: PoolClient, migrations: readonly Migration[]): Promise<string[]> {
  const server = await client.query<{ version: number }>(
    "select current_setting('server_version_num')::int as version",
  );
  if ((server.rows[0]?.version ?? 0) < OLDEST_SERVER) throw new Fault<StoreCode>('database-too-old');
  await client.query('begin');
  await client.query('set local statement_timeout = 0');
  await client.query('select pg_advisory_xact_lock($1)', [MIGRATION_LOCK]);
  await client.query('create table if not exists schema_migrations (name text primary key)');
  const done = (await client.query<{ name: string }>('select name from schema_migrations order by name'))
    .rows;
  const known = new Set(migrations.map((m) => m.name));
  if (done.some((row) => !known.has(row.name))) throw new Fault<StoreCode>('database-newer-than-program');
  const applied = new Set(done.map((row) => row.name));
  const fresh = migrations.filter((m) => !applied.has(m.name));
  for (const migration of fresh) {
    await client.query(migration.up);
    await client.query('insert into schema_migrations (name) values ($1)', [migration.name]);
  }
  await client.query('commit');
  return fresh.map((m) => m.name);
}
