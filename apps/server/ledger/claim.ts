import { openNote, type VerifierKey, verifierKey } from '@commonkey/ledger';
import { Fault, isFault } from '@commonkey/words';
import type { Context } from '../context.ts';
import type { StoreCode } from '../store/errors.ts';
import type { Reader, Store } from '../store/store.ts';
import { claimOf, lockClaim, writeClaim } from '../store/whose.ts';
import { logKey } from './key.ts';
import { newestNote } from './newest-note.ts';

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
  const own = claimBy(key);
  await context.store.write(async (tx) => {
    await lockClaim(tx);
    if (await isOfAnother(tx, key, { keysLost })) throw new Fault<StoreCode>('database-of-another-service');
    if ((await claimOf(tx)) === null) await writeClaim(tx, own);
  });
}

/** Whether another key process has this database: by its claim, or where nobody has claimed it, by the newest signature in it. */
export async function isOfAnother(
  read: Reader,
  key: VerifierKey,
  { keysLost }: { keysLost: boolean },
): Promise<boolean> {
  const claimed = await claimOf(read);
  if (claimed !== null) return claimed !== claimBy(key);
  const note = await newestNote(read);
  return note !== null && !keysLost && !(await isBy(note, key));
}

const claimBy = (key: VerifierKey): string => `Commonkey writes here with ${verifierKey(key)}`;

const isBy = (note: string, key: VerifierKey): Promise<boolean> =>
  openNote(note, key).then(
    () => true,
    (error: unknown) => {
      if (isFault(error)) return false;
      throw error;
    },
  );
