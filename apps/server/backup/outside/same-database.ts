import { sql } from 'kysely';
import type { Reader } from '../../store/store.ts';
import { type Mark, readMark } from './files.ts';

export type Identity = Omit<Mark, 'withinHour'>;

/**
 * What tells this database from every copy of it: the cluster and the database in it, which a dump comes into anew; the
 * timeline, which changes when a standby takes over or a server is brought back to a point in time; and how far its log has come,
 * behind which a copy of its files falls back. Null where the server does not say.
 */
export async function identityOf(read: Reader): Promise<Identity | null> {
  try {
    return await read
      .selectNoFrom([
        sql<string>`(select system_identifier::text from pg_control_system())`.as('system'),
        sql<number>`(select oid::bigint::int from pg_database where datname = current_database())`.as(
          'database',
        ),
        sql<string>`substr(pg_walfile_name(pg_current_wal_flush_lsn()), 1, 8)`.as('timeline'),
        sql<string>`(pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::text`.as('at'),
      ])
      .executeTakeFirstOrThrow();
  } catch {
    return null;
  }
}

/**
 * Whether this is not the database that was last seen here, or is that one as it was earlier. It tells an old copy also where
 * backup and loss fall into one hour of the ledger.
 */
export async function isExchanged(read: Reader, dataFolder: string): Promise<boolean> {
  const seen = await readMark(dataFolder);
  if (seen === null) return false;
  const now = await identityOf(read);
  return now !== null && !follows(now, seen);
}

export const follows = (now: Identity, seen: Identity): boolean =>
  now.system === seen.system &&
  now.database === seen.database &&
  now.timeline === seen.timeline &&
  BigInt(now.at) >= BigInt(seen.at);
