import { sql } from 'kysely';
import { type Writer, wholeTransaction } from '../store/store.ts';

/**
 * Destroyers share this lock, a new hold takes it alone: so a hold is acknowledged only after erasures in flight have ended,
 * and no erasure that starts later can have asked before it. PostgreSQL drops it with the transaction.
 */
const DESTROYING = 7_230_002;

export async function lockForDestroying(tx: Writer): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(${DESTROYING})`.execute(wholeTransaction(tx));
}

export async function lockAgainstDestroying(tx: Writer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${DESTROYING})`.execute(wholeTransaction(tx));
}
