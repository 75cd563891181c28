import { openNote, type VerifierKey, verifierKey } from '@commonkey/ledger';
import { Fault, isFault } from '@commonkey/words';
import { sql } from 'kysely';
import type { Context } from '../context.ts';
import type { StoreCode } from '../store/errors.ts';
import { type Store, type Writer, wholeTransaction } from '../store/store.ts';
import { logKey } from './key.ts';

/** Taken while a database is claimed, so that of two services that start on a new one a single one has it. */
const CLAIMING = 7_300_114;

/**
 * Makes this database the one of this key process, or finds that it is. Two services with keys of their own that wrote into one would sign
 * each other's ledger, and every receipt would stop fitting. The claim is a comment on a table and not a row: rows
 * come back with a backup, into a database that belongs to whoever restores it.
 *
 * @param keysLost somebody has declared that the keys of the rows' own service are lost
 * @throws Fault `database-of-another-service`
 */
export async function claimDatabase(
  context: Pick<Context, 'config'> & { store: Pick<Store, 'write'> },
  { keysLost }: { keysLost: boolean },
): Promise<void> {
  const key = await logKey(context);
  const own = `Commonkey writes here with ${verifierKey(key)}`;
  await context.store.write(async (tx) => {
    await sql`select pg_advisory_xact_lock(${CLAIMING})`.execute(wholeTransaction(tx));
    const claimed = await claimOf(tx);
    if (claimed === own) return;
    const note = claimed === null ? await newestNote(tx) : null;
    const ours = note === null || keysLost || (await isBy(note, key));
    if (claimed !== null || !ours) throw new Fault<StoreCode>('database-of-another-service');
    await sql`comment on table ledger_checkpoints is ${sql.lit(own)}`.execute(wholeTransaction(tx));
  });
}

const isBy = (note: string, key: VerifierKey): Promise<boolean> =>
  openNote(note, key).then(
    () => true,
    (error: unknown) => {
      if (isFault(error)) return false;
      throw error;
    },
  );

async function claimOf(tx: Writer): Promise<string | null> {
  const { claim } = await tx
    .selectNoFrom(sql<string | null>`obj_description('ledger_checkpoints'::regclass, 'pg_class')`.as('claim'))
    .executeTakeFirstOrThrow();
  return claim;
}

async function newestNote(tx: Writer): Promise<string | null> {
  const row = await tx
    .selectFrom('ledger_checkpoints')
    .select('note')
    .where('note', 'is not', null)
    .orderBy('tree_size', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.note ?? null;
}
