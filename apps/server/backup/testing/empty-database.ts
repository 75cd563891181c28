import { randomBytes } from 'node:crypto';
import { type DatabaseAddress, openPool } from '../../store/connect.ts';

/** A new database beside another. */
export async function emptyDatabase(
  address: DatabaseAddress,
): Promise<{ address: DatabaseAddress; drop(): Promise<void> }> {
  const database = `restored_${randomBytes(6).toString('hex')}`;
  const pool = openPool(address, { max: 1, readOnly: false });
  await pool.query(`create database ${database} template template0`);
  const drop = async () => {
    await pool.query(`drop database ${database}`);
    await pool.end();
  };
  if (!('url' in address)) return { address: { ...address, database }, drop };
  const url = new URL(address.url);
  url.pathname = `/${database}`;
  return { address: { url: url.href }, drop };
}
