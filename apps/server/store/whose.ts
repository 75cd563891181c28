import { sql } from 'kysely';
import { type Reader, type Writer, wholeTransaction } from './store.ts';

/** Taken while a database is claimed, so that of two services that start on a new one a single one has it. */
const CLAIMING = 7_300_114;

/** Until the transaction ends nobody else claims. */
export async function lockClaim(tx: Writer): Promise<void> {
  await sql`select pg_advisory_xact_lock(${CLAIMING})`.execute(wholeTransaction(tx));
}

/** Who has claimed this database; null before anybody did. A comment and no row (docs/adr/0077-whose-database-it-is.md). */
export async function claimOf(tx: Reader): Promise<string | null> {
  const { claim } = await tx
    .selectNoFrom(sql<string | null>`obj_description('ledger_checkpoints'::regclass, 'pg_class')`.as('claim'))
    .executeTakeFirstOrThrow();
  return claim;
}

export async function writeClaim(tx: Writer, claim: string): Promise<void> {
  await sql`comment on table ledger_checkpoints is ${sql.lit(claim)}`.execute(wholeTransaction(tx));
}
