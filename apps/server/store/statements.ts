import { sql } from 'kysely';
import type { Clock, Random } from '../clock.ts';
import { record } from './record.ts';
import { type Reader, type Writer, wholeTransaction } from './store.ts';

/** What a city says of itself in public. None of it is about a person, so it is opened to everybody. */
export const STATEMENT_KINDS = [
  /** SHA-256 over the files of an offline app, as its page shows it. */
  'app-served',
  /** SHA-256 over the rules and words that the service runs on. */
  'program-in-force',
  /** RFC 7638 thumbprint of a key that signs desks' certificates and status lists. */
  'issuing-key-made',
  'issuing-key-retired',
  'root-key-pinned',
  /** SHA-256 of the seed that a day’s places will be drawn with, said before anybody enters. */
  'draw-promised',
  /** SHA-256 over that seed and the order that was drawn. */
  'places-drawn',
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];
export type Statement = { kind: StatementKind; subject: string; digest: string };

const STATING = 7_230_011;

/**
 * Says something in public, and in the ledger, if it is not what was last said of the same subject. Any number of processes
 * may say the same at once.
 * @returns whether it is new
 */
export async function state(
  tx: Writer,
  { kind, subject, digest }: Statement,
  { clock, random }: { clock: Clock; random: Random },
): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(${STATING})`.execute(wholeTransaction(tx));
  const last = await tx
    .selectFrom('public_statements')
    .select('digest')
    .where('kind', '=', kind)
    .where('subject', '=', subject)
    .orderBy('statement_no', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (last?.digest === digest) return false;
  const said_on = clock.now().toISOString().slice(0, 10);
  const { salt } = await record(tx, { kind, subject, digest, said_on }, random);
  await tx
    .insertInto('public_statements')
    .values({ kind, subject, digest, said_on, ledger_salt: salt })
    .execute();
  return true;
}

/** Everything that was said, oldest first. */
export function statements(read: Reader) {
  return read
    .selectFrom('public_statements')
    .select(['kind', 'subject', 'digest', 'said_on', 'ledger_salt'])
    .orderBy('statement_no')
    .execute();
}
