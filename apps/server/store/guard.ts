import { Fault } from '@commonkey/words';
import type { PostgresPool, PostgresPoolClient } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import type { StoreCode } from './errors.ts';

/**
 * A pool whose errors carry nothing but SQLSTATE and constraint name (T9).
 *
 * PostgreSQL quotes whole rows in DETAIL, keys in UNIQUE failures and values in the message itself; parameters do not
 * prevent it. So the driver's error never leaves this file, not even as a `cause`.
 */
export function guardPool(pool: Pool): PostgresPool {
  return {
    options: {},
    connect: () => guarded(async () => guardClient(await pool.connect())),
    end: () => guarded(() => pool.end()),
  };
}

function guardClient(client: PoolClient): PostgresPoolClient {
  const query = (text: string, values: readonly unknown[]) => guarded(() => client.query(text, [...values]));
  // Kysely also offers cursors here; the store opens none, and pg's result type is narrower in name only.
  return {
    query: query as unknown as PostgresPoolClient['query'],
    release: (destroy) => client.release(destroy),
  };
}

/** Runs `work` and cuts whatever it throws down to a `StoreCode`. */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw cutDown(error);
  }
}

const DISK_FULL = '53100';

/** The Fault for a driver error. Anything that is no driver error of ours passes as it is. */
export function cutDown(error: unknown): unknown {
  if (error instanceof Fault) return error;
  const fields = Object(error) as { code?: unknown; constraint?: unknown; severity?: unknown };
  const code = typeof fields.code === 'string' ? fields.code : '';
  if (code === DISK_FULL) return new Fault<StoreCode>('disk-full');
  if (/^[0-9A-Z]{5}$/.test(code) && fields.severity !== undefined) {
    const constraint = typeof fields.constraint === 'string' ? fields.constraint : '';
    return new Fault<StoreCode>('database-refused', { sqlstate: code, constraint });
  }
  return new Fault<StoreCode>('database-unreachable', {
    reason: /^E[A-Z]+$/.test(code) ? code : 'connection',
  });
}

/** True for a `database-refused` of one SQLSTATE, and of one constraint where it is named. */
export function isRefusal(error: unknown, sqlstate: string, constraint?: string): boolean {
  return (
    error instanceof Fault &&
    error.code === 'database-refused' &&
    error.params.sqlstate === sqlstate &&
    (constraint === undefined || error.params.constraint === constraint)
  );
}

export const UNIQUE_VIOLATION = '23505';
