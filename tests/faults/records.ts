import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openPool } from '../../apps/server/store/connect.ts';

/** Counts in the embedded database of a running service, asked from outside of it. */
export async function countRows(dataFolder: string, sql: string, values: unknown[]): Promise<number> {
  const home = join(dataFolder, 'postgres');
  const lines = (await readFile(join(home, 'cluster', 'postmaster.pid'), 'utf8')).split('\n');
  const [port, sockets = '', host = ''] = lines.slice(3, 6);
  const password = await readFile(join(home, 'password'), 'utf8');
  const address = {
    host: sockets || host,
    port: Number(port),
    user: 'commonkey',
    password,
    database: 'postgres',
  };
  const pool = openPool(address, { max: 1, readOnly: true });
  try {
    const { rows } = await pool.query(`select count(*)::int as n from ${sql}`, values);
    return rows[0].n as number;
  } finally {
    await pool.end();
  }
}
