import type { Context } from '../context.ts';
import type { Writer } from '../store/store.ts';
import type { SealedRecord, Vault, Which } from '../vault/vault.ts';
import { finishEnded } from './finish-ended.ts';
import { requireKeys } from './keys-answer.ts';

/** What came of a transaction: null for nothing, and then what was sealed for it is not kept. */
export type Written = { ends: Which | null } | null;
/** The transaction that keeps what was sealed, and ends what it takes the place of; whether it did. */
export type Keep = (work: (tx: Writer) => Promise<Written>) => Promise<boolean>;

/**
 * Seals first, which is slow and needs no lock, and writes then. What was sealed and is not kept ends at once, keys and bytes,
 * whoever was faster and whatever failed. Where a transaction fails at its very end nobody can tell what it kept: that alone
 * is left to the destroyer. Fault `keeper-silent` before anything where the key process hangs.
 */
export async function sealThenWrite<T>(
  context: Context,
  work: (seal: Vault['seal'], keep: Keep) => Promise<T>,
): Promise<T> {
  const { store, vault } = context;
  await requireKeys(context);
  const sealed: SealedRecord[] = [];
  let maybeKept = false;
  const seal: Vault['seal'] = async (record) => {
    const one = await vault.seal(record);
    sealed.push(one);
    return one;
  };
  const keep: Keep = async (writing) => {
    const written = await store.write(async (tx) => {
      const now = await writing(tx);
      if (!now) return null;
      for (const record of sealed) await vault.keep(tx, record);
      if (now.ends) await vault.end(tx, now.ends, 'superseded');
      maybeKept = true;
      return now;
    });
    if (written?.ends) await finishEnded(context, written.ends);
    return written !== null;
  };
  try {
    return await work(seal, keep);
  } finally {
    if (!maybeKept) await vault.discard(sealed);
  }
}
