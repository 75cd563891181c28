import { type DatabaseAddress, openPool } from './connect.ts';
import { guarded } from './guard.ts';

/** Every setting of a running server, by name. */
export async function readSettings(address: DatabaseAddress): Promise<ReadonlyMap<string, string>> {
  const pool = openPool(address, { max: 1, readOnly: true });
  try {
    const { rows } = await guarded(() =>
      pool.query<{ name: string; setting: string }>('select name, setting from pg_settings'),
    );
    return new Map(rows.map(({ name, setting }) => [name, setting]));
  } finally {
    await pool.end();
  }
}
