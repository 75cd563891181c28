import { Fault } from '@commonkey/words';
import { Pool, type PoolConfig, TypeOverrides } from 'pg';
import type { StoreCode } from './errors.ts';

/** One address for the embedded server and for a city's own (`DATABASE_URL`). */
export type DatabaseAddress =
  | { url: string }
  | { host: string; port: number; user: string; password: string; database: string };

const INT8 = 20;
const DATE = 1082;
const INTERVAL = 1186;

/** DATE stays the string it is (a `Date` would move it by a time zone); int8 is a number and never a rounded one. */
function types(): TypeOverrides {
  const overrides = new TypeOverrides();
  overrides.setTypeParser(DATE, (text) => text);
  overrides.setTypeParser(INTERVAL, (text) => text);
  overrides.setTypeParser(INT8, exactNumber);
  return overrides;
}

function exactNumber(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new Fault<StoreCode>('database-value-out-of-range');
  return number;
}

/**
 * A pool of plain driver connections. Only the store opens them; everybody else gets a `Reader` or a `Writer`.
 * @param readOnly makes the server itself refuse a write on these connections
 */
export function openPool(address: DatabaseAddress, options: { max: number; readOnly: boolean }): Pool {
  const session = ["set time zone 'UTC'", "set intervalstyle = 'iso_8601'", 'set statement_timeout = 60000'];
  if (options.readOnly) session.push('set default_transaction_read_only = on');
  const config: PoolConfig = {
    ...('url' in address ? { connectionString: address.url } : address),
    types: types(),
    max: options.max,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    application_name: 'commonkey',
    // Awaited by the pool before it hands a new connection out, though its type says void.
    onConnect: (client) => client.query(session.join('; ')) as unknown as undefined,
  };
  const pool = new Pool(config);
  // An idle connection that breaks must not end the process; the next query reports it.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}
