import type { Pool, PoolClient } from 'pg';
import { type DatabaseAddress, openPool } from './connect.ts';

/** Rows of tables, what the server keeps about their columns, and objects that stand in no table. */
export type Heap = 'rows' | 'statistics' | 'large';
export type TakeValue = (heap: Heap, where: string, bytes: Buffer) => void;

const AT_ONCE = 500;
const BYTEA = 17;
/** Every value as PostgreSQL writes it: a type parsed and written anew could hide what stands there. */
const AS_WRITTEN = { getTypeParser: () => (text: string) => text };
const PERMISSION = '42501';

type Table = { schema: string; name: string };

/**
 * Hands over every row of every table, the queue's too, the statistics of columns, and every large object, each once; for whoever
 * searches all of it. Reads alone.
 *
 * @returns how many of each this role may not read, and whether the server packs pages of its write-ahead log
 */
export async function everyValue(
  address: DatabaseAddress,
  take: TakeValue,
): Promise<{ refused: Record<Heap, number>; walPacked: boolean }> {
  const pool = openPool(address, { max: 1, readOnly: true });
  const refused = { rows: 0, statistics: 0, large: 0 };
  const handing = async (heap: Heap, text: string, where: string) => {
    if (!(await handed(pool, text, (bytes) => take(heap, where, bytes)))) refused[heap] += 1;
  };
  try {
    for (const table of await tablesOf(pool))
      await handing('rows', `select * from ${quoted(table)}`, `${table.schema}.${table.name}`);
    await handing(
      'statistics',
      `select most_common_vals::text, histogram_bounds::text, most_common_elems::text from pg_stats
         where schemaname not in ('pg_catalog', 'information_schema')`,
      'pg_stats',
    );
    const { rows: objects } = await pool.query<{ oid: string }>(
      'select oid::text from pg_largeobject_metadata',
    );
    for (const { oid } of objects)
      await handing('large', `select lo_get(${Number(oid)})`, `large object ${oid}`);
    const { rows: settings } = await pool.query<{ value: string }>(
      "select current_setting('wal_compression') as value",
    );
    return { refused, walPacked: settings[0]?.value !== 'off' };
  } finally {
    await pool.end();
  }
}

/** Where the server keeps its files, and which server it is; null where this role is not told. */
export async function serverPlace(
  address: DatabaseAddress,
): Promise<{ folder: string; system: string } | null> {
  const pool = openPool(address, { max: 1, readOnly: true });
  try {
    const { rows } = await pool.query<{ folder: string; system: string }>(
      "select current_setting('data_directory') as folder, system_identifier::text as system from pg_control_system()",
    );
    return rows[0] ?? null;
  } catch (error) {
    if (Object(error).code !== PERMISSION) throw error;
    return null;
  } finally {
    await pool.end();
  }
}

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

/** False where this role may not ask. */
async function handed(pool: Pool, text: string, take: (bytes: Buffer) => void): Promise<boolean> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query(`declare every_value no scroll cursor for ${text}`);
    for (;;) {
      const rows = await nextOf(client);
      for (const row of rows) take(Buffer.concat(row.flatMap((value) => [value, Buffer.from('\n')])));
      if (rows.length < AT_ONCE) break;
    }
    await client.query('commit');
    return true;
  } catch (error) {
    await client.query('rollback');
    if (Object(error).code !== PERMISSION) throw error;
    return false;
  } finally {
    client.release();
  }
}

async function nextOf(client: PoolClient): Promise<Buffer[][]> {
  const { rows, fields } = await client.query<(string | null)[]>({
    text: `fetch ${AT_ONCE} from every_value`,
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
