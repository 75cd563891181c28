import type { PoolClient } from 'pg';
import { type DatabaseAddress, openPool } from '../connect.ts';
import type { TableName } from '../database.ts';
import { guarded } from '../guard.ts';
import { COPIED } from './copied.ts';

/** What lies in the database at one moment, table by table. */
export type Snapshot = {
  migrations: readonly string[];
  /** Rows as JSON texts, in parts; bytes are hexadecimal with `\\x` before them, as PostgreSQL writes them. */
  rows(table: TableName): AsyncIterable<readonly string[]>;
  tables: readonly TableName[];
};

const AT_ONCE = 2_000;

/**
 * Reads the living rows in one snapshot, whatever is written meanwhile. Not the files: those keep dead rows, and the
 * write-ahead log and the planner's statistics keep them longer.
 */
export async function withSnapshot<T>(
  address: DatabaseAddress,
  work: (snapshot: Snapshot) => Promise<T>,
): Promise<T> {
  const pool = openPool(address, { max: 1, readOnly: true });
  try {
    const client = await guarded(() => pool.connect());
    try {
      const run = (text: string) => guarded(() => client.query(text));
      await run('begin transaction isolation level repeatable read read only');
      const migrations = await guarded(() =>
        client.query<{ name: string }>('select name from schema_migrations order by name'),
      );
      const there = await guarded(() =>
        client.query<{ name: string }>(
          'select tablename as name from pg_tables where schemaname = current_schema()',
        ),
      );
      const names = new Set(there.rows.map(({ name }) => name));
      const answer = await work({
        migrations: migrations.rows.map(({ name }) => name),
        // An earlier version that has not been brought up yet lacks those that came since.
        tables: COPIED.filter((table) => names.has(table)),
        rows: (table) => rowsOf(client, table),
      });
      await run('rollback');
      return answer;
    } finally {
      client.release();
    }
  } finally {
    await pool.end();
  }
}

async function* rowsOf(client: PoolClient, table: TableName): AsyncIterable<readonly string[]> {
  const run = (text: string) => guarded(() => client.query<{ row: string }>(text));
  await run(`declare copied no scroll cursor for select to_json(t)::text as row from ${table} t`);
  for (;;) {
    const { rows } = await run(`fetch ${AT_ONCE} from copied`);
    if (rows.length === 0) break;
    yield rows.map(({ row }) => row);
  }
  await run('close copied');
}
