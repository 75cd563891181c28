import { sql } from 'kysely';
import { type Writer, wholeTransaction } from './store.ts';

/** What only one transaction does at a time; any constants that no other advisory lock uses. */
const LOCKS = {
  'demand-number': 7_230_011,
  'public-number': 7_230_012,
  'log-number': 7_230_013,
  'questions-signed': 7_230_014,
  'commission-number': 7_230_015,
} as const;

/** Waits until nobody else does it; PostgreSQL lets go with the transaction. */
export async function oneAtATime(tx: Writer, what: keyof typeof LOCKS): Promise<void> {
  await sql`select pg_advisory_xact_lock(${LOCKS[what]})`.execute(wholeTransaction(tx));
}
