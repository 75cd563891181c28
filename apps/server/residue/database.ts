import type { Pool, PoolClient } from 'pg';
import { type DatabaseAddress, openPool } from '../store/connect.ts';
import { type Hit, searchBytes } from './scan.ts';
import type { Search } from './search.ts';

/** What was searched in a database: `things` are rows, values or objects; `refused` what this role may not read. */
export type RowsSearched = { hits: Hit[]; things: number; bytes: number; refused: number };

const AT_ONCE = 500;
const BYTEA = 17;
/** Every value as PostgreSQL writes it: a type parsed and written anew could hide what stands there. */
const AS_WRITTEN = { getTypeParser: () => (text: string) => text };
const PERMISSION = '42501';

type Table = { schema: string; name: string };

/** Looks into every row of every table, the queue's too, into what the server keeps about their columns, and into large objects. */
export async function searchDatabase(
  address: DatabaseAddress,
  search: Search,
): Promise<{ rows: RowsSearched; statistics: RowsSearched; large: RowsSearched; walPacked: boolean }> {
  const pool = openPool(address, { max: 1, readOnly: true });
  try {
    const rows = none();
    for (const table of await tablesOf(pool))
      await searching(rows, pool, `select * from ${quoted(table)}`, `${table.schema}.${table.name}`, search);
    const statistics = none();
    await searching(
      statistics,
      pool,
      `select most_common_vals::text, histogram_bounds::text, most_common_elems::text from pg_stats
         where schemaname not in ('pg_catalog', 'information_schema')`,
      'pg_stats',
      search,
    );
    const large = none();
    const { rows: objects } = await pool.query<{ oid: string }>(
      'select oid::text from pg_largeobject_metadata',
    );
    for (const { oid } of objects)
      await searching(large, pool, `select lo_get(${Number(oid)})`, `large object ${oid}`, search);
    const { rows: settings } = await pool.query<{ value: string }>(
      "select current_setting('wal_compression') as value",
    );
    return { rows, statistics, large, walPacked: settings[0]?.value !== 'off' };
  } finally {
    await pool.end();
  }
}

const none = (): RowsSearched => ({ hits: [], things: 0, bytes: 0, refused: 0 });

async function tablesOf(pool: Pool): Promise<Table[]> {
  const { rows } = await pool.query<Table>(
    `select n.nspname::text as schema, c.relname::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema')
        and n.nspname !~ '^pg_(toast|temp)' order by 1, 2`,
  );
  return rows;
}

const quoted = ({ schema, name }: Table): string =>
  [schema, name].map((one) => `"${one.replaceAll('"', '""')}"`).join('.');

/** Adds what one question finds. A role that may not ask it is counted, and is no answer. */
async function searching(
  sum: RowsSearched,
  pool: Pool,
  text: string,
  where: string,
  search: Search,
): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`declare residue no scroll cursor for ${text}`);
    for (;;) {
      const rows = await nextOf(client);
      for (const row of rows) {
        const bytes = Buffer.concat(row.flatMap((value) => [value, Buffer.from('\n')]));
        sum.things += 1;
        sum.bytes += bytes.length;
        sum.hits.push(...searchBytes(where, bytes, search));
      }
      if (rows.length < AT_ONCE) break;
    }
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    if (Object(error).code !== PERMISSION) throw error;
    sum.refused += 1;
  } finally {
    client.release();
  }
}

async function nextOf(client: PoolClient): Promise<Buffer[][]> {
  const { rows, fields } = await client.query<(string | null)[]>({
    text: `fetch ${AT_ONCE} from residue`,
    rowMode: 'array',
    types: AS_WRITTEN,
  });
  return rows.map((row) =>
    row.flatMap((value, at) => {
      if (value === null) return [];
      const isBytes = fields[at]?.dataTypeID === BYTEA && value.startsWith('\\x');
      return [isBytes ? Buffer.from(value.slice(2), 'hex') : Buffer.from(value)];
    }),
  );
}
